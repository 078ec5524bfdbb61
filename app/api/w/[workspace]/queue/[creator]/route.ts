import { answer } from "#lib/auth/answer";
import { viewQueueFor } from "#lib/posts/loaders";

type Context = { params: Promise<{ workspace: string; creator: string }> };

export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { workspace, creator } = await params;
  return answer(await viewQueueFor({ workspaceId: workspace, creatorId: creator }));
}
