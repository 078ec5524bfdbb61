import type { RepairPlan } from "#lib/db/json";
import type { Tx } from "#lib/db/open";
import type { Storage } from "#lib/storage/storage";
import type { Ground } from "#lib/workspaces/scope";

/** What a conversion needs of the world. `ffmpeg`: the program that the settings name; absent, the one on the path. */
export type Workshop = Ground & { storage: Storage; ffmpeg?: string };

/**
 * Puts a conversion into the queue, inside a transaction; one that waits there already is left alone. A `short` one, a photo
 * or what is only packed anew, goes before the others.
 */
export type EnqueueRepair = (tx: Tx, job: { repairId: string; short: boolean }) => Promise<void>;
/** What is not coded anew takes moments. */
export const isShort = ({ kind }: RepairPlan): boolean => kind === "remux" || kind === "photo";
export type EnqueuesRepairs = { enqueueRepair: EnqueueRepair };
