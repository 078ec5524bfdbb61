import { UploadJob } from "#components/uploads/upload-job";
import { done, type Result, refuse, refuseWith } from "#lib/errors/result";
import type { MediaView } from "#lib/media/view";

/** Sends what this browser has converted to the workspace, beside its original. @throws when nobody said why it was not stored */
export async function keepConverted(
  workspaceId: string,
  file: File,
  original: MediaView,
): Promise<Result<MediaView>> {
  const from = { id: "converted", file, convertedFrom: original.id };
  const job = new UploadJob({ workspaceId, name: "converted" }, from, () => {});
  await job.run();
  const { media, failure, why } = job.item;
  if (media) return done(media);
  // What is asked for again is converted again: nobody goes on with this.
  await job.drop();
  if (failure) return refuseWith(failure);
  if (why === "signed_out") return refuse({ kind: why });
  if (why === "not_allowed") return refuse({ kind: why, needs: "media:upload" });
  throw new Error(`The converted file was not stored: ${why}.`);
}
