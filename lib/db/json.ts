/** The shapes of what is stored as JSON. Rows keep the shape they were written with, so a field is added, never renamed. */

export type PrivacyLevel =
  | "PUBLIC_TO_EVERYONE"
  | "MUTUAL_FOLLOW_FRIENDS"
  | "FOLLOWER_OF_CREATOR"
  | "SELF_ONLY";

/** What a person composes. `null` privacy: not chosen yet, because TikTok forbids a default. */
export type PostContent = {
  kind: "video" | "photo";
  mode: "direct" | "inbox";
  /** The video; null while there is none, and for photos. */
  mediaId: string | null;
  /** A video's caption, or the text below a carousel's title: TikTok calls that one a description. */
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
  /** Kept while the kind is changed to and fro, sent only when it is "photo". */
  photos?: PhotoSet;
};

/** A carousel. */
export type PhotoSet = {
  /** In the order in which they are shown. */
  mediaIds: string[];
  /** UTF-16 text above the description. */
  title: string;
  /** Which photo is the cover, from 0. */
  coverIndex: number;
  autoAddMusic: boolean;
};

/** What was measured in a stored file. Sizes in bytes, times in seconds, picture sizes in displayed pixels. */
export type MediaFacts = {
  /** Rows from before there were photos do not say. */
  kind?: "video";
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
  /** Frames are not evenly spaced. */
  isVariable?: boolean;
  /** High dynamic range: TikTok shows it, not always as it was meant. */
  isHdr?: boolean;
  /** The index stands behind the pictures. */
  indexAtEnd?: boolean;
  isFragmented?: boolean;
  /** The file plays something else than all of its frames from the first on. */
  hasEdits?: boolean;
  /** Which of the file's pictures this is about, from 0, where it is not the first: a preview may stand in front of it. */
  pictureTrack?: number;
  /** Only its kind and its size in bytes are known, as of an AVI: the numbers are 0, and nobody has measured them. */
  isUnread?: true;
};

/** What was measured in a stored photo. Sizes in displayed pixels. */
export type PhotoFacts = {
  kind: "photo";
  format: "jpeg" | "webp" | "png" | "gif" | "heic" | "avif" | "other";
  mimeType: string;
  width: number;
  height: number;
  /** It holds several pictures that follow each other. */
  isAnimated: boolean;
};

export type FileFacts = MediaFacts | PhotoFacts;

export const isPhoto = (facts: FileFacts): facts is PhotoFacts => facts.kind === "photo";

/** A part of a multipart upload that the object store has acknowledged. `number` from 1. */
export type UploadPart = { number: number; etag: string; bytes: number };

/** What a conversion does to a file. Pixels as displayed, seconds from the start. */
export type RepairPlan =
  | { kind: "remux"; trimSeconds: number | null }
  /** What only ffmpeg reads is coded anew, by what it finds while it does so. */
  | { kind: "recode"; trimSeconds: number | null }
  | {
      kind: "encode";
      width: number;
      height: number;
      frameRate: number;
      trimSeconds: number | null;
    }
  | { kind: "photo"; width: number; height: number };

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
