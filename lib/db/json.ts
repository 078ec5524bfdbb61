/** The shapes of what is stored as JSON. Rows keep the shape they were written with, so a field is added, never renamed. */

export type PrivacyLevel =
  | "PUBLIC_TO_EVERYONE"
  | "MUTUAL_FOLLOW_FRIENDS"
  | "FOLLOWER_OF_CREATOR"
  | "SELF_ONLY";

/** What a person composes. `null` privacy: not chosen yet, because TikTok forbids a default. */
export type PostContent = {
  kind: "video";
  mode: "direct" | "inbox";
  mediaId: string | null;
  caption: string;
  privacy: PrivacyLevel | null;
  allowComment: boolean;
  allowDuet: boolean;
  allowStitch: boolean;
  discloses: boolean;
  yourBrand: boolean;
  brandedContent: boolean;
  aiGenerated: boolean;
  /** The frame that becomes the cover, ms from the start. */
  coverMs: number;
};

/** What was measured in a stored file. Sizes in bytes, times in seconds, picture sizes in displayed pixels. */
export type MediaFacts = {
  container: "mp4" | "mov" | "webm" | "other";
  mimeType: string;
  videoCodec: string | null;
  audioCodec: string | null;
  width: number;
  height: number;
  rotation: number;
  seconds: number;
  frameRate: number;
  truncated: boolean;
};

/** Who did something, as history keeps it. */
export type RecordedActor =
  | { kind: "member"; userId: string; name: string | null }
  | { kind: "worker"; task: string }
  | { kind: "tiktok" };

/** Why a post changed its state: a catalogue code where it was a failure, else a short word of ours. */
export type PostEventWhy = {
  code?: string;
  note?: string;
  until?: string;
  /** Where the promised time was moved: ISO 8601, UTC. */
  before?: string;
  after?: string;
};

export type StepDetail = {
  code?: string;
  httpStatus?: number;
  logId?: string;
  from?: number;
  to?: number;
  total?: number;
  status?: string;
  note?: string;
};
