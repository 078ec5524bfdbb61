import { z } from "zod";
import { perform } from "#lib/auth/action";
import { answer } from "#lib/auth/answer";
import { readWish } from "#lib/auth/read-wish";
import { refuse } from "#lib/errors/result";
import { finishUpload } from "#lib/media-library/finish-upload";

export const runtime = "nodejs";

const Whole = z.object({
  uploadId: z.string(),
  checksum: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .default(null),
  convertedFrom: z.uuid().nullable().default(null),
});

/** Checks an upload whose last byte has arrived, and answers with the stored file. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ workspace: string; upload: string }> },
) {
  const { workspace: workspaceId, upload: uploadId } = await params;
  const wish = await readWish(request);
  if (!wish) return answer(refuse({ kind: "not_allowed", needs: "media:upload" }));
  const result = await perform(
    { input: Whole, needs: "media:upload", run: finishUpload },
    { ...wish, workspaceId, uploadId },
  );
  return answer(result);
}
