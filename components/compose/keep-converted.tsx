import { UploadJob } from "#components/uploads/upload-job";
import type { MediaView } from "#lib/media/view";

/** Sends what this browser has converted to the workspace, beside its original. @throws when it could not be stored */
export async function keepConverted(
  workspaceId: string,
  file: File,
  original: MediaView,
): Promise<MediaView> {
  const from = { id: "converted", file, convertedFrom: original.id };
  const job = new UploadJob({ workspaceId, name: "converted" }, from, () => {});
  await job.run();
  const { media, failure, why } = job.item;
  // What is asked for again is converted again: nobody goes on with this.
  if (!media) await job.drop();
  if (!media) throw new Error(`The server refused: ${failure?.code ?? why}.`);
  return media;
}
