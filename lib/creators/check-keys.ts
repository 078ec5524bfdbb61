import { setTimeout as pause } from "node:timers/promises";
import { and, count, isNotNull, notInArray, sql } from "drizzle-orm";
import { noteOnce, readNote } from "#lib/db/notes";
import type { Db } from "#lib/db/open";
import { grant } from "#lib/db/schema";
import { open, SealBroken, type SealingKey, seal } from "#lib/vault/seal";

/** Thrown when a process has other keys than the permissions are sealed with. The message is for the person who started it. */
export class WrongKey extends Error {}

const LOOK_MS = 500;
/** What is sealed with each key, so that every process can tell whether it has the same one. */
const PROOF = "Aircheck";
const noteOf = ({ id }: SealingKey) => `sealing_key ${id}`;
const placeOf = (key: SealingKey) => ({ table: "installation", row: noteOf(key), column: "value" });

/**
 * The web process's part: leaves a proof of each key in the database, and compares with the one that is there.
 * @returns how many accounts have a permission whose key is not at hand: no reason to stop, but the operator should know
 * @throws WrongKey when a key of that name sealed what is in the database, and is another one
 */
export async function markKeys(db: Db, keys: readonly SealingKey[]): Promise<number> {
  for (const key of keys) compare(key, await noteOnce(db, noteOf(key), seal(PROOF, placeOf(key), [key])));
  return countKeyless(db, keys);
}

/**
 * A worker's part: it takes up posts only with the keys of the web process. Waits for a web process that is just starting,
 * for up to `patienceMs`.
 * @throws WrongKey
 */
export async function checkKeys(db: Db, keys: readonly SealingKey[], patienceMs = 30_000): Promise<void> {
  const began = Date.now();
  for (const [place, key] of keys.entries()) {
    for (;;) {
      const proof = await readNote(db, noteOf(key));
      if (proof) compare(key, proof);
      // What is sealed anew is sealed with the newest one; of the older ones some may be unknown here.
      if (proof || place > 0) break;
      if (Date.now() - began > patienceMs) {
        throw new WrongKey(
          `No web process has started with the key ${key.id} yet. Every process needs the same TOKEN_KEY (without it, ` +
            "the same secrets.json in DATA_DIR). Start the web process with it first.",
        );
      }
      await pause(Math.min(LOOK_MS, patienceMs));
    }
  }
}

function compare(key: SealingKey, proof: string): void {
  try {
    open(proof, placeOf(key), [key]);
  } catch (problem) {
    if (!(problem instanceof SealBroken)) throw problem;
    throw new WrongKey(
      `The key ${key.id} is not the one that TikTok's permissions in this database are sealed with. Every process needs the ` +
        "same TOKEN_KEY; where it is not set, the key is in secrets.json of the DATA_DIR that first used this database. " +
        "If it is lost for good, set TOKEN_KEY to a new key with another name: accounts then have to be connected again.",
    );
  }
}

async function countKeyless(db: Db, keys: readonly SealingKey[]): Promise<number> {
  const keyOf = sql<string>`split_part(${grant.accessToken}, '.', 2)`;
  const ids = keys.map(({ id }) => id);
  const [found] = await db
    .select({ accounts: count() })
    .from(grant)
    .where(and(isNotNull(grant.accessToken), notInArray(keyOf, ids)));
  return found?.accounts ?? 0;
}
