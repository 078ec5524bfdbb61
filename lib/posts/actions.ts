"use server";
import { z } from "zod";
import { action } from "#lib/auth/action";
import { publishNow } from "./publish-now";
import { moveToLater, retryPost, sendAgain } from "./retry";
import { saveDraft } from "./save-draft";
import { ContentInput } from "./schema";
import { sendToInbox } from "./send-to-inbox";
import { backToDraft, cancelPost, markAsPosted } from "./take-back";

const Id = z.string().min(1).max(64);
const ById = z.object({ postId: Id });

export const saveDraftAction = action({
  input: z.object({
    postId: Id.nullable(),
    version: z.number().int().min(0),
    creatorId: Id.nullable(),
    content: ContentInput,
  }),
  needs: "post:write",
  run: saveDraft,
});

export const publishNowAction = action({
  input: z.object({ postId: Id, version: z.number().int().min(1), sentence: z.string().min(1).max(500) }),
  needs: "post:publish",
  run: publishNow,
});

export const discardDraftAction = action({ input: ById, needs: "post:write", run: cancelPost });
export const retryPostAction = action({ input: ById, needs: "post:publish", run: retryPost });
export const moveToLaterAction = action({ input: ById, needs: "post:publish", run: moveToLater });
export const sendToInboxAction = action({ input: ById, needs: "post:publish", run: sendToInbox });
export const sendAgainAction = action({ input: ById, needs: "post:resolve", run: sendAgain });
export const markAsPostedAction = action({ input: ById, needs: "post:resolve", run: markAsPosted });
export const backToDraftAction = action({ input: ById, needs: "post:write", run: backToDraft });
export const cancelPostAction = action({ input: ById, needs: "post:publish", run: cancelPost });
