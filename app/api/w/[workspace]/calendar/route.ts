import type { NextRequest } from "next/server";
import { answer } from "#lib/auth/answer";
import { viewCalendarFor } from "#lib/posts/loaders";

type Context = { params: Promise<{ workspace: string }> };

export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { workspace } = await params;
  const query = request.nextUrl.searchParams;
  const listOf = (name: string) => query.get(name)?.split(",").filter(Boolean) ?? [];
  const [creatorIds, states] = [listOf("creator"), listOf("status")];
  const range = { from: query.get("from"), to: query.get("to") };
  return answer(await viewCalendarFor({ workspaceId: workspace, ...range, creatorIds, states }));
}
