import { failure, scopeOf } from "#lib/errors/failure";
import { explainFailReason } from "#lib/tiktok/explain";
import type { PublishStatus } from "#lib/tiktok/fetch-status";
import { hold, LEASE_MS } from "./hold";
import { nextLookAt, nextPollAt, STUCK_AFTER_MS, WATCH_FOR_MS } from "./poll-plan";
import type { Change, ClaimedPost, LivingAttempt, Ports, Told } from "./ports";
import { detailOf } from "./prepare";
import { isComplete, isExpired } from "./resume";
import { settle } from "./settle";

type Watched = ClaimedPost & { attempt: LivingAttempt & { publishId: string } };

/**
 * Asks TikTok once what became of a post, writes it down and plans the next look. Only reads, so it may be repeated
 * without end; a state that has ended is never taken back.
 * @returns whether there was such a post, due and in nobody's hands
 */
export async function watch(ports: Ports, postId: string, signal?: AbortSignal): Promise<boolean> {
  const states = ["processing", "unconfirmed", "in_inbox", "published"] as const;
  const claimed = await ports.store.claim(postId, states, LEASE_MS);
  if (!claimed) return false;
  await hold(ports, claimed, signal, async () => {
    const { attempt } = claimed;
    if (!attempt?.publishId) return;
    const post: Watched = { ...claimed, attempt: { ...attempt, publishId: attempt.publishId } };
    const told = await ports.tiktok.status(post.creatorId, post.attempt.publishId);
    await ports.store.commit(post, await decide(ports, post, told));
  });
  return true;
}

async function decide(ports: Ports, post: Watched, told: Told<PublishStatus>): Promise<Change> {
  if (told.kind === "busy") return later(post, told.at);
  if (told.kind === "failed") return withoutAnswer(ports, post, told);
  const { status } = told.value;
  if (status === "FAILED") return refused(ports, post, told.value, told.trace);
  if (status === "PUBLISH_COMPLETE") return complete(ports, post, told.value);
  if (status === "SEND_TO_USER_INBOX") return delivered(ports, post);
  const wasStopped = post.state === "unconfirmed" && post.triedCode === "post.late_unsure";
  if (wasStopped && !isComplete(post, told.value) && isExpired(post.attempt, ports.clock.now()))
    return neverArrived(ports, post);
  return stillProcessing(ports, post);
}

/** TikTok takes no more of its bytes: it can never go live, so whoever planned it may be asked for another time. */
function neverArrived(ports: Ports, post: Watched): Change {
  const late = failure("post.too_late", {}, { at: new Date(ports.clock.now()).toISOString() });
  const settled = settle(ports, post, { failure: late, channel: "ours", mayHavePosted: false });
  return {
    ...settled,
    attempt: { id: post.attempt.id, change: { ended: { outcome: "abandoned", failure: late } } },
  };
}

const later = (post: Watched, at: number, more: Change = {}): Change => ({
  ...more,
  post: { ...more.post, dueAt: at },
  attempt: { id: post.attempt.id, change: { polls: post.attempt.polls + 1, ...more.attempt?.change } },
  job: { kind: "watch", at },
  release: true,
});

/** Nobody looks any further: the post stays as it is. */
const noMore = (more: Change = {}): Change => ({
  ...more,
  post: { ...more.post, dueAt: null },
  release: true,
});

const since = (ports: Ports, post: Watched) =>
  ports.clock.now() - (post.attempt.acceptedAt ?? post.attempt.intentAt);

function stillProcessing(ports: Ports, post: Watched): Change {
  const now = ports.clock.now();
  const waited = since(ports, post);
  if (waited > WATCH_FOR_MS) return noMore();
  const at = nextPollAt(now, post.attempt.polls);
  if (post.state === "processing" && waited > STUCK_AFTER_MS) {
    const stuck = failure(
      "post.stuck",
      {},
      { at: new Date(now).toISOString(), attempt: post.attempt.number },
    );
    return later(post, at, { to: "unconfirmed", why: { code: "post.stuck" }, post: { failure: stuck } });
  }
  return later(post, at);
}

function withoutAnswer(
  ports: Ports,
  post: Watched,
  told: Extract<Told<PublishStatus>, { kind: "failed" }>,
): Change {
  const now = ports.clock.now();
  const at = nextPollAt(now, Math.max(post.attempt.polls, 6));
  const ended = since(ports, post) > WATCH_FOR_MS;
  const lostTrack = told.failure.code === "invalid_publish_id" || scopeOf(told.failure) === "creator";
  if (post.state === "processing" && (lostTrack || ended)) {
    const steps = [{ name: "status" as const, at: now, detail: detailOf(told.failure) }];
    const change: Change = {
      to: "unconfirmed",
      why: { code: told.failure.code },
      post: { failure: told.failure },
      steps,
    };
    return ended ? noMore(change) : later(post, nextPollAt(now, 60), change);
  }
  return ended ? noMore() : later(post, at);
}

function refused(
  ports: Ports,
  post: Watched,
  status: PublishStatus,
  trace: Parameters<typeof explainFailReason>[1],
): Change {
  if (post.state === "published") return noMore();
  const cause = explainFailReason(status.failReason, trace, post.attempt.number);
  // TikTok has ended it: under this id nothing is live and nothing will be.
  const met = {
    failure: cause,
    channel: "fail_reason" as const,
    endpoint: "status" as const,
    mayHavePosted: false,
  };
  const settled = settle(ports, post, met);
  const outcome: Change = {
    attempt: { id: post.attempt.id, change: { ended: { outcome: cause.code, failure: cause } } },
    steps: [{ name: "refused", at: ports.clock.now(), detail: detailOf(cause) }],
  };
  // A draft in the inbox is the creator's: it is never sent again by ourselves.
  if (post.state === "in_inbox") {
    return { ...outcome, to: "failed", why: settled.why, post: { failure: cause }, release: true };
  }
  return { ...settled, ...outcome };
}

function delivered(ports: Ports, post: Watched): Change {
  const now = ports.clock.now();
  if (since(ports, post) > WATCH_FOR_MS) return noMore();
  const at = nextLookAt(now, post.attempt.polls);
  if (post.state === "in_inbox") return later(post, at);
  const steps = [{ name: "outcome" as const, at: now, detail: { status: "SEND_TO_USER_INBOX" } }];
  return later(post, at, { to: "in_inbox", post: { failure: null }, steps });
}

async function complete(ports: Ports, post: Watched, { postIds }: PublishStatus): Promise<Change> {
  const now = ports.clock.now();
  const { content } = post.revision;
  const isPublic = content.mode === "inbox" || content.privacy === "PUBLIC_TO_EVERYONE";
  const ids = postIds.length > 0 || !isPublic ? postIds : await findLink(ports, post);
  const visibility =
    ids.length > 0 ? ("public" as const) : isPublic ? ("reviewing" as const) : ("private" as const);
  const told = { publicPostIds: ids, visibility, failure: null };
  const looking = visibility === "reviewing" && since(ports, post) < WATCH_FOR_MS;
  const end = { ended: { outcome: "published" } };
  const steps = [{ name: "outcome" as const, at: now, detail: { status: "PUBLISH_COMPLETE" } }];
  if (post.state === "published") {
    if (looking) return later(post, nextLookAt(now, post.attempt.polls));
    return noMore({ post: told, attempt: { id: post.attempt.id, change: end } });
  }
  if (looking) return later(post, nextLookAt(now, 0), { to: "published", post: told, steps });
  return noMore({ to: "published", post: told, steps, attempt: { id: post.attempt.id, change: end } });
}

// TikTok may never report the id: the creator's public list is looked at, but not on every poll.
async function findLink(ports: Ports, post: Watched): Promise<string[]> {
  if (post.state !== "published" || post.attempt.polls % 4 !== 3) return [];
  const found = await ports.tiktok.findPublic(
    post.creatorId,
    post.attempt.intentAt,
    post.revision.content.caption,
  );
  // Two candidates are no answer.
  return found.length === 1 ? found : [];
}
