import "server-only";
import type { Reader } from "#components/posts/reader";
import type { Doorway } from "#lib/auth/ground";
import { loadTimes } from "#lib/auth/loaders";
import { listCreators, ownCreator } from "#lib/creators/queries";
import { missingScopes } from "#lib/tiktok/scopes";
import { workspacesOf } from "#lib/workspaces/queries";
import { may } from "#lib/workspaces/roles";

/** Who reads pages about posts in this workspace, and what they may do there. */
export async function loadReader(scope: Doorway): Promise<Reader> {
  const { db, app, actor } = scope;
  const { workspaceId, userId, role } = actor;
  const [times, workspaces, own, creators] = await Promise.all([
    loadTimes(scope),
    workspacesOf(db, userId),
    ownCreator(scope, userId),
    listCreators(scope),
  ]);
  const missing = creators.map(({ id, grant }) => {
    const asked = [...new Set([...(grant?.requestedScopes ?? []), ...app.scopes])];
    return [id, grant ? missingScopes(asked, grant.grantedScopes) : []] as const;
  });
  return {
    ...times,
    workspaceId,
    workspaceName: workspaces.find(({ id }) => id === workspaceId)?.name ?? "",
    ownCreatorId: own?.id ?? null,
    may: {
      write: may(role, "post:write"),
      publish: may(role, "post:publish"),
      resolve: may(role, "post:resolve"),
      connect: may(role, "creator:connect"),
      operate: may(role, "app:operate"),
    },
    missing: Object.fromEntries(missing),
    tiktokUrl: app.authBaseUrl.replace(/\/+$/, ""),
  };
}
