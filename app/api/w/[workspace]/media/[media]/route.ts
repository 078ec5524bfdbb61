import { z } from "zod";
import { perform } from "#lib/auth/action";
import { answer } from "#lib/auth/answer";
import { done, refuse } from "#lib/errors/result";
import { findMedia } from "#lib/media-library/find-media";
import { parseRange } from "#lib/storage/open-range";

export const runtime = "nodejs";

// What a browser may show; a drawing in SVG could run scripts.
const SHOWN = /^(video\/|image\/(jpeg|png|webp|gif|avif|heic)$)/;

const Wanted = z.object({ mediaId: z.uuid() });

/** Streams a stored file back, whole or in part, to members of its workspace. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ workspace: string; media: string }> },
) {
  const { workspace, media } = await params;
  const found = await perform(
    {
      input: Wanted,
      needs: "post:read",
      run: async (scope, { mediaId }) => {
        const row = await findMedia(scope, mediaId);
        const bytes = row && (await scope.storage.sizeOf(row.id));
        if (!row || !bytes) return refuse({ kind: "not_found" });
        return done({ id: row.id, bytes, type: row.facts.mimeType, storage: scope.storage });
      },
    },
    { workspaceId: workspace, mediaId: media },
  );
  // An id that could never be one of ours is told like one that is not here.
  if (!found.ok) return answer(found.problem.kind === "input" ? refuse({ kind: "not_found" }) : found);
  const { id, bytes, type, storage } = found.value;
  const headers = new Headers({
    "accept-ranges": "bytes",
    "cache-control": "private, max-age=3600",
    "content-disposition": "inline",
    "content-security-policy": "default-src 'none'; sandbox",
    "content-type": SHOWN.test(type) ? type : "application/octet-stream",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
  });
  const range = parseRange(request.headers.get("range"), bytes);
  if (range === "unsatisfiable") {
    headers.set("content-range", `bytes */${bytes}`);
    return new Response(null, { status: 416, headers });
  }
  headers.set("content-length", String(range ? range.end - range.start + 1 : bytes));
  if (range) headers.set("content-range", `bytes ${range.start}-${range.end}/${bytes}`);
  return new Response(await storage.openRange(id, range), { status: range ? 206 : 200, headers });
}
