import type { NextRequest } from "next/server";
import { answer } from "#lib/auth/answer";
import { pageCalendarFor } from "#lib/posts/loaders";
import { filterOf } from "../filter-of";

type Context = { params: Promise<{ workspace: string }> };

export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { workspace } = await params;
  const query = request.nextUrl.searchParams;
  const place = { side: query.get("side"), at: query.get("at"), id: query.get("id") };
  return answer(await pageCalendarFor({ workspaceId: workspace, ...place, ...filterOf(query) }));
}
