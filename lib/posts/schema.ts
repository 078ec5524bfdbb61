import { z } from "zod";
import type { PostContent } from "#lib/db/json";

/** A draft keeps a caption that is too long to send, so that shortening it is the author's work, not ours. UTF-16 units. */
const LONGEST_DRAFT_CAPTION = 20_000;
/** As with captions: more than TikTok takes is for the author to take out. */
const LONGEST_DRAFT_TITLE = 2_000;
const MOST_DRAFT_PHOTOS = 100;
/** The longest time that fits TikTok's int32, in ms. */
const LATEST_COVER_MS = 2 ** 31 - 1;

/**
 * What compose saves and publishes. Being well formed is all it asks: a draft may be incomplete, and whether it may be
 * sent is for `checkContent` in ./rules to say.
 */
export const ContentInput = z
  .object({
    kind: z.enum(["video", "photo"]),
    mode: z.enum(["direct", "inbox"]),
    mediaId: z.string().min(1).max(64).nullable(),
    caption: z.string().max(LONGEST_DRAFT_CAPTION),
    privacy: z
      .enum(["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "FOLLOWER_OF_CREATOR", "SELF_ONLY"])
      .nullable(),
    allowComment: z.boolean(),
    allowDuet: z.boolean(),
    allowStitch: z.boolean(),
    discloses: z.boolean(),
    yourBrand: z.boolean(),
    brandedContent: z.boolean(),
    aiGenerated: z.boolean(),
    coverMs: z.number().int().min(0).max(LATEST_COVER_MS),
    photos: z
      .object({
        mediaIds: z.array(z.string().min(1).max(64)).max(MOST_DRAFT_PHOTOS),
        title: z.string().max(LONGEST_DRAFT_TITLE),
        coverIndex: z.number().int().min(0).max(MOST_DRAFT_PHOTOS),
        autoAddMusic: z.boolean(),
      })
      .optional(),
  })
  // The two boxes mean nothing while the switch above them is off, so nothing is kept behind it.
  .transform(
    (content): PostContent =>
      content.discloses ? content : { ...content, yourBrand: false, brandedContent: false },
  );

/** A time as a person says it. Whether it exists, and once, is for `chooseTime` to say. */
export const WallTimeInput = z.object({
  local: z.string().min(1).max(32),
  timeZone: z.string().min(1).max(64),
  fold: z.enum(["earlier", "later"]).nullable(),
});

/** A weekly time of a queue. 1 is Monday. */
export const SlotInput = z.object({
  weekday: z.number().int().min(1).max(7),
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
});
