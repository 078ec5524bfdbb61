import { newLongId } from "./ids";
import { inspect, inspectPhotos, judge, judgePhotos } from "./inspect";
import { fileOf, type Publish } from "./publishes";
import { pullDue } from "./pulling";
import type { World } from "./world";

/** The upload API's own bound for drafts, whoever's: they may shorten them in the app. content-posting-api-media-transfer-guide */
const DRAFT_MAX_SEC = 600;

/** Takes a complete upload into processing. */
export function beginProcessing(world: World, publish: Publish): void {
  const now = world.clock.now();
  publish.state = "processing";
  publish.uploadedAt = now;
  publish.inspection = inspectionOf(publish);
  publish.timeline.push({ at: now, event: "uploaded" });
  const fault = world.faults.take({ endpoint: "processing", handle: publish.handle, chunk: null });
  if (fault?.failReason) publish.doom = fault.failReason;
  if (world.creator(publish.handle)?.revokesAfterUpload) revokeAccess(world, publish.handle);
}

/** Reads what has arrived. */
export const inspectionOf = (publish: Publish) =>
  publish.kind === "photo"
    ? inspectPhotos(publish.sources.map((_, index) => fileOf(publish, index)))
    : inspect(publish.path);

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
  state === "downloading" || state === "processing" || (state === "complete" && publicAt === null);

async function settle(world: World, publish: Publish, now: number): Promise<void> {
  if (publish.state === "downloading")
    pullDue(world, publish, (ended, reason) => pulled(world, ended, reason));
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

/** Takes a download that has ended into processing, or ends the publish with it. */
function pulled(world: World, publish: Publish, failReason: string | null): void {
  if (publish.state !== "downloading") return;
  if (failReason) fail(publish, failReason, world.clock.now());
  else beginProcessing(world, publish);
  void world.keep("soon");
}

/** TikTok gives a running download up; false when there is none any more. */
export function cancelPull(world: World, publish: Publish): boolean {
  if (publish.state !== "downloading") return false;
  fail(publish, "publish_cancelled", world.clock.now());
  return true;
}

async function finish(world: World, publish: Publish, at: number): Promise<void> {
  const facts = await publish.inspection;
  if (publish.state !== "processing") return;
  publish.facts = facts ?? null;
  const reason = publish.doom ?? verdictOn(world, publish);
  if (reason) fail(publish, reason, at);
  else if (publish.mode === "direct") complete(publish, at);
  else {
    publish.state = "inbox";
    publish.timeline.push({ at, event: "inbox_delivered" });
  }
}

function verdictOn(world: World, { facts, handle, mode, kind }: Publish): string | null {
  if (kind === "photo") return judgePhotos(Array.isArray(facts) ? facts : null);
  const own = mode === "inbox" ? undefined : world.creator(handle)?.maxDurationSec;
  return judge(Array.isArray(facts) ? null : facts, own ?? DRAFT_MAX_SEC);
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
    if (publish.state === "uploading" || publish.state === "downloading") publish.doom = "auth_removed";
  }
}
