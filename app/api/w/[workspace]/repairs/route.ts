import { answer } from "#lib/auth/answer";
import { whereConvertedFor } from "#lib/repair/loaders";

type Context = { params: Promise<{ workspace: string }> };

export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { workspace } = await params;
  return answer(await whereConvertedFor({ workspaceId: workspace }));
}
