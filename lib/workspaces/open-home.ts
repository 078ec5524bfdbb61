import { and, eq } from "drizzle-orm";
import { newId } from "#lib/db/id";
import { account, creator, member, user, workspace, workspaceCreator } from "#lib/db/schema";
import type { Ground } from "./scope";

/**
 * Opens the workspace of somebody who belongs to none: a creator who signed in for the first time gets one with
 * themselves in it. Doing it twice, or in two windows at once, makes one.
 * @returns the workspace's id
 */
export async function openHome(
  { db, clock }: Ground,
  request: { userId: string; timeZone: string },
): Promise<string> {
  const at = new Date(clock.now());
  return db.transaction(async (tx) => {
    const [person] = await tx
      .select({ name: user.name, email: user.email })
      .from(user)
      .where(eq(user.id, request.userId));
    const name = `${person?.name ?? person?.email?.split("@")[0] ?? "My"} workspace`;
    const fresh = {
      id: newId(clock.now()),
      name,
      timeZone: request.timeZone,
      homeOf: request.userId,
      createdAt: at,
    };
    await tx.insert(workspace).values(fresh).onConflictDoNothing({ target: workspace.homeOf });
    const [home] = await tx
      .select({ id: workspace.id })
      .from(workspace)
      .where(eq(workspace.homeOf, request.userId));
    if (!home) throw new Error("The workspace that was just opened is not there.");
    const membership = {
      workspaceId: home.id,
      userId: request.userId,
      role: "owner" as const,
      createdAt: at,
    };
    await tx.insert(member).values(membership).onConflictDoNothing();
    await linkOwnCreator(tx, request.userId, home.id, at);
    return home.id;
  });
}

type Transaction = Parameters<Parameters<Ground["db"]["transaction"]>[0]>[0];

async function linkOwnCreator(tx: Transaction, userId: string, workspaceId: string, at: Date): Promise<void> {
  const own = await tx
    .select({ id: creator.id })
    .from(account)
    .innerJoin(creator, eq(creator.openId, account.providerAccountId))
    .where(and(eq(account.userId, userId), eq(account.provider, "tiktok")));
  for (const { id } of own) {
    const link = { workspaceId, creatorId: id, addedBy: userId, createdAt: at };
    await tx.insert(workspaceCreator).values(link).onConflictDoNothing();
  }
}
