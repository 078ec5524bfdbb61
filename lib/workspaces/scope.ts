import { and, eq } from "drizzle-orm";
import type { Clock } from "#lib/clock/clock";
import type { Db } from "#lib/db/open";
import { member, user } from "#lib/db/schema";
import type { Role } from "./roles";

declare const entered: unique symbol;

/** The id of a workspace that its holder has been let into. Only `enterWorkspace` makes one; queries ask for it. */
export type WorkspaceId = string & { readonly [entered]: true };

/** Who acts. A worker and TikTok act under their own names. */
export type Member = {
  kind: "member";
  userId: string;
  name: string | null;
  role: Role;
  workspaceId: WorkspaceId;
};

/** What a verb needs to know of the world: where the rows are and what time it is. */
export type Ground = { db: Db; clock: Clock };

/** A verb's first parameter when a member acts in a workspace. */
export type Scope = Ground & { actor: Member };

/** Lets a user into a workspace they belong to; `undefined` is all that anybody else learns. */
export async function enterWorkspace(
  db: Db,
  userId: string,
  workspaceId: string,
): Promise<Member | undefined> {
  const [row] = await db
    .select({ role: member.role, name: user.name })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(and(eq(member.userId, userId), eq(member.workspaceId, workspaceId)));
  if (!row) return undefined;
  return { kind: "member", userId, name: row.name, role: row.role, workspaceId: workspaceId as WorkspaceId };
}
