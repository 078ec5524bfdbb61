import { newLongId } from "./ids";
import { inspect, judge } from "./inspect";
import type { Publish } from "./publishes";
import type { World } from "./world";

/** The upload API's own bound for drafts, whatever the creator's: content-posting-api-media-transfer-guide. */
const DRAFT_MAX_SEC = 600;

/** Takes a complete upload into processing. */
export function beginProcessing(world: World, publish: Publish): void {
  const now = world.clock.now();
  publish.state = "processing";
  publish.uploadedAt = now;
  publish.inspection = inspect(publish.path);
  publish.timeline.push({ at: now, event: "uploaded" });
  const fault = world.faults.take({ endpoint: "processing", handle: publish.handle, chunk: null });
  if (fault?.failReason) publish.doom = fault.failReason;
  if (world.creator(publish.handle)?.revokesAfterUpload) revokeAccess(world, publish.handle);
}

/**
 * Brings every publish up to the clock. State follows from the moments that things happened and the time it is now,
 * so that pushing the clock moves processing and moderation on.
 */
export async function settleAll(world: World): Promise<void> {
  const now = world.clock.now();
  for (const publish of world.publishes.all()) if (moves(publish)) await settle(world, publish, now);
}

/** Whether time alone can still change it: there may be thousands that have come to their end. */
const moves = ({ state, publicAt }: Publish) =>
  state === "processing" || (state === "complete" && publicAt === null);

async function settle(world: World, publish: Publish, now: number): Promise<void> {
  if (publish.state === "processing" && publish.uploadedAt !== null) {
    const at = publish.uploadedAt + world.app.processingMs;
    if (now >= at) await finish(world, publish, at);
  }
  if (publish.state === "complete" && publish.publicAt === null && publish.completedAt !== null) {
    const delay = moderationMs(world, publish);
    if (delay !== null && now >= publish.completedAt + delay) {
      publish.publicAt = publish.completedAt + delay;
      publish.timeline.push({ at: publish.publicAt, event: "publicly_available" });
    }
  }
}

async function finish(world: World, publish: Publish, at: number): Promise<void> {
  const facts = await publish.inspection;
  if (publish.state !== "processing") return;
  publish.facts = facts ?? null;
  const longest = world.creator(publish.handle)?.maxDurationSec ?? DRAFT_MAX_SEC;
  const limit = publish.mode === "inbox" ? Math.max(longest, DRAFT_MAX_SEC) : longest;
  const reason = publish.doom ?? judge(facts, limit);
  if (reason) fail(publish, reason, at);
  else if (publish.mode === "direct") complete(publish, at);
  else {
    publish.state = "inbox";
    publish.timeline.push({ at, event: "inbox_delivered" });
  }
}

function fail(publish: Publish, reason: string, at: number): void {
  publish.state = "failed";
  publish.failReason = reason;
  publish.timeline.push({ at, event: `failed: ${reason}` });
}

function complete(publish: Publish, at: number): void {
  publish.state = "complete";
  publish.completedAt = at;
  publish.postId = newLongId(at);
  publish.timeline.push({ at, event: "published" });
}

/** Milliseconds until a finished post is public; null when it never is. */
function moderationMs(world: World, publish: Publish): number | null {
  if (publish.post && publish.post.privacyLevel !== "PUBLIC_TO_EVERYONE") return null;
  const creator = world.creator(publish.handle);
  if (creator?.reviewNeverEnds) return null;
  const own = creator?.moderationSec ?? null;
  return own === null ? world.app.moderationMs : own * 1000;
}

/** The creator posts every draft that waits in their inbox, with the settings they choose there. Returns how many. */
export function finishDrafts(world: World, handle: string): number {
  const creator = world.creator(handle);
  const now = world.clock.now();
  const drafts = world.publishes.of(handle).filter((publish) => publish.state === "inbox");
  for (const draft of drafts) complete(draft, now);
  const others = creator?.otherShares.length ?? 0;
  if (creator) creator.otherShares = [];
  return drafts.length + others;
}

/**
 * The creator removes the app in TikTok's settings: every token is dead and what is being processed fails with
 * `auth_removed`; what is still uploading fails once it is in.
 */
export function revokeAccess(world: World, handle: string): void {
  const now = world.clock.now();
  world.grants.end(handle);
  for (const publish of world.publishes.of(handle)) {
    if (publish.state === "processing") fail(publish, "auth_removed", now);
    if (publish.state === "uploading") publish.doom = "auth_removed";
  }
}
