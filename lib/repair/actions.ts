"use server";
import { z } from "zod";
import { action } from "#lib/auth/action";
import { quotaBytes } from "#lib/media-library/loaders";
import { cancelRepair } from "./cancel-repair";
import { requestRepair } from "./request-repair";

const Id = z.string().min(1).max(64);

export const requestRepairAction = action({
  input: z.object({
    mediaId: Id,
    maxSeconds: z.number().int().min(1).max(86_400).nullable(),
    refused: z.boolean(),
  }),
  needs: "media:upload",
  run: (scope, input) => requestRepair(scope, input, quotaBytes()),
});

export const cancelRepairAction = action({
  input: z.object({ repairId: Id }),
  needs: "media:upload",
  run: cancelRepair,
});
