import type { PostState } from "#lib/posts/states";
import type { JobKind } from "./ports";

/** Which job moves a post on that is due in this state. The states that `post_due` indexes: all others are never due. */
export const JOB_KIND: Partial<Record<PostState, Exclude<JobKind, "look">>> = {
  scheduled: "publish",
  blocked: "publish",
  preparing: "publish",
  uploading: "publish",
  processing: "watch",
  unconfirmed: "watch",
  in_inbox: "watch",
  published: "watch",
};

export const DUE_STATES = Object.keys(JOB_KIND);
