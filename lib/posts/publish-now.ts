import type { Reach } from "#lib/creators/reach";
import type { Result } from "#lib/errors/result";
import type { Scope } from "#lib/workspaces/scope";
import type { Enqueues } from "./enqueues";
import { type Scheduled, schedulePost } from "./schedule";

export type PublishNow = {
  postId: string;
  version: number;
  sentence: string;
  when?: "now" | "now_anyway";
};

/** "Post now" is a schedule whose time is this moment. */
export const publishNow = (
  scope: Scope & Reach & Enqueues,
  { when = "now", ...input }: PublishNow,
): Promise<Result<Scheduled>> => schedulePost(scope, { ...input, when });
