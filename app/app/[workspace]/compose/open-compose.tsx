import { notFound, redirect } from "next/navigation";
import type { ComposeCreator } from "#components/compose/compose-props";
import { ComposeScreen } from "#components/compose/compose-screen";
import type { Doorway } from "#lib/auth/ground";
import { resolveWallTime, type WallTime } from "#lib/clock/wall-time";
import { type CreatorRow, listCreators, ownCreator } from "#lib/creators/queries";
import type { PostContent } from "#lib/db/json";
import { isPhotoView, isVideoView, type MediaView } from "#lib/media/view";
import { viewLibraryFile } from "#lib/media-library/queries";
import { emptyContent, emptyPhotos } from "#lib/posts/blank-content";
import { draftForCompose } from "#lib/posts/queries";
import { workspacesOf } from "#lib/workspaces/queries";

/**
 * What the calendar asks for with a click on a day: its wall time, the zone that was shown, the account that was; and what
 * the library asks for: a stored file.
 */
export type Wish = { at?: string; zone?: string; creator?: string; file?: string };

type OpenComposeProps = { scope: Doorway; postId: string | null; wish?: Wish };

/** The compose screen for a new post, or for a draft of this workspace. */
export async function OpenCompose({ scope, postId, wish = {} }: OpenComposeProps) {
  const { workspaceId, userId } = scope.actor;
  const [rows, own, workspaces, found, stored] = await Promise.all([
    listCreators(scope),
    ownCreator(scope, userId),
    workspacesOf(scope.db, userId),
    postId ? draftForCompose(scope, postId) : undefined,
    !postId && wish.file ? viewLibraryFile(scope, wish.file) : undefined,
  ]);
  if (postId && !found) notFound();
  // What has left the draft is looked at on its own page.
  if (found?.frozen) redirect(`/app/${workspaceId}/posts/${postId}`);
  const creators = rows.map((row) => asChoice(row, own?.id));
  const timeZone = workspaces.find(({ id }) => id === workspaceId)?.timeZone ?? "UTC";
  const only = creators.length === 1 ? creators[0] : creators.find(({ id }) => id === wish.creator);
  const when = wishedTime(wish, timeZone);
  const draft = found
    ? {
        postId: found.postId,
        version: found.version,
        creatorId: found.creatorId,
        content: found.content,
        when: found.when,
      }
    : {
        postId: null,
        version: 0,
        creatorId: only?.id ?? null,
        content: { ...startFor(only), ...contentWith(stored) },
        when,
      };
  return (
    <ComposeScreen
      key={postId ?? "new"}
      workspaceId={workspaceId}
      timeZone={timeZone}
      now={new Date(scope.clock.now()).toISOString()}
      audited={scope.app.audited}
      pulls={scope.mediaAddress !== null}
      pullsVideos={scope.mediaAddress?.forVideos ?? false}
      creators={creators}
      draft={draft}
      media={found?.media ?? (stored && isVideoView(stored) ? stored : null)}
      photos={found?.photos ?? (stored && isPhotoView(stored) ? [stored] : [])}
    />
  );
}

/** A new post that begins with a file of the library: the video, or the first photo. */
function contentWith(stored: MediaView | undefined): Partial<PostContent> {
  if (!stored) return {};
  if (isVideoView(stored)) return { mediaId: stored.id };
  return { kind: "photo", photos: { ...emptyPhotos(), mediaIds: [stored.id] } };
}

/** A wish that nobody can read is no wish. */
function wishedTime({ at, zone }: Wish, usual: string): WallTime | null {
  const when = { local: at ?? "", timeZone: zone ?? usual, fold: null };
  return resolveWallTime(when).kind === "unreadable" ? null : when;
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
