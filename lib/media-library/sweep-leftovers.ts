import { randomUUID } from "node:crypto";
import { and, inArray, isNull, min } from "drizzle-orm";
import { timeOfId } from "#lib/db/id";
import { note, noteOnce, readNote } from "#lib/db/notes";
import type { Db } from "#lib/db/open";
import { media, upload, workspace } from "#lib/db/schema";
import { log } from "#lib/log/log";
import type { Storage, Stored } from "#lib/storage/storage";
import type { Ground } from "#lib/workspaces/scope";

type Place = Ground & { storage: Storage };
/** Where the looking stands: after what it goes on in which list, and not before when (ms). */
type Stand = { list: "files" | "parts"; after: string | null; from: number };

const STAND = "leftovers";
const KEEPER = "storage_keeper";
/** What is younger may be on its way to its row, ms. */
const YOUNG_MS = 24 * 60 * 60_000;
/** Between the end of a list and its next beginning, and after a trouble, ms. */
const REST_MS = 6 * 60 * 60_000;
/** So many at once are removed in a moment, also by a tick that has little time. */
const PAGE = 100;
const BEGINNING = { list: "files", after: null } as const;

/**
 * Removes bytes that no row knows: a crash between the bytes and their row leaves them, and so does a workspace that was
 * deleted. Looks at one page of the storage's list and goes on from there the next time; after the last page it rests for
 * some hours. Of several installations that share a storage by mistake, the first one looks after it and the others touch
 * nothing; and none touches what is older than its own first workspace.
 * @returns how many were removed
 */
export async function sweepLeftovers(place: Place, most = PAGE): Promise<number> {
  const { db, clock } = place;
  const noted = await readNote(db, STAND);
  const stand: Stand = noted ? JSON.parse(noted) : { ...BEGINNING, from: 0 };
  const now = clock.now();
  if (stand.from > now) return 0;
  const later = now + REST_MS;
  const page = await sweepPage(place, stand, later, most).catch((problem: Error) => {
    // Nobody waits for this: the same page is looked at again.
    log.warn({ problem: problem.message }, "leftovers");
    return { removed: 0, next: { ...stand, from: later } };
  });
  await note(db, STAND, JSON.stringify(page.next));
  return page.removed;
}

type Page = { removed: number; next: Stand };

async function sweepPage(place: Place, { list, after }: Stand, later: number, most: number): Promise<Page> {
  const { db, storage } = place;
  const begins = { ...BEGINNING, from: later };
  if (!(await keeps(place))) return { removed: 0, next: begins };
  const since = await firstWorkspaceAt(db);
  const mayBeLeft = (each: Stored) => timeOfId(each.mediaId) >= since && isOld(place, each);
  if (list === "files") {
    const { found, next } = await storage.list(after, most);
    const old = found.filter(mayBeLeft);
    const known = await knownIds(db, old);
    const left = old.filter(({ mediaId }) => !known.has(mediaId));
    const removed = await removeEach(left, ({ mediaId }) => storage.discard(mediaId));
    const goesOn = { list: next === null ? ("parts" as const) : list, after: next, from: 0 };
    return { removed, next: goesOn };
  }
  if (storage.kind !== "s3") return { removed: 0, next: begins };
  const { found, next } = await storage.listBegun(after, most);
  const old = found.filter(mayBeLeft);
  const known = await openParts(db, old);
  const left = old.filter(({ multipartId }) => !known.has(multipartId));
  const removed = await removeEach(left, (each) => storage.dropParts(each.mediaId, each.multipartId));
  return { removed, next: next === null ? begins : { list, after: next, from: 0 } };
}

/** One that cannot be removed keeps nobody from removing the others; it is found again in the next round. */
async function removeEach<T>(left: readonly T[], remove: (one: T) => Promise<void>): Promise<number> {
  const outcomes = await Promise.allSettled(left.map(remove));
  const troubles = outcomes.filter((each) => each.status === "rejected");
  for (const { reason } of troubles) log.warn({ problem: String(reason) }, "leftovers");
  return left.length - troubles.length;
}

/** Both by the storage's clock and by ours: files that were moved here together look young, and a clock may be wrong. */
const isOld = ({ clock }: Place, { mediaId, at }: Stored): boolean =>
  Math.max(at, timeOfId(mediaId)) < clock.now() - YOUNG_MS;

/** What stood here before anybody worked with this database belongs to another one. */
async function firstWorkspaceAt(db: Db): Promise<number> {
  const [row] = await db.select({ at: min(workspace.createdAt) }).from(workspace);
  return row?.at?.getTime() ?? Number.POSITIVE_INFINITY;
}

async function keeps({ db, storage }: Place): Promise<boolean> {
  const own = await noteOnce(db, KEEPER, randomUUID());
  const keeper = await storage.keeper();
  if (keeper === undefined) await storage.appoint(own);
  return keeper === undefined || keeper === own;
}

/** Which of these a file of the library has, or an upload that still comes in. Asked at once, so that none slips through. */
async function knownIds(db: Db, stored: readonly Stored[]): Promise<Set<string>> {
  if (stored.length === 0) return new Set();
  const ids = stored.map(({ mediaId }) => mediaId);
  const files = db
    .select({ id: media.id })
    .from(media)
    .where(and(inArray(media.id, ids), isNull(media.deletedAt)));
  const coming = db
    .select({ id: upload.id })
    .from(upload)
    .where(and(inArray(upload.id, ids), inArray(upload.state, ["open", "checking"])));
  return new Set((await files.unionAll(coming)).map(({ id }) => id));
}

async function openParts(db: Db, begun: readonly { multipartId: string }[]): Promise<Set<string | null>> {
  if (begun.length === 0) return new Set();
  const ids = begun.map(({ multipartId }) => multipartId);
  const open = and(inArray(upload.multipartId, ids), inArray(upload.state, ["open", "checking"]));
  const rows = await db.select({ id: upload.multipartId }).from(upload).where(open);
  return new Set(rows.map(({ id }) => id));
}
