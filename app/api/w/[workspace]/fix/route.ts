import { answer } from "#lib/auth/answer";
import { listFixFor } from "#lib/posts/loaders";

type Context = { params: Promise<{ workspace: string }> };

export async function GET(_request: Request, { params }: Context): Promise<Response> {
  return answer(await listFixFor({ workspaceId: (await params).workspace }));
}
