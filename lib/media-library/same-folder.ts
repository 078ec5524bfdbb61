import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { desc, isNull } from "drizzle-orm";
import { noteOnce, readNote } from "#lib/db/notes";
import type { Db } from "#lib/db/open";
import { media } from "#lib/db/schema";
import { MARK_FILE, readMark, writeMark } from "#lib/storage/mark";
import { sizeOf } from "#lib/storage/open-range";

/** Thrown when a process would look for media where they are not. The message is for the person who started it. */
export class WrongMediaFolder extends Error {}

const KEY = "media_mark";
const LOOK_MS = 500;
const FOLLOWS_MS = 3_000;
const WHY = "Every process that stores or publishes files needs the same folder.";
const HOW = "Share the web process's media folder with this machine and set MEDIA_DIR to it.";

/**
 * The web process's part: database and media folder carry one mark, made at the first start. A folder without a mark is
 * given it as long as nothing speaks against that: the database knows no file, or the newest one is there.
 * @throws WrongMediaFolder when the folder is another installation's, or the database's files are not in it
 */
export async function markMediaFolder(db: Db, folder: string): Promise<void> {
  const found = await readMark(folder);
  const known = await markOf(db);
  const mark = known ?? (await keepMark(db, found ?? randomUUID()));
  if (found === mark) return;
  if (found) throw new WrongMediaFolder(belongsToAnother(folder));
  if (known && !(await hasNewest(db, folder))) {
    throw new WrongMediaFolder(
      `The media of this database are not in the folder ${folder}. ${WHY} Set MEDIA_DIR to the folder that has them. ` +
        `If they are lost for good, say so by a file ${MARK_FILE} in that folder with this line: ${mark}`,
    );
  }
  await writeMark(folder, mark);
}

/**
 * A worker's part: it publishes only from the folder that the web process stores into. Waits for a web process that is just
 * starting, for up to `patienceMs`.
 * @throws WrongMediaFolder
 */
export async function checkMediaFolder(db: Db, folder: string, patienceMs = 30_000): Promise<void> {
  const began = Date.now();
  for (;;) {
    const [mark, found] = [await markOf(db), await readMark(folder)];
    if (mark && mark === found) return;
    if (mark && found) throw new WrongMediaFolder(belongsToAnother(folder));
    // The file follows the row at once; only a web process that has not come so far is waited for.
    if (Date.now() - began > (mark ? Math.min(patienceMs, FOLLOWS_MS) : patienceMs)) {
      throw new WrongMediaFolder(
        mark
          ? `The folder ${folder} does not have this installation's media: its file ${MARK_FILE} is missing. ${WHY} ${HOW}`
          : "No web process has started on this database yet. Start it first: it says where the media are.",
      );
    }
    await pause(Math.min(LOOK_MS, patienceMs));
  }
}

const belongsToAnother = (folder: string) =>
  `The folder ${folder} has the media of another Aircheck installation: its file ${MARK_FILE} says so. ${WHY} ${HOW}`;

const markOf = (db: Db) => readNote(db, KEY);
const keepMark = (db: Db, mark: string) => noteOnce(db, KEY, mark);

async function hasNewest(db: Db, folder: string): Promise<boolean> {
  const newestFirst = db.select({ id: media.id }).from(media).where(isNull(media.deletedAt));
  const [newest] = await newestFirst.orderBy(desc(media.id)).limit(1);
  return !newest || (await sizeOf(folder, newest.id)) !== undefined;
}
