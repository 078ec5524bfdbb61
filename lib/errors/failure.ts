import { type ArgsOf, type Code, rowOf } from "./catalog";

/** What an evidence row is about. Numbers are measured in: fps, seconds, bytes, UTF-16 units, photos. */
export type EvidencePath =
  | "frameRate"
  | "pictureSize"
  | "duration"
  | "fileSize"
  | "container"
  | "codec"
  | "sound"
  | "colour"
  | "playback"
  | "photos"
  | "caption"
  | "privacy"
  | "permission"
  | "dailyPosts"
  | "pendingDrafts";

/** One measured value beside its limit, for instance 15 fps beside "23 to 60 fps". */
export type Evidence = {
  readonly path: EvidencePath;
  readonly measured: string | number;
  /** The limit in words, as shown. */
  readonly limit: string;
  readonly ok: boolean;
  /** Which photo of a carousel, from 1. */
  readonly photo?: number;
};

/** What support needs. `raw` is TikTok's answer as text; the caller has taken every secret out of it. */
export type Support = {
  readonly rawCode?: string;
  readonly message?: string;
  readonly httpStatus?: number;
  readonly endpoint?: string;
  readonly logId?: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly attempt?: number;
  readonly raw?: string;
};

/** A catalogue code with its arguments; plain JSON, as it is stored with an attempt and a post. */
export type Failure = {
  readonly code: Code;
  readonly args: Readonly<Record<string, string | number>>;
  readonly evidence?: readonly Evidence[];
  readonly support: Support;
};

/**
 * Builds a failure. `args` are the placeholders of the row's own sentences: leaving one out does not compile.
 * `evidence` puts the measured value into the headline and beside its limit.
 */
export function failure<C extends Code>(
  code: C,
  args: ArgsOf<C>,
  support: Support,
  evidence?: readonly Evidence[],
): Failure {
  return { code, args: { ...args }, ...(evidence?.length ? { evidence } : {}), support };
}

/** A failure that cannot be returned as a result. The message is for logs; people are told through `tell`. */
export class AppError extends Error {
  readonly failure: Failure;

  constructor(cause: Failure, options?: ErrorOptions) {
    super(`${cause.code}${cause.support.message ? `: ${cause.support.message}` : ""}`, options);
    this.name = "AppError";
    this.failure = cause;
  }
}

/** Does it stop one post, everything of one creator, or everything this app does? Inboxes group by it. */
export const scopeOf = (cause: Pick<Failure, "code">): "post" | "creator" | "app" => rowOf(cause.code).scope;
