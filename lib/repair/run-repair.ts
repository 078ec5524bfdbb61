import { mkdir, rm, stat } from "node:fs/promises";
import { eq } from "drizzle-orm";
import { isPhoto } from "#lib/db/json";
import { media, repair } from "#lib/db/schema";
import { type Failure, failure } from "#lib/errors/failure";
import { convert } from "#lib/media/convert";
import { convertPhoto } from "#lib/media/convert-photo";
import { findFfmpeg } from "#lib/media/find-ffmpeg";
import { findLength } from "#lib/media/find-length";
import { playedSeconds } from "#lib/media/repair-time";
import { claimRepair, holdRepair, LEASE_MS, mine } from "./hold-repair";
import { keepResult } from "./keep-result";
import type { RepairRow } from "./repair-view";
import { sweepBench, workbench } from "./workbench";
import type { Workshop } from "./workshop";

/** Thrown when a worker has to go: the queue gives the conversion to another one. */
export class LetGo extends Error {}

/** `leastLimitMs`: a conversion may take so long, however short its video is. */
export type RepairManner = { leaseMs?: number; leastLimitMs?: number };

type Made = { kind: "made" } | { kind: "failed"; failure: Failure } | { kind: "stopped" };

/** What has been taken up this often has ended several workers: it is left alone. */
const TAKEN_AT_MOST = 5;
/** A conversion may take this many times the length of the video, and never less than this many ms. */
const TIMES_LENGTH = 30;
const LEAST_LIMIT_MS = 15 * 60_000;
/** What doesn't say how long it plays is taken to play this long, seconds. */
const UNTOLD_S = 2 * 3600;

/**
 * Converts a file to the end: a new file is stored beside the original, or the reason is written down. Any number of
 * workers may run it for the same row; the one with the newest claim counts.
 * @throws LetGo when `signal` ended it before its time
 */
export async function runRepair(
  world: Workshop,
  repairId: string,
  signal: AbortSignal,
  { leaseMs = LEASE_MS, leastLimitMs = LEAST_LIMIT_MS }: RepairManner = {},
): Promise<void> {
  const { db, clock } = world;
  const claimed = await claimRepair(world, repairId, signal, leaseMs);
  if (!claimed) {
    if (signal.aborted) throw new LetGo("The worker has to go.");
    return;
  }
  let share = 0;
  const made = await holdRepair(
    world,
    claimed,
    leaseMs,
    () => share,
    (overtaken) =>
      work(world, claimed, {
        signal: AbortSignal.any([signal, overtaken]),
        leastLimitMs,
        onProgress: (now) => {
          share = now;
        },
      }),
  );
  if (made.kind === "failed") {
    const end = { state: "failed" as const, failure: made.failure, leaseUntil: null };
    await db
      .update(repair)
      .set({ ...end, endedAt: new Date(clock.now()) })
      .where(mine(claimed));
  }
  if (made.kind === "stopped" && signal.aborted) {
    // Another worker need not wait for the lease.
    await db.update(repair).set({ state: "queued", leaseUntil: null }).where(mine(claimed));
    throw new LetGo("The worker has to go.");
  }
}

/** What a conversion is given while it runs. */
type Run = { signal: AbortSignal; leastLimitMs: number; onProgress: (share: number) => void };

async function work(world: Workshop, claimed: RepairRow, run: Run): Promise<Made> {
  const { db, clock, storage } = world;
  const at = new Date(clock.now()).toISOString();
  const [file] = await db.select().from(media).where(eq(media.id, claimed.mediaId));
  if (!file || (await storage.sizeOf(file.id)) === undefined) {
    return { kind: "failed", failure: failure("media.missing", {}, { at }) };
  }
  if (claimed.fence > TAKEN_AT_MOST) return { kind: "failed", failure: failure("repair.broken", {}, { at }) };
  const folder = workbench(storage);
  const path = `${folder}/${claimed.id}-${claimed.fence}`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await sweepBench(folder, claimed.id);
  try {
    const made = await make(world, claimed, file, path, run);
    return made.kind === "made" ? await keepResult(world, claimed, file, path) : made;
  } finally {
    await rm(path, { force: true });
  }
}

async function make(
  world: Workshop,
  { plan }: RepairRow,
  { id, facts }: typeof media.$inferSelect,
  to: string,
  { signal, leastLimitMs, onProgress }: Run,
): Promise<Made> {
  const at = new Date(world.clock.now()).toISOString();
  const failed = (cause: Failure): Made => ({ kind: "failed", failure: cause });
  if (plan.kind === "photo") {
    const bytes = await new Response(await world.storage.openRange(id, null)).bytes();
    const outcome = await convertPhoto(bytes, to, plan);
    if (outcome.kind === "converted") return { kind: "made" };
    return failed(failure("repair.broken", {}, { at, message: outcome.said }));
  }
  if (isPhoto(facts)) return failed(failure("repair.broken", {}, { at }));
  const ffmpeg = await findFfmpeg(world.ffmpeg);
  if (!ffmpeg) return failed(failure("repair.no_converter", {}, { at }));
  const from = await world.storage.addressOf(id);
  const seconds = facts.isUnread ? await findLength(ffmpeg, from, facts, signal) : facts.seconds;
  const known = { ...facts, seconds: seconds ?? 0 };
  const plays = playedSeconds(plan, known);
  const longest = TIMES_LENGTH * (Number.isFinite(plays) ? plays : UNTOLD_S);
  const limitMs = Math.max(leastLimitMs, 1_000 * longest);
  const outcome = await convert({ ffmpeg, from, to, facts: known, plan, signal, onProgress, limitMs });
  switch (outcome.kind) {
    case "converted":
      return (await stat(to)).size > 0 ? { kind: "made" } : failed(failure("repair.broken", {}, { at }));
    case "stopped":
      return { kind: "stopped" };
    case "too_slow":
      return failed(failure("repair.too_slow", {}, { at }));
    case "disk_full":
      return failed(failure("storage.full", {}, { at }));
    case "broken": {
      // Where things are is nobody's business.
      const message = outcome.said.replaceAll(from, "the file").replaceAll(to, "the new file");
      return failed(failure("repair.broken", {}, { at, message }));
    }
    default:
      throw new Error(
        `Tell the outcome ${JSON.stringify(outcome satisfies never)} in lib/repair/run-repair.ts.`,
      );
  }
}
