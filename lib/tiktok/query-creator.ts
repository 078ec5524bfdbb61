import { z } from "zod";
import type { Answer } from "./answer";
import type { TikTokApp } from "./app";
import { callApi } from "./request";

export const PRIVACY_LEVELS = [
  "PUBLIC_TO_EVERYONE",
  "MUTUAL_FOLLOW_FRIENDS",
  "FOLLOWER_OF_CREATOR",
  "SELF_ONLY",
] as const;
export type Privacy = (typeof PRIVACY_LEVELS)[number];

/** What TikTok says right now this creator may do. Never reused across two posts. */
export type CreatorInfo = {
  handle: string;
  nickname: string;
  avatarUrl: string;
  privacyOptions: Privacy[];
  commentDisabled: boolean;
  duetDisabled: boolean;
  stitchDisabled: boolean;
  /** Seconds. */
  maxVideoSeconds: number;
};

const Shape = z.object({
  creator_avatar_url: z.string().default(""),
  creator_username: z.string(),
  creator_nickname: z.string(),
  // An option we do not know yet is left out rather than making the whole answer unreadable.
  privacy_level_options: z
    .array(z.string())
    .transform((options) => PRIVACY_LEVELS.filter((level) => options.includes(level))),
  comment_disabled: z.boolean().default(false),
  duet_disabled: z.boolean().default(false),
  stitch_disabled: z.boolean().default(false),
  max_video_post_duration_sec: z.number().int().positive(),
});

/** Asks what the creator may do. @see https://developers.tiktok.com/doc/content-posting-api-reference-query-creator-info */
export async function queryCreator(app: TikTokApp, accessToken: string): Promise<Answer<CreatorInfo>> {
  const path = "/v2/post/publish/creator_info/query/";
  const call = { endpoint: "creator_info", path, method: "POST", accessToken } as const;
  const answer = await callApi(app.apiBaseUrl, call, Shape);
  if (answer.kind !== "ok") return answer;
  const value = answer.value;
  return {
    ...answer,
    value: {
      handle: value.creator_username,
      nickname: value.creator_nickname,
      avatarUrl: value.creator_avatar_url,
      privacyOptions: value.privacy_level_options,
      commentDisabled: value.comment_disabled,
      duetDisabled: value.duet_disabled,
      stitchDisabled: value.stitch_disabled,
      maxVideoSeconds: value.max_video_post_duration_sec,
    },
  };
}
