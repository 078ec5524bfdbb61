import { z } from "zod";
import { perform } from "#lib/auth/action";
import { answer } from "#lib/auth/answer";
import { isSameOrigin } from "#lib/auth/same-origin";
import { environment } from "#lib/env/read";
import { refuse } from "#lib/errors/result";
import { readFileName } from "#lib/media/file-name";
import { addMedia } from "#lib/media-library/add-media";

export const runtime = "nodejs";

const NewFile = z.object({ fileName: z.string(), declared: z.number().int().min(0).nullable() });

/**
 * Takes a video as the raw body; its name comes percent-encoded in `x-file-name`. Whoever may not upload is turned away
 * before a byte of the body is read.
 */
export async function POST(request: Request, { params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  if (!isSameOrigin(request, environment().APP_URL)) {
    return answer(refuse({ kind: "not_allowed", needs: "media:upload" }));
  }
  const length = request.headers.get("content-length");
  const file = {
    workspaceId: workspace,
    fileName: readFileName(request.headers.get("x-file-name")),
    declared: length === null ? null : Number(length),
  };
  const body = request.body ?? new Blob([]).stream();
  const result = await perform(
    { input: NewFile, needs: "media:upload", run: (scope, input) => addMedia(scope, { ...input, body }) },
    file,
  );
  return answer(result);
}
