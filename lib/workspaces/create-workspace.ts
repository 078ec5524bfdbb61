import { newId } from "#lib/db/id";
import { member, workspace } from "#lib/db/schema";
import { done, type Result } from "#lib/errors/result";
import type { Ground } from "./scope";

/** Opens a new workspace with the person who asks as its owner. */
export async function createWorkspace(
  { db, clock }: Ground,
  person: { id: string },
  { name, timeZone }: { name: string; timeZone: string },
): Promise<Result<{ workspaceId: string }>> {
  const createdAt = new Date(clock.now());
  const workspaceId = newId(clock.now());
  await db.transaction(async (tx) => {
    await tx.insert(workspace).values({ id: workspaceId, name, timeZone, createdAt });
    await tx.insert(member).values({ workspaceId, userId: person.id, role: "owner", createdAt });
  });
  return done({ workspaceId });
}
