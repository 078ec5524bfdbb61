import { z } from "zod";
import { perform } from "#lib/auth/action";
import { answer } from "#lib/auth/answer";
import { readWish } from "#lib/auth/read-wish";
import { type Result, refuse } from "#lib/errors/result";
import { keepPart, signParts } from "#lib/media-library/send-parts";

export const runtime = "nodejs";

type Context = { params: Promise<{ workspace: string; upload: string }> };

const number = z.number().int().min(1).max(10_000);
const Unsigned = z.object({ uploadId: z.string(), numbers: z.array(number).min(1).max(20) });
const Acknowledged = z.object({ uploadId: z.string(), number, etag: z.string().min(1).max(200) });

/** Addresses at the object store for the next parts. */
export const POST = (request: Request, context: Context) =>
  answered(request, context, (raw) =>
    perform({ input: Unsigned, needs: "media:upload", run: signParts }, raw),
  );

/** A part that the object store has acknowledged. */
export const PUT = (request: Request, context: Context) =>
  answered(request, context, (raw) =>
    perform({ input: Acknowledged, needs: "media:upload", run: keepPart }, raw),
  );

async function answered<T>(
  request: Request,
  { params }: Context,
  ask: (raw: object) => Promise<Result<T>>,
): Promise<Response> {
  const { workspace: workspaceId, upload: uploadId } = await params;
  const wish = await readWish(request);
  if (!wish) return answer(refuse({ kind: "not_allowed", needs: "media:upload" }));
  return answer(await ask({ ...wish, workspaceId, uploadId }));
}
