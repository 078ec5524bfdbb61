import { type Creator, duetDisabled, stitchDisabled } from "#simulator/creators";
import type { PostInfo } from "#simulator/publishes";
import { asRecord, type Check, firstFault, isBoolean, isText, isWhole } from "#simulator/shape";

export const PRIVACY_LEVELS = [
  "PUBLIC_TO_EVERYONE",
  "MUTUAL_FOLLOW_FRIENDS",
  "FOLLOWER_OF_CREATOR",
  "SELF_ONLY",
];

/** UTF-16 code units: https://developers.tiktok.com/doc/content-posting-api-reference-direct-post */
const MOST_TITLE = 2200;

const CHECKS: Record<string, Check> = {
  privacy_level: (value) => isText(value) && PRIVACY_LEVELS.includes(String(value)),
  title: (value) => isText(value) && String(value).length <= MOST_TITLE,
  disable_duet: isBoolean,
  disable_stitch: isBoolean,
  disable_comment: isBoolean,
  video_cover_timestamp_ms: isWhole(0, 2 ** 31 - 1),
  brand_content_toggle: isBoolean,
  brand_organic_toggle: isBoolean,
  is_aigc: isBoolean,
};

/** UTF-16 code units: https://developers.tiktok.com/doc/content-posting-api-reference-photo-post */
const TEXTS: Record<string, Check> = {
  title: (value) => isText(value) && String(value).length <= 90,
  description: (value) => isText(value) && String(value).length <= 4000,
};
const PHOTO_CHECKS: Record<string, Check> = {
  ...TEXTS,
  privacy_level: CHECKS.privacy_level ?? isText,
  disable_comment: isBoolean,
  auto_add_music: isBoolean,
  brand_content_toggle: isBoolean,
  brand_organic_toggle: isBoolean,
};

/** `post_info` of photos; the inbox takes the two texts alone. Undefined when a field is unknown or wrong. */
export function readPhotoInfo(
  value: unknown,
  creator: Creator,
  { direct, isAigc }: { direct: boolean; isAigc: boolean },
): PostInfo | undefined {
  const info = asRecord(value ?? {});
  if (!info || firstFault(info, direct ? PHOTO_CHECKS : TEXTS) !== undefined) return undefined;
  if (direct && info.privacy_level === undefined) return undefined;
  return {
    title: String(info.title ?? ""),
    description: String(info.description ?? ""),
    privacyLevel: String(info.privacy_level ?? ""),
    disableComment: info.disable_comment === true || creator.commentDisabled,
    // Photos can neither be dueted nor stitched.
    disableDuet: true,
    disableStitch: true,
    videoCoverTimestampMs: null,
    brandContentToggle: info.brand_content_toggle === true,
    brandOrganicToggle: info.brand_organic_toggle === true,
    isAigc,
    autoAddMusic: info.auto_add_music === true,
  };
}

/** `post_info` as the creator's own settings let it take effect; undefined when a field is unknown or wrong. */
export function readPostInfo(value: unknown, creator: Creator): PostInfo | undefined {
  const info = asRecord(value);
  if (!info || firstFault(info, CHECKS) !== undefined) return undefined;
  return {
    title: String(info.title ?? ""),
    privacyLevel: String(info.privacy_level ?? ""),
    disableComment: info.disable_comment === true || creator.commentDisabled,
    disableDuet: info.disable_duet === true || duetDisabled(creator),
    disableStitch: info.disable_stitch === true || stitchDisabled(creator),
    videoCoverTimestampMs:
      info.video_cover_timestamp_ms === undefined ? null : Number(info.video_cover_timestamp_ms),
    brandContentToggle: info.brand_content_toggle === true,
    brandOrganicToggle: info.brand_organic_toggle === true,
    isAigc: info.is_aigc === true,
    description: null,
    autoAddMusic: false,
  };
}
