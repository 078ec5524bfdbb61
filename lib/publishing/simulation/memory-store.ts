import type { PostEventWhy } from "#lib/db/json";
import type { Failure } from "#lib/errors/failure";
import { isLegal, type PostState } from "#lib/posts/states";
import {
  type Change,
  type ClaimedPost,
  type Gate,
  type LivingAttempt,
  type NewJob,
  Overtaken,
  type Store,
} from "../ports";

/** A row of the memory's post table. Times in ms. */
export type MemoryPost = {
  id: string;
  creatorId: string;
  workspaceId: string;
  state: PostState;
  fence: number;
  holder: string | null;
  leaseUntil: number;
  publishAt: number;
  latestAt: number;
  dueAt: number | null;
  tries: number;
  firstTriedAt: number | null;
  triedCode: string | null;
  failure: Failure | null;
  visibility: string | null;
  publicPostIds: string[];
  /** From when on the workspace may no longer post for the creator. */
  accessEndsAt?: number;
  revision: ClaimedPost["revision"];
  attempts: (LivingAttempt & {
    mediaKey?: string;
    servedAt: number | null;
    requestHash: string;
    endedAt: number | null;
    outcome: string | null;
  })[];
  events: { from: PostState; to: PostState; why: PostEventWhy | undefined; at: number }[];
};

type Parts = {
  now(): number;
  holder: string;
  posts: Map<string, MemoryPost>;
  enqueue(job: NewJob & { postId: string; creatorId: string }): void;
};

/**
 * The engine's store in memory: a second implementation of the same promises as the one in Postgres (compare and set,
 * fence, lease, one living attempt, all or nothing). The conformance suite holds both to them.
 */
export function memoryStore(parts: Parts): Store {
  return {
    async claim(postId, states, leaseMs) {
      const post = parts.posts.get(postId);
      const now = parts.now();
      if (!post || !states.includes(post.state) || post.dueAt === null || post.dueAt > now) return undefined;
      if (post.holder !== null && post.leaseUntil >= now) return undefined;
      post.fence += 1;
      post.holder = parts.holder;
      post.leaseUntil = now + leaseMs;
      return read(post, now);
    },

    async renew(postId, fence, leaseMs) {
      const post = parts.posts.get(postId);
      if (!post || post.fence !== fence || post.holder !== parts.holder) return false;
      post.leaseUntil = parts.now() + leaseMs;
      return true;
    },

    async commit(claimed, change) {
      const post = parts.posts.get(claimed.id);
      if (!post || post.fence !== claimed.fence || post.state !== claimed.state)
        throw new Overtaken(claimed.id);
      write(parts, post, change as Change);
    },
  };
}

function read(post: MemoryPost, now: number): ClaimedPost {
  const living = post.attempts.find((attempt) => attempt.endedAt === null);
  return {
    id: post.id,
    creatorId: post.creatorId,
    workspaceId: post.workspaceId,
    state: post.state,
    fence: post.fence,
    publishAt: post.publishAt,
    latestAt: post.latestAt,
    tries: post.tries,
    firstTriedAt: post.firstTriedAt,
    triedCode: post.triedCode,
    stop: now >= (post.accessEndsAt ?? Number.POSITIVE_INFINITY) ? { code: "connect.access_ended" } : null,
    revision: post.revision,
    attempt: living ? { ...living } : null,
    attempts: post.attempts.length,
    fetchFailed: post.attempts.some(
      ({ transfer, outcome }) => transfer === "PULL_FROM_URL" && outcome !== null && !UNFETCHED.has(outcome),
    ),
  };
}

/** Ends of attempts in which TikTok was never asked, or never got to the files. */
const UNFETCHED: ReadonlySet<string> = new Set(["not_sent", "abandoned"]);

function write(parts: Parts, post: MemoryPost, change: Change): void {
  const now = parts.now();
  const { newAttempt, attempt, job } = change;
  // Everything that may refuse comes before the first change: all or nothing.
  if (change.to && !isLegal(post.state, change.to))
    throw new Error(`${post.state} does not lead to ${change.to}.`);
  if (newAttempt && post.attempts.some((each) => each.endedAt === null))
    throw new Error("There is a living attempt.");
  const changed = attempt && post.attempts.find((each) => each.id === attempt.id);
  if (attempt && !changed) throw new Error("There is no such attempt.");

  Object.assign(post, change.post);
  if (change.to) {
    post.events.push({ from: post.state, to: change.to, why: change.why, at: now });
    post.state = change.to;
  }
  if (newAttempt) post.attempts.push(begin(post, newAttempt, now));
  if (attempt && changed) {
    const { ended, ...columns } = attempt.change;
    Object.assign(changed, columns);
    if (ended) Object.assign(changed, { endedAt: now, outcome: ended.outcome });
  }
  if (change.release) post.holder = null;
  if (job) parts.enqueue({ ...job, postId: post.id, creatorId: post.creatorId });
}

const begin = (post: MemoryPost, fresh: NonNullable<Change["newAttempt"]>, now: number) => ({
  ...fresh,
  number: post.attempts.length + 1,
  intentAt: now,
  publishId: null,
  uploadUrl: null,
  uploadUrlExpiresAt: null,
  bytesSent: 0,
  progressAt: now,
  finalIntentAt: null,
  acceptedAt: null,
  polls: 0,
  servedAt: null,
  endedAt: null,
  outcome: null,
});

/** The door of the attempts' files in memory: the same promises as the one in Postgres. */
export function memoryGate({ now, posts }: Pick<Parts, "now" | "posts">): Gate {
  return {
    async admit(mediaKey) {
      for (const post of posts.values()) {
        const attempt = post.attempts.find((each) => each.mediaKey === mediaKey);
        if (!attempt) continue;
        if (attempt.endedAt !== null) return "closed";
        if (attempt.publishId === null) return "wait";
        if (!SERVED.has(post.state)) return "closed";
        if (attempt.servedAt === null && !mayBegin(post, now())) return "closed";
        attempt.servedAt ??= now();
        return "open";
      }
      return "closed";
    },
  };
}

/** While TikTok may still be fetching. */
const SERVED: ReadonlySet<PostState> = new Set(["processing", "unconfirmed"]);

/** What TikTok has not begun to fetch, it may only fetch in time and for whom the workspace may post. */
const mayBegin = ({ latestAt, accessEndsAt }: MemoryPost, now: number): boolean =>
  now <= latestAt && now < (accessEndsAt ?? Number.POSITIVE_INFINITY);
