import type { NextRequest } from "next/server";
import { z } from "zod";
import { perform } from "#lib/auth/action";
import { answer } from "#lib/auth/answer";
import { knowsCreator } from "#lib/creators/knows-creator";
import { done, refuse } from "#lib/errors/result";
import { recentCaptions } from "#lib/posts/recent-queries";

const id = z.string().min(1).max(64);
const Wanted = z.object({ creatorId: id, except: id.nullable() });
type Context = { params: Promise<{ workspace: string; creator: string }> };

/** What was written for a creator lately, for whoever writes the next text. */
export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { workspace, creator } = await params;
  const asked = {
    workspaceId: workspace,
    creatorId: creator,
    except: request.nextUrl.searchParams.get("except"),
  };
  const order = {
    input: Wanted,
    needs: "post:read",
    run: async (
      scope: Parameters<typeof recentCaptions>[0],
      { creatorId, except }: z.infer<typeof Wanted>,
    ) =>
      (await knowsCreator(scope, creatorId))
        ? done(await recentCaptions(scope, creatorId, except))
        : refuse({ kind: "not_found" as const }),
  } as const;
  return answer(await perform(order, asked));
}
