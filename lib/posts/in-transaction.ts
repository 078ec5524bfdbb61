import type { Tx } from "#lib/db/open";
import { type Result, refuse } from "#lib/errors/result";
import type { Scope } from "#lib/workspaces/scope";

/** Undoes a transaction whose compare-and-set found that somebody else was first. */
export class LostRace extends Error {}

/** Runs a write whole or not at all; when somebody else was first it answers `changed` and nothing of it is kept. */
export async function inTransaction<T>(
  { db }: Pick<Scope, "db">,
  work: (tx: Tx) => Promise<Result<T>>,
): Promise<Result<T>> {
  try {
    return await db.transaction(work);
  } catch (problem) {
    if (problem instanceof LostRace) return refuse({ kind: "changed" });
    throw problem;
  }
}
