import { z } from "zod";
import type { Answer } from "./answer";
import type { TikTokApp } from "./app";
import { callApi } from "./request";

/** A public video of the creator. `createdAt` in ms. */
export type ListedVideo = { id: string; createdAt: number; title: string };

const Shape = z.object({
  videos: z
    .array(
      z.object({
        id: z.union([z.string(), z.number()]).transform(String),
        create_time: z.number(),
        title: z.string().optional(),
        video_description: z.string().optional(),
      }),
    )
    .default([]),
});

/** The creator's newest public videos, 20 at most (scope `video.list`). @see https://developers.tiktok.com/doc/tiktok-api-v2-video-list */
export async function listVideos(app: TikTokApp, accessToken: string): Promise<Answer<ListedVideo[]>> {
  const path = "/v2/video/list/?fields=id,create_time,title,video_description";
  const body = { max_count: 20 };
  const call = { endpoint: "video_list", path, method: "POST", accessToken, body } as const;
  const answer = await callApi(app.apiBaseUrl, call, Shape);
  if (answer.kind !== "ok") return answer;
  const value = answer.value.videos.map((video) => ({
    id: video.id,
    createdAt: video.create_time * 1000,
    title: video.video_description ?? video.title ?? "",
  }));
  return { ...answer, value };
}
