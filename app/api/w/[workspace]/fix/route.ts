import type { NextRequest } from "next/server";
import { answer } from "#lib/auth/answer";
import { listFixFor } from "#lib/posts/loaders";

type Context = { params: Promise<{ workspace: string }> };

export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const query = request.nextUrl.searchParams;
  const at = query.get("at");
  const after = at === null ? null : { at, id: query.get("id") ?? "" };
  return answer(await listFixFor({ workspaceId: (await params).workspace, after }));
}
