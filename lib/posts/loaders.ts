import "server-only";
import { z } from "zod";
import { perform } from "#lib/auth/action";
import { done, type Result, refuse } from "#lib/errors/result";
import { type FixItem, listFix, type PostView, viewPost } from "./queries";

const ById = z.object({ postId: z.string().min(1).max(64) });

/** The post page's data, for its live view. */
export const viewPostFor = (raw: { workspaceId: string; postId: string }): Promise<Result<PostView>> =>
  perform(
    {
      input: ById,
      needs: "post:read",
      run: async (scope, { postId }) => {
        const view = await viewPost(scope, postId);
        return view ? done(view) : refuse({ kind: "not_found" });
      },
    },
    raw,
  );

/** What waits for somebody, for the live inbox. */
export const listFixFor = (raw: { workspaceId: string }): Promise<Result<FixItem[]>> =>
  perform({ input: z.object({}), needs: "post:read", run: async (scope) => done(await listFix(scope)) }, raw);
