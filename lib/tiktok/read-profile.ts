import { z } from "zod";
import type { Answer } from "./answer";
import type { TikTokApp } from "./app";
import { callApi } from "./request";
import { profileFields } from "./scopes";

/** What TikTok tells about a creator; a field is absent where its scope was not granted. */
export type Profile = {
  openId: string;
  unionId?: string;
  displayName?: string;
  avatarUrl?: string;
  handle?: string;
};

const Shape = z.object({
  user: z.object({
    open_id: z.string(),
    union_id: z.string().optional(),
    display_name: z.string().optional(),
    avatar_url: z.string().optional(),
    username: z.string().optional(),
  }),
});

/** Reads the profile, asking only for fields that `granted` allows. @see https://developers.tiktok.com/doc/tiktok-api-v2-get-user-info */
export async function readProfile(
  app: TikTokApp,
  accessToken: string,
  granted: readonly string[],
): Promise<Answer<Profile>> {
  const path = `/v2/user/info/?fields=${profileFields(granted).join(",")}`;
  const call = { endpoint: "user_info", path, method: "GET", accessToken } as const;
  const answer = await callApi(app.apiBaseUrl, call, Shape);
  if (answer.kind !== "ok") return answer;
  const { user } = answer.value;
  return {
    ...answer,
    value: {
      openId: user.open_id,
      unionId: user.union_id,
      displayName: user.display_name,
      avatarUrl: user.avatar_url,
      handle: user.username,
    },
  };
}
