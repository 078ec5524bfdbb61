"use server";
import { z } from "zod";
import { action } from "#lib/auth/action";
import { isTimeZone } from "#lib/clock/wall-time";
import { duplicatePost } from "./duplicate";
import { movePost } from "./move-post";
import { pauseCreator, unpauseCreator } from "./pause";
import { publishNow } from "./publish-now";
import { QUEUED_LIMIT } from "./queue-queries";
import { reorderQueue } from "./reorder-queue";
import { retryPost, sendAgain } from "./retry";
import { saveDraft } from "./save-draft";
import { schedulePost } from "./schedule";
import { ContentInput, SlotInput, WallTimeInput } from "./schema";
import { sendToInbox } from "./send-to-inbox";
import { setCreatorZone, setSlots } from "./set-slots";
import { backToDraft, cancelPost, markAsPosted } from "./take-back";

const Id = z.string().min(1).max(64);
const ById = z.object({ postId: Id });
const Now = z.enum(["now", "now_anyway"]);
const Again = ById.extend({ when: z.union([WallTimeInput, Now]).optional() });

export const saveDraftAction = action({
  input: z.object({
    postId: Id.nullable(),
    version: z.number().int().min(0),
    creatorId: Id.nullable(),
    content: ContentInput,
    when: WallTimeInput.nullable().optional(),
  }),
  needs: "post:write",
  run: saveDraft,
});

export const publishNowAction = action({
  input: z.object({
    postId: Id,
    version: z.number().int().min(1),
    sentence: z.string().min(1).max(500),
    when: Now.optional(),
  }),
  needs: "post:publish",
  run: publishNow,
});

export const discardDraftAction = action({ input: ById, needs: "post:write", run: cancelPost });
export const retryPostAction = action({ input: Again, needs: "post:publish", run: retryPost });
export const sendToInboxAction = action({ input: Again, needs: "post:publish", run: sendToInbox });
export const sendAgainAction = action({ input: Again, needs: "post:resolve", run: sendAgain });
export const markAsPostedAction = action({ input: ById, needs: "post:resolve", run: markAsPosted });
export const backToDraftAction = action({ input: ById, needs: "post:write", run: backToDraft });
export const cancelPostAction = action({ input: ById, needs: "post:publish", run: cancelPost });
export const duplicatePostAction = action({
  input: ById.extend({ creatorId: Id.nullable() }),
  needs: "post:write",
  run: duplicatePost,
});

export const schedulePostAction = action({
  input: z.object({
    postId: Id,
    version: z.number().int().min(1),
    sentence: z.string().min(1).max(500),
    when: z.union([WallTimeInput, z.literal("next_slot")]),
  }),
  needs: "post:publish",
  run: schedulePost,
});

export const movePostAction = action({
  input: ById.extend({ when: WallTimeInput }),
  needs: "post:publish",
  run: movePost,
});

const ByCreator = z.object({ creatorId: Id });

export const setSlotsAction = action({
  input: ByCreator.extend({ slots: z.array(SlotInput).max(70) }),
  needs: "post:publish",
  run: setSlots,
});
export const reorderQueueAction = action({
  input: ByCreator.extend({ postIds: z.array(Id).max(QUEUED_LIMIT) }),
  needs: "post:publish",
  run: reorderQueue,
});
export const pauseCreatorAction = action({
  input: ByCreator.extend({ reason: z.string().trim().min(1).max(200) }),
  needs: "post:publish",
  run: pauseCreator,
});
export const unpauseCreatorAction = action({ input: ByCreator, needs: "post:publish", run: unpauseCreator });
export const setCreatorZoneAction = action({
  input: ByCreator.extend({ timeZone: z.string().max(64).refine(isTimeZone) }),
  needs: "post:publish",
  run: setCreatorZone,
});
