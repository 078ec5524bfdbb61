import { done, type Result, refuse } from "#lib/errors/result";
import { letGo, type StopsPosts } from "./let-go";
import { ownCreator } from "./queries";
import type { Reach } from "./reach";

/**
 * A creator ends what a workspace may do for them. It takes no membership there: the account is theirs.
 * @param input.holderId the workspace that holds them
 * @returns how many posts that waited for their time were stopped
 */
export async function endAccess(
  reach: Reach & StopsPosts,
  person: { id: string; name: string | null },
  { holderId }: { holderId: string },
): Promise<Result<{ stopped: number }>> {
  const own = await ownCreator(reach, person.id);
  if (!own) return refuse({ kind: "not_found" });
  const actor = { kind: "member", userId: person.id, name: person.name } as const;
  const stopped = await letGo(reach, { workspaceId: holderId, creatorId: own.id, actor });
  return stopped === undefined ? refuse({ kind: "not_found" }) : done({ stopped });
}
