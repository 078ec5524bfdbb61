import { answer } from "#lib/auth/answer";
import { viewPostFor } from "#lib/posts/loaders";

type Context = { params: Promise<{ workspace: string; post: string }> };

export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { workspace, post } = await params;
  return answer(await viewPostFor({ workspaceId: workspace, postId: post }));
}
