import { desc } from "drizzle-orm";
import { databaseNow } from "#lib/clock/measured";
import { workerPulse } from "#lib/db/schema";
import { findFfmpeg } from "#lib/media/find-ffmpeg";
import type { RepairPlace } from "#lib/media/repair-time";
import type { Workshop } from "./workshop";

const PULSE_LIMIT_MS = 30_000;

/**
 * Where videos are converted: on the server where ffmpeg is installed and a worker is there to run it, else in the browser.
 * A host that works only when it is woken would begin a long conversion again and again.
 */
export async function findPlace({ db, ffmpeg }: Pick<Workshop, "db" | "ffmpeg">): Promise<RepairPlace> {
  if (!(await findFfmpeg(ffmpeg))) return "browser";
  const [newest] = await db.select().from(workerPulse).orderBy(desc(workerPulse.seenAt)).limit(1);
  return newest && databaseNow() - newest.seenAt.getTime() < PULSE_LIMIT_MS ? "server" : "browser";
}
