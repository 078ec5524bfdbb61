import { UploadJob } from "#components/uploads/upload-job";
import type { MediaView } from "#lib/media/view";

/** Sends what this browser has converted to the workspace. @throws when it could not be stored */
export async function keepConverted(
  workspaceId: string,
  file: File,
  _original: MediaView,
): Promise<MediaView> {
  const job = new UploadJob({ workspaceId, name: "converted" }, { id: "converted", file }, () => {});
  await job.run();
  const { media, failure, why } = job.item;
  if (!media) throw new Error(`The server refused: ${failure?.code ?? why}.`);
  return media;
}
