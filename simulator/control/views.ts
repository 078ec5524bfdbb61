import { pendingShares, postsToday } from "#simulator/allowances";
import { type Creator, privacyOptions } from "#simulator/creators";
import { type Publish, sha256Of } from "#simulator/publishes";
import type { World } from "#simulator/world";

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

/** A creator as the control API shows it, with what is left of the allowances. */
export function creatorView(world: World, creator: Creator): object {
  const { otherPosts: _posts, otherShares: _shares, ...traits } = creator;
  const grants = world.grants.live(creator.handle, world.clock.now());
  return {
    ...traits,
    privacyOptions: privacyOptions(creator),
    postsToday: postsToday(world, creator),
    pendingShares: pendingShares(world, creator),
    consented: world.grants.consentOf(creator.handle),
    grants: grants.map((grant) => grant.scopes),
  };
}

/** A publish with its whole truth, more than TikTok would ever tell. Times are ISO 8601 by the simulator's clock. */
export function postView(publish: Publish): object {
  return {
    publishId: publish.publishId,
    creator: publish.handle,
    mode: publish.mode,
    kind: publish.kind,
    coverIndex: publish.coverIndex,
    source: publish.sources.length > 0 ? "PULL_FROM_URL" : "FILE_UPLOAD",
    state: publish.state,
    failReason: publish.failReason,
    /** It is on the creator's profile, for whoever its privacy allows. */
    live: publish.state === "complete",
    /** Everybody can open its link. */
    public: publish.publicAt !== null,
    postId: publish.postId,
    bytesReceived: publish.received,
    videoSize: publish.videoSize,
    chunkSize: publish.chunkSize,
    chunkCount: publish.chunkCount,
    sha256: sha256Of(publish),
    title: publish.post?.title ?? null,
    privacy: publish.post?.privacyLevel ?? null,
    postInfo: publish.post,
    media: publish.facts,
    createdAt: iso(publish.createdAt),
    uploadedAt: iso(publish.uploadedAt),
    completedAt: iso(publish.completedAt),
    publicAt: iso(publish.publicAt),
    timeline: publish.timeline.map(({ at, event }) => ({ at: iso(at), event })),
  };
}
