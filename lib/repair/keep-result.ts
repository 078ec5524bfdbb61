import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { eq } from "drizzle-orm";
import { newId } from "#lib/db/id";
import type { FileFacts } from "#lib/db/json";
import { media, repair } from "#lib/db/schema";
import { type Failure, failure } from "#lib/errors/failure";
import { measure } from "#lib/media/measure";
import { judged } from "#lib/media/verdict";
import { countStored } from "#lib/media-library/count-stored";
import { checksumsIn } from "#lib/storage/checksums";
import { mine } from "./hold-repair";
import { blockingIn } from "./judge-file";
import type { RepairRow } from "./repair-view";
import type { Workshop } from "./workshop";

type File = typeof media.$inferSelect;
type Kept = { kind: "made" } | { kind: "failed"; failure: Failure };

/** Undoes the transaction of a worker that has been overtaken. */
class Overtaken extends Error {}

/**
 * Checks a converted file as if somebody had uploaded it, and stores it beside its original. What does not pass is not kept.
 * A worker that has been overtaken keeps nothing.
 */
export async function keepResult(
  { db, clock, storage }: Workshop,
  claimed: RepairRow,
  original: File,
  path: string,
): Promise<Kept> {
  const at = new Date(clock.now());
  const facts = await factsOf(path);
  const bytes = (await stat(path)).size;
  if (!facts || blockingIn({ facts, bytes }, { maxSeconds: limitOf(claimed) }).length > 0) {
    const message = `Measured: ${JSON.stringify(facts)}`;
    return { kind: "failed", failure: failure("repair.not_cured", {}, { at: at.toISOString(), message }) };
  }
  const { sha256, pieces } = await checksumsIn(createReadStream(path, { highWaterMark: 1 << 20 }));
  const id = newId(clock.now());
  // The bytes first: a file without a row is only waste, a row without its file would be a lie.
  await storage.keepFile(id, path);
  const row = {
    ...{
      id,
      workspaceId: original.workspaceId,
      uploadedBy: claimed.requestedBy,
      bytes,
      sha256,
      pieces,
      facts,
    },
    ...judged({ facts, bytes }),
    ...{ fileName: nameOf(original.fileName, facts), repairedFrom: original.id, createdAt: at },
  };
  const end = { state: "done" as const, resultId: id, progress: 1000, leaseUntil: null, endedAt: at };
  try {
    await db.transaction(async (tx) => {
      await tx.insert(media).values(row);
      const ended = await tx.update(repair).set(end).where(mine(claimed)).returning({ id: repair.id });
      if (ended.length === 0) throw new Overtaken();
      await countStored(tx, original.workspaceId, bytes);
    });
  } catch (problem) {
    // A line that broke at the end may have cut off the word that all is written.
    const [kept] = await db.select({ id: media.id }).from(media).where(eq(media.id, id));
    if (!kept) await storage.discard(id);
    if (!(problem instanceof Overtaken)) throw problem;
  }
  return { kind: "made" };
}

/** A cut file is held against what it was cut for. */
const limitOf = ({ plan }: RepairRow): number | null =>
  plan.kind === "photo" || plan.trimSeconds === null ? null : plan.trimSeconds + 0.1;

async function factsOf(path: string): Promise<FileFacts | null> {
  const measured = await measure(path);
  return measured.kind === "measured" ? measured.facts : null;
}

const ENDINGS: Record<string, string> = { "image/jpeg": "jpg", "video/webm": "webm" };

/** "sea.mov" becomes "sea (converted).mp4". */
export function nameOf(fileName: string, { mimeType }: Pick<FileFacts, "mimeType">): string {
  const stem = fileName.replace(/\.[A-Za-z0-9]{1,5}$/, "").slice(0, 180);
  return `${stem} (converted).${ENDINGS[mimeType] ?? "mp4"}`;
}
