import { eq } from "drizzle-orm";
import { workspace } from "#lib/db/schema";
import { done, type Result } from "#lib/errors/result";
import type { Scope } from "./scope";

export type Settings = { name: string; timeZone: string; latenessLimitMinutes: number };

/**
 * Changes what holds for the whole workspace. Posts that have a time keep it, with the zone they were planned in; how late
 * a post may go out counts from its next look on.
 */
export async function changeWorkspace({ db, actor }: Scope, settings: Settings): Promise<Result<null>> {
  const { name, timeZone, latenessLimitMinutes } = settings;
  await db
    .update(workspace)
    .set({ name, timeZone, latenessLimitMinutes })
    .where(eq(workspace.id, actor.workspaceId));
  return done(null);
}
