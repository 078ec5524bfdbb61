import type { NextRequest } from "next/server";
import { answer } from "#lib/auth/answer";
import { viewTimesFor } from "#lib/posts/loaders";

type Context = { params: Promise<{ workspace: string; creator: string }> };

export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { workspace, creator } = await params;
  const query = request.nextUrl.searchParams;
  const range = { from: query.get("from"), to: query.get("to") };
  return answer(await viewTimesFor({ workspaceId: workspace, creatorId: creator, ...range }));
}
