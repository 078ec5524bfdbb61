import type { FileFacts, PostContent, PostEventWhy, StepDetail } from "#lib/db/json";
import type { Failure } from "#lib/errors/failure";
import type { NextState, PostState } from "#lib/posts/states";
import type { Trace } from "#lib/tiktok/answer";
import type { PublishStatus } from "#lib/tiktok/fetch-status";
import type { InitOrder, Opened } from "#lib/tiktok/init-publish";
import type { MediaAddress } from "#lib/tiktok/media-address";
import type { ChunkPlan } from "#lib/tiktok/plan-chunks";
import type { CreatorInfo } from "#lib/tiktok/query-creator";

/*
 * What the publishing engine needs of the world. The engine is written over these ports alone: the product gives it
 * Postgres, the queue, TikTok's HTTP and the clock; a simulation gives it memory and chance. All times in ms.
 */

/** A post as the engine sees it, read in the same statement that claimed it. */
export type ClaimedPost = {
  id: string;
  creatorId: string;
  workspaceId: string;
  state: PostState;
  /** The number that every write of this claim carries. */
  fence: number;
  publishAt: number;
  /** The latest moment at which it may still go out without asking a person. */
  latestAt: number;
  /** How often it was tried under one cause, since when, and which. */
  tries: number;
  firstTriedAt: number | null;
  triedCode: string | null;
  /** What the workspace has said since: it stops a post that has not begun, whatever TikTok would answer. */
  stop: Stop | null;
  revision: {
    id: string;
    hash: string;
    content: PostContent;
    /** What is sent, in its order: one video, or photos. */
    files: readonly StoredFile[];
  };
  /** The attempt that has not ended, if there is one. */
  attempt: LivingAttempt | null;
  /** How many attempts there have been. */
  attempts: number;
  /** TikTok tried to fetch the files of an earlier attempt, and refused them or could not. */
  fetchFailed: boolean;
};

/** A frozen file: what was agreed to is exactly these bytes. */
export type StoredFile = { mediaId: string; sha256: string; bytes: number; mimeType: string };

/** `FILE_UPLOAD`: we send the bytes. `PULL_FROM_URL`: TikTok fetches them from an address of ours. */
export type Transfer = "FILE_UPLOAD" | "PULL_FROM_URL";

export type Stop =
  | { code: "queue.paused"; reason: string }
  /** The creator is no longer linked to the workspace. */
  | { code: "connect.access_ended" };

export type LivingAttempt = {
  id: string;
  number: number;
  mode: "direct" | "inbox";
  transfer: Transfer;
  intentAt: number;
  publishId: string | null;
  uploadUrl: string | null;
  uploadUrlExpiresAt: number | null;
  plan: ChunkPlan;
  bytesSent: number;
  /** When bytes last got further; the intent, where none have. */
  progressAt: number;
  finalIntentAt: number | null;
  acceptedAt: number | null;
  polls: number;
};

export type NewAttempt = Pick<LivingAttempt, "mode" | "transfer" | "plan"> & {
  id: string;
  requestHash: string;
  /** The secret in the addresses from which TikTok fetches this attempt's files. Only its hash is kept. */
  mediaKey?: string;
};

export type AttemptChange = Partial<{
  publishId: string;
  uploadUrl: string;
  uploadUrlExpiresAt: number;
  bytesSent: number;
  progressAt: number;
  finalIntentAt: number;
  acceptedAt: number;
  polls: number;
  logId: string;
  /** Ends it. */
  ended: { outcome: string; failure?: Failure };
}>;

export type NewStep = { name: StepName; at: number; durationMs?: number; detail?: StepDetail };

/** The steps of an attempt's timeline; their words for people are in components/posts. */
export type StepName =
  | "checked"
  | "init"
  | "init_lost"
  | "chunk"
  | "chunk_again"
  | "accepted"
  | "status"
  | "resumed"
  | "refused"
  | "outcome";

/** `look` reads ahead of a post's time and never publishes. */
export type JobKind = "publish" | "watch" | "look";
export type NewJob = { kind: Exclude<JobKind, "look">; at: number };

/** Everything that one transaction writes. It is written whole or not at all. */
export type Change<From extends PostState = PostState> = {
  to?: NextState<From>;
  why?: PostEventWhy;
  post?: Partial<{
    dueAt: number | null;
    failure: Failure | null;
    tries: number;
    firstTriedAt: number | null;
    triedCode: string | null;
    visibility: "reviewing" | "public" | "private" | "removed";
    publicPostIds: string[];
  }>;
  newAttempt?: NewAttempt;
  attempt?: { id: string; change: AttemptChange };
  steps?: NewStep[];
  job?: NewJob;
  /** Gives the post back: nobody holds it after this write. */
  release?: boolean;
};

/** Thrown by `commit` when the claim has been overtaken: the worker stops at once and writes nothing more. */
export class Overtaken extends Error {
  constructor(postId: string) {
    super(`Another worker has taken over post ${postId}.`);
  }
}

export type Store = {
  /**
   * Takes a post that is due and that nobody holds: raises its fence, sets the lease, reads it.
   * `undefined` when it is not there, not due, not in one of `states`, or held by a living worker.
   */
  claim(postId: string, states: readonly PostState[], leaseMs: number): Promise<ClaimedPost | undefined>;
  /** Prolongs the lease. False when the claim has been overtaken. */
  renew(postId: string, fence: number, leaseMs: number): Promise<boolean>;
  /** Writes a change under the claim's fence. @throws Overtaken */
  commit<From extends PostState>(
    claimed: { id: string; creatorId: string; fence: number; state: From },
    change: Change<From>,
  ): Promise<void>;
};

/**
 * How a question to TikTok ended. `reached: "maybe"`: it may have been acted on although no answer came.
 * `busy`: the creator's own budget is used up until `at`; nothing was sent.
 */
export type Told<T> =
  | { kind: "ok"; value: T; trace: Trace }
  | { kind: "failed"; failure: Failure; reached: "no" | "maybe"; trace?: Trace; retryAfterMs?: number }
  | { kind: "busy"; at: number };

export type TikTok = {
  audited: boolean;
  grantedScopes(creatorId: string): Promise<readonly string[]>;
  creatorInfo(creatorId: string): Promise<Told<CreatorInfo>>;
  init(creatorId: string, order: InitOrder): Promise<Told<Opened>>;
  put(
    uploadUrl: string,
    chunk: { mediaId: string; first: number; last: number; total: number; contentType: string },
    signal?: AbortSignal,
  ): Promise<Told<{ received?: number }>>;
  status(creatorId: string, publishId: string): Promise<Told<PublishStatus>>;
  /** The public posts of the creator that match a caption and lie after `since`; empty where the scope is missing. */
  findPublic(creatorId: string, since: number, caption: string): Promise<string[]>;
};

export type MediaCheck =
  | { kind: "same"; facts: FileFacts; bytes: number }
  | { kind: "missing" }
  | { kind: "changed" };

export type Media = { check(mediaId: string, sha256: string): Promise<MediaCheck> };

/**
 * The door of one attempt's files. `open`: TikTok may have them, and that this was so is committed; `wait`: the attempt
 * lives and its publish id is not committed yet; `closed`: for ever. It opens only for an attempt that lives and whose
 * publish id is committed: so whatever else TikTok may have opened for this post can never get its bytes.
 */
export type Gate = { admit(mediaKey: string): Promise<"open" | "wait" | "closed"> };

export type Ports = {
  store: Store;
  tiktok: TikTok;
  media: Media;
  /** Null where the installation has none: then there are no photo posts. */
  mediaAddress: MediaAddress | null;
  clock: { now(): number; sleep(ms: number, signal?: AbortSignal): Promise<void> };
  /** From 0 to below 1. */
  random(): number;
  newId(): string;
  /** A secret that nobody can guess. */
  newKey(): string;
  hash(value: unknown): string;
};
