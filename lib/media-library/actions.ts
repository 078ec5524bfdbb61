"use server";
import { z } from "zod";
import { action } from "#lib/auth/action";
import { deleteMedia } from "./delete-media";

export const deleteMediaAction = action({
  input: z.object({ mediaId: z.string().min(1).max(64) }),
  needs: "media:upload",
  run: deleteMedia,
});
