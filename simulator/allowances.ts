import { isAudited } from "./app-settings";
import { type Creator, withinDay } from "./creators";
import type { Publish } from "./publishes";
import type { World } from "./world";

const UNAUDITED_CREATORS = 5;

/** A publish takes up an allowance until it has failed, or its upload can no longer be finished. */
function counts(publish: Publish, now: number): boolean {
  if (publish.state === "failed") return false;
  return publish.state !== "uploading" || publish.uploadExpiresAt > now;
}

const recent = (publishes: readonly Publish[], now: number) =>
  publishes.filter((p) => counts(p, now) && withinDay([p.createdAt], now).length > 0);

/** Direct posts of the last 24 hours through any app. */
export function postsToday(world: World, creator: Creator): number {
  const now = world.clock.now();
  const ours = recent(world.publishes.of(creator.handle), now).filter((p) => p.mode === "direct");
  return ours.length + withinDay(creator.otherPosts, now).length;
}

/** Drafts of the last 24 hours that the creator has not posted yet. */
export function pendingShares(world: World, creator: Creator): number {
  const now = world.clock.now();
  const ours = recent(world.publishes.of(creator.handle), now).filter(
    (p) => p.mode === "inbox" && p.state !== "complete",
  );
  return ours.length + withinDay(creator.otherShares, now).length;
}

/** Whether one more creator would exceed the app's quota of creators who post in 24 hours. */
export function activeCapReached(world: World, creator: Creator): boolean {
  if (creator.activeCapReached) return true;
  const cap =
    world.app.activeCreatorCap ?? (isAudited(world.app) ? Number.POSITIVE_INFINITY : UNAUDITED_CREATORS);
  const direct = world.publishes.all().filter((publish) => publish.mode === "direct");
  const active = new Set(recent(direct, world.clock.now()).map((publish) => publish.handle));
  return !active.has(creator.handle) && active.size >= cap;
}
