import { and, desc, eq } from "drizzle-orm";
import { account, creator, grant, workspaceCreator } from "#lib/db/schema";
import type { Failure } from "#lib/errors/failure";
import type { Ground, Scope } from "#lib/workspaces/scope";

/** What a person may know of a grant. Never the tokens. Times are ISO 8601, UTC. */
export type GrantView = {
  state: "active" | "reconnect_needed" | "disconnected";
  requestedScopes: string[];
  grantedScopes: string[];
  accessExpiresAt: string;
  refreshExpiresAt: string;
  connectedAt: string;
  refreshedAt: string | null;
  lastCallAt: string | null;
  failure: Failure | null;
};

export type CreatorRow = {
  id: string;
  handle: string | null;
  displayName: string;
  avatarUrl: string | null;
  grant: GrantView | null;
  addedAt: string;
};

const GRANT = {
  state: grant.state,
  requestedScopes: grant.requestedScopes,
  grantedScopes: grant.grantedScopes,
  accessExpiresAt: grant.accessExpiresAt,
  refreshExpiresAt: grant.refreshExpiresAt,
  connectedAt: grant.connectedAt,
  refreshedAt: grant.refreshedAt,
  lastCallAt: grant.lastCallAt,
  failure: grant.failure,
};

const CREATOR = {
  id: creator.id,
  handle: creator.handle,
  displayName: creator.displayName,
  avatarUrl: creator.avatarUrl,
};

type GrantRow = Pick<typeof grant.$inferSelect, keyof GrantView>;

const asGrant = (row: GrantRow): GrantView => ({
  state: row.state,
  requestedScopes: row.requestedScopes,
  grantedScopes: row.grantedScopes,
  accessExpiresAt: row.accessExpiresAt.toISOString(),
  refreshExpiresAt: row.refreshExpiresAt.toISOString(),
  connectedAt: row.connectedAt.toISOString(),
  refreshedAt: row.refreshedAt?.toISOString() ?? null,
  lastCallAt: row.lastCallAt?.toISOString() ?? null,
  failure: row.failure,
});

/** The creators of the workspace, newest link first. */
export async function listCreators({ db, actor }: Scope, creatorId?: string): Promise<CreatorRow[]> {
  const inWorkspace = eq(workspaceCreator.workspaceId, actor.workspaceId);
  const rows = await db
    .select({ ...CREATOR, grant: GRANT, addedAt: workspaceCreator.createdAt })
    .from(workspaceCreator)
    .innerJoin(creator, eq(creator.id, workspaceCreator.creatorId))
    .leftJoin(grant, eq(grant.creatorId, creator.id))
    .where(creatorId ? and(inWorkspace, eq(creator.id, creatorId)) : inWorkspace)
    .orderBy(desc(workspaceCreator.createdAt));
  return rows.map((row) => ({
    ...row,
    grant: row.grant ? asGrant(row.grant) : null,
    addedAt: row.addedAt.toISOString(),
  }));
}

/** The creator that a person is, where they have signed in with TikTok. */
export async function ownCreator(
  { db }: Ground,
  userId: string,
): Promise<Omit<CreatorRow, "addedAt"> | undefined> {
  const [row] = await db
    .select({ ...CREATOR, grant: GRANT })
    .from(account)
    .innerJoin(creator, eq(creator.openId, account.providerAccountId))
    .leftJoin(grant, eq(grant.creatorId, creator.id))
    .where(and(eq(account.userId, userId), eq(account.provider, "tiktok")));
  return row && { ...row, grant: row.grant ? asGrant(row.grant) : null };
}
