import { z } from "zod";
import { perform } from "#lib/auth/action";
import { answer } from "#lib/auth/answer";
import { readWish } from "#lib/auth/read-wish";
import { environment } from "#lib/env/read";
import { refuse } from "#lib/errors/result";
import { readFileName } from "#lib/media/file-name";
import { startUpload } from "#lib/media-library/start-upload";

export const runtime = "nodejs";

const Wanted = z.object({
  fileName: z.string().max(2_000).transform(readFileName),
  bytes: z.number().int().min(0),
  checksum: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
});

/** Opens an upload, or says that the file is here already. */
export async function POST(request: Request, { params }: { params: Promise<{ workspace: string }> }) {
  const { workspace: workspaceId } = await params;
  const wish = await readWish(request);
  if (!wish) return answer(refuse({ kind: "not_allowed", needs: "media:upload" }));
  const quotaBytes = environment().STORAGE_QUOTA_GB * 1_000_000_000;
  const result = await perform(
    { input: Wanted, needs: "media:upload", run: (scope, wanted) => startUpload(scope, wanted, quotaBytes) },
    { ...wish, workspaceId },
  );
  return answer(result);
}
