import type { Code } from "#lib/errors/catalog";
import type { EvidencePath } from "#lib/errors/failure";

export type VideoBlockCode =
  | "media.container"
  | "media.codec"
  | "media.frame_rate"
  | "media.picture_size"
  | "media.too_long"
  | "media.too_large";
export type VideoAdviceCode =
  | "advice.small"
  | "advice.short"
  | "advice.long"
  | "advice.shape"
  | "advice.silent"
  | "advice.sound"
  | "advice.uneven"
  | "advice.hdr"
  | "advice.edits"
  | "advice.layout"
  | "advice.pull_size";
export type PhotoBlockCode = "photo.format" | "photo.picture_size" | "photo.too_large" | "photo.too_many";
export type PhotoAdviceCode = "advice.photo_long" | "advice.photo_moves";
export type BlockingCode = VideoBlockCode | PhotoBlockCode;
export type AdviceCode = VideoAdviceCode | PhotoAdviceCode;

/**
 * What a rule rests on: TikTok documents it; people who post report it and TikTok doesn't document it; or it is good
 * practice, which nobody enforces.
 */
export type Basis = "documented" | "reported" | "practice";

/** What every result of looking at a file says. */
export type Looked = {
  path: EvidencePath;
  /** In fps, seconds, bytes or photos where it is a number, as in the error catalogue. */
  measured: string | number;
  /** The limit in words, as shown. */
  limit: string;
  ok: boolean;
  basis: Basis;
  /** What TikTok would have answered hours later; `null` where it would take the file all the same. */
  answer: Code | null;
  /** TikTok's page that the rule rests on, or that doesn't name it. */
  page: string;
  /** Which photo of a carousel, from 1. */
  photo?: number;
};

/** One result of looking at a file. */
export type Finding<Block extends string = BlockingCode, Advice extends string = AdviceCode> = Looked &
  ({ severity: "blocks"; code: Block } | { severity: "warns"; code: Advice });
