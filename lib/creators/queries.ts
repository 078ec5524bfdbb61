import { and, asc, desc, eq, isNull, lt, ne, or } from "drizzle-orm";
import {
  account,
  connectLink,
  creator,
  grant,
  post,
  user,
  workspace,
  workspaceCreator,
} from "#lib/db/schema";
import type { Failure } from "#lib/errors/failure";
import type { Ground, Scope } from "#lib/workspaces/scope";
import { type LinkState, linkStateOf } from "./link-state";

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
  /** Where the creator's audience lives, IANA; null where the workspace's zone counts. */
  timeZone: string | null;
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
    .select({
      ...CREATOR,
      grant: GRANT,
      timeZone: workspaceCreator.timeZone,
      addedAt: workspaceCreator.createdAt,
    })
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
): Promise<Omit<CreatorRow, "addedAt" | "timeZone"> | undefined> {
  const [row] = await db
    .select({ ...CREATOR, grant: GRANT })
    .from(account)
    .innerJoin(creator, eq(creator.openId, account.providerAccountId))
    .leftJoin(grant, eq(grant.creatorId, creator.id))
    .where(and(eq(account.userId, userId), eq(account.provider, "tiktok")));
  return row && { ...row, grant: row.grant ? asGrant(row.grant) : null };
}

/** A workspace that may post for a creator. Times are ISO 8601. */
export type AccessRow = {
  workspaceId: string;
  workspaceName: string;
  since: string;
  /** Name or address of who added the creator; null once they are gone. */
  addedBy: string | null;
  /** Posts that wait for their time there. */
  waiting: number;
};

/** Who may post for the creator that a person is, but for the person's own home: oldest first. */
export async function listAccess({ db }: Ground, userId: string): Promise<AccessRow[]> {
  const rows = await db
    .select({
      workspaceId: workspace.id,
      workspaceName: workspace.name,
      since: workspaceCreator.createdAt,
      name: user.name,
      email: user.email,
      waiting: db.$count(
        post,
        and(
          eq(post.workspaceId, workspaceCreator.workspaceId),
          eq(post.creatorId, workspaceCreator.creatorId),
          eq(post.state, "scheduled"),
        ),
      ),
    })
    .from(account)
    .innerJoin(creator, eq(creator.openId, account.providerAccountId))
    .innerJoin(workspaceCreator, eq(workspaceCreator.creatorId, creator.id))
    .innerJoin(workspace, eq(workspace.id, workspaceCreator.workspaceId))
    .leftJoin(user, eq(user.id, workspaceCreator.addedBy))
    .where(
      and(
        eq(account.userId, userId),
        eq(account.provider, "tiktok"),
        or(isNull(workspace.homeOf), ne(workspace.homeOf, userId)),
      ),
    )
    .orderBy(asc(workspaceCreator.createdAt));
  return rows.map(({ name, email, since, waiting, ...row }) => ({
    ...row,
    waiting: Number(waiting),
    since: since.toISOString(),
    addedBy: name ?? email,
  }));
}

/** A connect link as staff see it. Its secret was shown once and is not here. */
export type ConnectLinkRow = {
  id: string;
  label: string;
  email: string | null;
  state: LinkState;
  /** When the state came about, or ends: ISO 8601. */
  at: string;
  by: string | null;
  /** The account it repairs, or the one that it brought. */
  creatorId: string | null;
};

/** The connect links of the workspace, newest first. `after` is the last id of the page before. */
export async function listConnectLinks(
  { db, clock, actor }: Scope,
  request: { after?: string; limit: number },
): Promise<{ links: ConnectLinkRow[]; next: string | null }> {
  const inWorkspace = eq(connectLink.workspaceId, actor.workspaceId);
  const rows = await db
    .select({ link: connectLink, name: user.name, address: user.email })
    .from(connectLink)
    .leftJoin(user, eq(user.id, connectLink.createdBy))
    .where(request.after ? and(inWorkspace, lt(connectLink.id, request.after)) : inWorkspace)
    .orderBy(desc(connectLink.id))
    .limit(request.limit + 1);
  const links = rows.slice(0, request.limit).map(({ link, name, address }) => {
    const state = linkStateOf(link, clock.now());
    const at = {
      sent: link.expiresAt,
      opened: link.openedAt,
      connected: link.usedAt,
      expired: link.expiresAt,
      revoked: link.revokedAt,
    }[state];
    const creatorId = link.connectedCreatorId ?? link.creatorId;
    const { id, label, email } = link;
    return {
      id,
      label,
      email,
      state,
      at: (at ?? link.createdAt).toISOString(),
      by: name ?? address,
      creatorId,
    };
  });
  return { links, next: rows.length > request.limit ? (links.at(-1)?.id ?? null) : null };
}
