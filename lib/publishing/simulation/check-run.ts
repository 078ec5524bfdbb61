import type { MemoryPost } from "./memory-store";
import type { ModelPublish } from "./model-tiktok";
import type { Run } from "./simulate";
import { whatDiffers } from "./what-differs";

/** A broken promise: which, of which post, and what was seen. */
export type Violation = { rule: string; postId: string; seen: string };

/** Whoever had begun before may sleep, and its request be late, for so long. ms. */
const UNDER_WAY_MS = 15 * 60_000;

const RESTING = new Set(["published", "in_inbox", "failed", "blocked", "unconfirmed", "canceled"]);

/**
 * Compares TikTok's own account of a run with our rows. The rules:
 * once: at most one live direct post per post · true: `published` is live, and nothing else is · rests: every post has
 * come to a state that says who is next · ordered: no byte before the publish id was committed · early: nothing opened
 * at TikTok before its time · late: nothing opened after the workspace's limit · resent: what TikTok refused as spam is
 * not sent again · lost: what waits to be confirmed did arrive whole · free: nobody holds a post at rest · agreed: what was
 * asked for, the profile and the file are what the frozen revision says · access: nothing opened once the workspace's access had ended ·
 * rate: no more calls for a creator within any minute than TikTok allows · surprise: the engine threw nothing.
 */
export function checkRun(run: Run): Violation[] {
  const found: Violation[] = run.surprises.map((seen) => ({ rule: "surprise", postId: seen, seen }));
  const byCaption = new Map<string, ModelPublish[]>();
  for (const publish of run.tiktok.publishes) {
    if (publish.mode !== "direct") continue;
    const list = byCaption.get(publish.caption) ?? [];
    list.push(publish);
    byCaption.set(publish.caption, list);
  }
  for (const post of run.posts)
    found.push(...checkPost(run, post, byCaption.get(post.revision.content.caption) ?? []));
  const byId = new Map(run.posts.map((post) => [post.id, post]));
  for (const publish of run.tiktok.publishes) {
    const owner = byId.get(run.ownerOf(publish.id) ?? publish.caption);
    // The inbox takes a video and no word about it: of an answer that was lost nobody knows whose it was.
    if (!owner && publish.caption === "" && publish.mode === "inbox") continue;
    const differs = owner ? whatDiffers(owner, publish) : "belongs to no post";
    if (differs) found.push({ rule: "agreed", postId: owner?.id ?? publish.id, seen: differs });
    if (owner?.accessEndsAt && publish.openedAt > owner.accessEndsAt + UNDER_WAY_MS)
      found.push({ rule: "access", postId: owner.id, seen: "opened after access had ended" });
  }
  for (const seen of run.tiktok.tooMany) found.push({ rule: "rate", postId: seen, seen });
  for (const id of run.tiktok.early)
    found.push({ rule: "ordered", postId: id, seen: "bytes before the id was kept" });
  return found;
}

function checkPost(run: Run, post: MemoryPost, publishes: ModelPublish[]): Violation[] {
  const found: Violation[] = [];
  const add = (rule: string, seen: string) => found.push({ rule, postId: post.id, seen });
  const live = publishes.filter((publish) => run.tiktok.isLive(publish));
  if (live.length > 1) add("once", `${live.length} live: ${live.map((publish) => publish.id).join(", ")}`);
  const direct = post.revision.content.mode === "direct";
  if (direct && post.state === "published" && live.length !== 1)
    add("true", `published, and ${live.length} live`);
  if (direct && live.length > 0 && post.state !== "published" && post.state !== "unconfirmed") {
    add("true", `${post.state}, and it is live`);
  }
  if (!RESTING.has(post.state)) add("rests", `still ${post.state}`);
  if (post.holder !== null && post.leaseUntil > 0 && RESTING.has(post.state) && post.dueAt === null) {
    add("free", `held by ${post.holder}`);
  }
  if (post.state === "unconfirmed" && direct && !publishes.some((publish) => publish.completeAt !== null)) {
    add("lost", "unconfirmed, and TikTok never had the whole file");
  }
  // An init that was delayed on its way may open an upload later; without its bytes it is nothing.
  const spam = publishes.find(
    (publish) => publish.completeAt !== null && publish.verdict === "spam_risk_text",
  );
  if (spam && publishes.some((publish) => publish.received > 0 && publish.openedAt > spam.endsAt))
    add("resent", "sent again after spam_risk_text");
  for (const publish of publishes) {
    if (publish.openedAt < post.publishAt)
      add("early", `opened ${post.publishAt - publish.openedAt} ms too early`);
    // A request that was under way when the limit passed may arrive after it.
    if (publish.openedAt > post.latestAt + UNDER_WAY_MS)
      add("late", `opened ${publish.openedAt - post.latestAt} ms late`);
    // An upload that moves may take as long as it takes; one that stood still is not gone on with.
    if (publish.completeAt !== null && publish.completeAt > post.latestAt + UNDER_WAY_MS)
      add("late", `whole ${publish.completeAt - post.latestAt} ms late`);
  }
  return found;
}
