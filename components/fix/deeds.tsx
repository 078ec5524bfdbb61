import type { Result } from "#lib/errors/result";
import type { ActionId } from "#lib/errors/row";
import {
  backToDraftAction,
  markAsPostedAction,
  retryPostAction,
  sendAgainAction,
  sendToInboxAction,
} from "#lib/posts/actions";
import type { Wish } from "#lib/posts/find-place";
import type { PostState } from "#lib/posts/states";

/** What is asked before something that cannot simply be taken back. */
export type Question = { title: string; text: string; yes: string };

/** Something that a button does to one post, and what is said when it is done. */
export type Deed = {
  /** `when`: an answer to a question about the time, by a deed that sends the post. */
  run: (input: { workspaceId: string; postId: string; when?: Wish }) => Promise<Result<unknown>>;
  needs: "write" | "publish" | "resolve";
  /** The states in which it can be done; in others the button has nothing to offer. */
  from: readonly PostState[];
  said: string;
  ask?: (facts: { count: number }) => Question | undefined;
};

const STOPPED = ["blocked", "failed"] as const;

const retry: Deed = {
  run: retryPostAction,
  needs: "publish",
  from: STOPPED,
  said: "On its way again",
};

/** The buttons of a guidance card that change a post. The verbs check everything again. */
export const deeds: Partial<Record<ActionId, Deed>> = {
  retry_now: retry,
  start_again: retry,
  stop_retrying: {
    run: backToDraftAction,
    needs: "write",
    from: ["scheduled", "blocked"],
    said: "Stopped. The post is a draft again",
  },
  send_to_inbox: {
    run: sendToInboxAction,
    needs: "publish",
    from: STOPPED,
    said: "On its way to the TikTok inbox",
    ask: ({ count }) => ({
      title: count === 1 ? "Send it to the TikTok inbox?" : `Send ${count} posts to the TikTok inbox?`,
      text: "TikTok's app shows a notification. The account's owner writes the caption there, chooses who can watch, and posts: TikTok doesn't take these from us with a draft.",
      yes: "Send to the inbox",
    }),
  },
  mark_as_posted: {
    run: markAsPostedAction,
    needs: "resolve",
    from: ["unconfirmed"],
    said: "Marked as posted",
  },
  send_again: {
    run: sendAgainAction,
    needs: "resolve",
    from: ["unconfirmed"],
    said: "On its way again",
    ask: () => ({
      title: "Send it a second time?",
      text: "TikTok may have the first one already. If it turns up later, the profile shows two posts of the same video. Look at the profile before you send it again.",
      yes: "It isn't there: send again",
    }),
  },
};

/** Buttons that open the post in compose, to change what stopped it. */
export const edits: ReadonlySet<ActionId> = new Set([
  "edit_caption",
  "edit_post",
  "replace_file",
  "convert_file",
  "choose_privacy",
  "agree",
]);
/** The states from which a post can be taken back to edit it. */
export const editable: readonly PostState[] = ["draft", "scheduled", "blocked", "failed"];
