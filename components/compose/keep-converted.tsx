import type { Result } from "#lib/errors/result";
import type { MediaView } from "#lib/media/view";

/** Sends what this browser has converted to the workspace. @throws when it could not be stored */
export async function keepConverted(
  workspaceId: string,
  file: File,
  _original: MediaView,
): Promise<MediaView> {
  const response = await fetch(`/api/w/${workspaceId}/media`, {
    method: "POST",
    headers: {
      "x-file-name": encodeURIComponent(file.name),
      "content-type": "application/octet-stream",
    },
    body: file,
  });
  const answer = (await response.json()) as Result<MediaView>;
  if (!answer.ok) throw new Error(`The server refused: ${answer.problem.kind}.`);
  return answer.value;
}
