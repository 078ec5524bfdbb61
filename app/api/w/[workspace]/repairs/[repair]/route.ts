import { answer } from "#lib/auth/answer";
import { viewRepairFor } from "#lib/repair/loaders";

type Context = { params: Promise<{ workspace: string; repair: string }> };

export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { workspace, repair } = await params;
  return answer(await viewRepairFor({ workspaceId: workspace, repairId: repair }));
}
