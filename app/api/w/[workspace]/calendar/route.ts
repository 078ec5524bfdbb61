import type { NextRequest } from "next/server";
import { answer } from "#lib/auth/answer";
import { viewCalendarFor } from "#lib/posts/loaders";
import { filterOf } from "./filter-of";

type Context = { params: Promise<{ workspace: string }> };

export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { workspace } = await params;
  const query = request.nextUrl.searchParams;
  const range = { from: query.get("from"), to: query.get("to") };
  return answer(await viewCalendarFor({ workspaceId: workspace, ...range, ...filterOf(query) }));
}
