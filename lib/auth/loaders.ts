import "server-only";
import { and, desc, eq } from "drizzle-orm";
import { account, creator, grant } from "#lib/db/schema";
import { openHome } from "#lib/workspaces/open-home";
import { workspacesOf } from "#lib/workspaces/scope";
import { ground } from "./ground";
import type { Person } from "./session";

/** What TikTok granted to somebody who signs in with TikTok. */
export type OwnGrant = {
  handle: string | null;
  displayName: string;
  avatarUrl: string | null;
  requested: string[];
  granted: string[];
};

/**
 * The grant of the TikTok profile that this person signs in with; `undefined` for staff, who sign in by mail. The
 * permissions count as requested when this copy asks for them now, also if they were added after the grant.
 */
export async function loadOwnGrant(person: Person): Promise<OwnGrant | undefined> {
  const { db, app } = await ground();
  const [row] = await db
    .select({
      handle: creator.handle,
      displayName: creator.displayName,
      avatarUrl: creator.avatarUrl,
      requested: grant.requestedScopes,
      granted: grant.grantedScopes,
    })
    .from(account)
    .innerJoin(creator, eq(creator.openId, account.providerAccountId))
    .innerJoin(grant, eq(grant.creatorId, creator.id))
    .where(and(eq(account.userId, person.id), eq(account.provider, "tiktok")))
    .orderBy(desc(grant.connectedAt))
    .limit(1);
  return row && { ...row, requested: [...new Set([...row.requested, ...app.scopes])] };
}

/**
 * The workspace to open for somebody: the one they had open last where they still belong to it, else their oldest. Who
 * belongs to none gets one of their own.
 * @param timeZone of a workspace that has to be opened, IANA
 */
export async function loadLastWorkspace(
  person: Person,
  { last, timeZone }: { last: string | undefined; timeZone: string },
): Promise<string> {
  const reach = await ground();
  const all = await workspacesOf(reach.db, person.id);
  const chosen = all.find(({ id }) => id === last) ?? all[0];
  return chosen?.id ?? openHome(reach, { userId: person.id, timeZone });
}

/** The workspaces of a person, oldest first. */
export async function loadWorkspaces(person: Person) {
  return workspacesOf((await ground()).db, person.id);
}
