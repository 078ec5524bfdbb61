import { notFound, redirect } from "next/navigation";
import { ComposeScreen } from "#components/compose/compose-screen";
import type { ComposeCreator } from "#components/compose/use-compose";
import type { Doorway } from "#lib/auth/ground";
import { type CreatorRow, listCreators, ownCreator } from "#lib/creators/queries";
import { draftForCompose } from "#lib/posts/queries";
import { emptyContent } from "#lib/posts/schema";
import { workspacesOf } from "#lib/workspaces/queries";

/** The compose screen for a new post, or for a draft of this workspace. */
export async function OpenCompose({ scope, postId }: { scope: Doorway; postId: string | null }) {
  const { workspaceId, userId } = scope.actor;
  const [rows, own, workspaces, found] = await Promise.all([
    listCreators(scope),
    ownCreator(scope, userId),
    workspacesOf(scope.db, userId),
    postId ? draftForCompose(scope, postId) : undefined,
  ]);
  if (postId && !found) notFound();
  // What has left the draft is looked at on its own page.
  if (found?.frozen) redirect(`/app/${workspaceId}/posts/${postId}`);
  const creators = rows.map((row) => asChoice(row, own?.id));
  const [only] = creators.length === 1 ? creators : [];
  const draft = found
    ? { postId: found.postId, version: found.version, creatorId: found.creatorId, content: found.content }
    : { postId: null, version: 0, creatorId: only?.id ?? null, content: startFor(only) };
  return (
    <ComposeScreen
      key={postId ?? "new"}
      workspaceId={workspaceId}
      timeZone={workspaces.find(({ id }) => id === workspaceId)?.timeZone ?? "UTC"}
      audited={scope.app.audited}
      creators={creators}
      draft={draft}
      media={found?.media ?? null}
    />
  );
}

function asChoice({ id, handle, displayName, avatarUrl, grant }: CreatorRow, ownId?: string): ComposeCreator {
  return { id, handle, displayName, avatarUrl, grantedScopes: grant?.grantedScopes ?? [], own: id === ownId };
}

/** An account that allows the inbox alone starts there. */
function startFor(creator: ComposeCreator | undefined) {
  const allows = (scope: string) => creator?.grantedScopes.includes(scope);
  const inboxOnly = allows("video.upload") && !allows("video.publish");
  return inboxOnly ? { ...emptyContent(), mode: "inbox" as const } : emptyContent();
}
