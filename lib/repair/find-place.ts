import { isWorkerThere } from "#lib/db/pulse";
import { findFfmpeg } from "#lib/media/find-ffmpeg";
import type { RepairPlace } from "#lib/media/repair-time";
import type { Workshop } from "./workshop";

/**
 * Where videos are converted: on the server where ffmpeg is installed and a worker is there to run it, else in the browser.
 * A host that works only when it is woken would begin a long conversion again and again.
 */
export async function findPlace({ db, ffmpeg }: Pick<Workshop, "db" | "ffmpeg">): Promise<RepairPlace> {
  return (await findFfmpeg(ffmpeg)) && (await isWorkerThere(db)) ? "server" : "browser";
}
