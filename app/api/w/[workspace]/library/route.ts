import type { NextRequest } from "next/server";
import { answer } from "#lib/auth/answer";
import { listLibraryFor } from "#lib/media-library/loaders";

type Context = { params: Promise<{ workspace: string }> };

/** A page of the workspace's files, for whoever chooses one. */
export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { workspace } = await params;
  const query = request.nextUrl.searchParams;
  const wish = { kind: query.get("kind"), search: query.get("search"), after: query.get("after") };
  return answer(await listLibraryFor({ workspaceId: workspace, ...wish }));
}
