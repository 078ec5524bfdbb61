/** The states of a post that a card can be about; the machine itself is the post's, this is only its vocabulary. */
export type PostState =
  | "draft"
  | "in_review"
  | "scheduled"
  | "preparing"
  | "uploading"
  | "processing"
  | "unconfirmed"
  | "blocked"
  | "failed"
  | "in_inbox"
  | "published"
  | "canceled";

/** Where the matter stands, which decides word, colour and promise. */
export type Standing =
  | "ahead"
  | "open"
  | "retrying"
  | "waiting"
  | "unconfirmed"
  | "ended"
  | "live"
  | "in_inbox";

/** Everything about the post and its account that a card may mention. Times are ISO 8601. */
export type About = {
  /** As people know the account, "@" included: "@lena.rooftop"; the display name where TikTok gave no handle. */
  readonly handle: string;
  readonly creatorName?: string;
  readonly fileName?: string;
  /** Absent where there is no post, as at sign-in. */
  readonly postState?: PostState;
  readonly nextTryAt?: string;
  /** Set where the post is still scheduled and would stop on it: when it was to go out. */
  readonly aheadOf?: string;
  /** Until when the workspace lets this post go out late. */
  readonly latestAt?: string;
  /** IANA name, in which times are told. */
  readonly timeZone: string;
  readonly now: string;
  readonly workspaceName?: string;
  /** Other posts that wait for the same. */
  readonly alsoWaiting?: number;
  /** TikTok's names of permissions that are missing, for instance "video.publish". */
  readonly scopesMissing?: readonly string[];
};
