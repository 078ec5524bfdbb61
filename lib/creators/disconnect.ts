import { done, type Result, refuse } from "#lib/errors/result";
import type { Scope } from "#lib/workspaces/scope";
import { letGo, type StopsPosts } from "./let-go";
import type { Reach } from "./reach";

/** Staff take a creator out of their workspace. @returns how many posts that waited for their time were stopped */
export async function disconnect(
  scope: Scope & Reach & StopsPosts,
  { creatorId }: { creatorId: string },
): Promise<Result<{ stopped: number }>> {
  const { userId, name, workspaceId } = scope.actor;
  const actor = { kind: "member", userId, name } as const;
  const stopped = await letGo(scope, { workspaceId, creatorId, actor });
  return stopped === undefined ? refuse({ kind: "not_found" }) : done({ stopped });
}
