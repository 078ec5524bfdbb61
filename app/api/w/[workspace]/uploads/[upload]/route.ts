import { z } from "zod";
import { perform } from "#lib/auth/action";
import { answer } from "#lib/auth/answer";
import { isSameOrigin } from "#lib/auth/same-origin";
import { environment } from "#lib/env/read";
import { done, type Result, refuse } from "#lib/errors/result";
import { cancelUpload } from "#lib/media-library/cancel-upload";
import { findUpload, touchUpload, uploadView } from "#lib/media-library/find-upload";
import { answerTus } from "#lib/storage/incoming";

export const runtime = "nodejs";

type Context = { params: Promise<{ workspace: string; upload: string }> };

const Named = z.object({ uploadId: z.uuid() });
const named = async ({ params }: Context) => {
  const { workspace, upload } = await params;
  return { workspaceId: workspace, uploadId: upload };
};
/** An id that could never be one of ours is told like one that is not here. */
const told = <T>(result: Result<T>): Response =>
  answer(!result.ok && result.problem.kind === "input" ? refuse({ kind: "not_found" }) : result);
const elsewhere = () => answer(refuse({ kind: "not_allowed", needs: "media:upload" }));

/** How far an upload is, for whoever began it. */
export async function GET(_request: Request, context: Context) {
  const result = await perform(
    {
      input: Named,
      needs: "media:upload",
      run: async (scope, { uploadId }) => {
        const row = await findUpload(scope, uploadId);
        return row ? done(await uploadView(scope.storage, row)) : refuse({ kind: "not_found" });
      },
    },
    await named(context),
  );
  return told(result);
}

/** Cancels an upload. */
export async function DELETE(request: Request, context: Context) {
  if (!isSameOrigin(request, environment().APP_URL)) return elsewhere();
  const result = await perform(
    { input: Named, needs: "media:upload", run: (scope, { uploadId }) => cancelUpload(scope, uploadId) },
    await named(context),
  );
  return told(result);
}

/** The next bytes. Whoever may not send them is turned away before one of them is read. */
export async function PATCH(request: Request, context: Context) {
  if (!isSameOrigin(request, environment().APP_URL)) return elsewhere();
  return byTus(request, context);
}

/** Where the next bytes begin. */
export const HEAD = (request: Request, context: Context) => byTus(request, context);

async function byTus(request: Request, context: Context): Promise<Response> {
  const found = await perform(
    {
      input: Named,
      needs: "media:upload",
      run: async (scope, { uploadId }) => {
        const row = await touchUpload(scope, uploadId);
        if (!row || scope.storage.kind !== "disk") return refuse({ kind: "not_found" });
        return done({ folder: scope.storage.folder, mediaId: row.id });
      },
    },
    await named(context),
  );
  return found.ok ? answerTus(found.value.folder, found.value.mediaId, request) : told(found);
}
