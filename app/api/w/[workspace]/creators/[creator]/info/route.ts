import { z } from "zod";
import { perform } from "#lib/auth/action";
import { answer } from "#lib/auth/answer";
import { queryInfo } from "#lib/creators/query-info";

const Wanted = z.object({ creatorId: z.string().min(1).max(64) });

/** What TikTok says at this moment that a creator may do: asked anew by every call, kept by nobody. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ workspace: string; creator: string }> },
) {
  const { workspace, creator } = await params;
  const asked = { workspaceId: workspace, creatorId: creator };
  return answer(await perform({ input: Wanted, needs: "post:read", run: queryInfo }, asked));
}
