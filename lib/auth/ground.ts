import "server-only";
import { machineClock } from "#lib/clock/clock";
import { pushedBy } from "#lib/clock/pushed";
import type { Reach } from "#lib/creators/reach";
import { database, db } from "#lib/db/database";
import { keepClockMeasured } from "#lib/db/measure-clock";
import { environment } from "#lib/env/read";
import type { PostOffice } from "#lib/mail/post-office";
import { sendMail } from "#lib/mail/send-mail";
import type { Enqueue } from "#lib/publishing/queue";
import { enqueue, enqueueRepair } from "#lib/publishing/running";
import type { EnqueuesRepairs } from "#lib/repair/workshop";
import { openStorage } from "#lib/storage/open-storage";
import type { Storage } from "#lib/storage/storage";
import { tiktokApp } from "#lib/tiktok/app";
import { mediaAddress } from "#lib/tiktok/media-address";
import type { Scope } from "#lib/workspaces/scope";
import type { Person } from "./person";

/** The clock of this process. */
export const clock = machineClock(pushedBy);

let opened: Promise<Storage> | undefined;

/** Where this process keeps media. */
export function storage(): Promise<Storage> {
  opened ??= openStorage(environment());
  return opened;
}

/** What a door hands to a verb: rows, time, TikTok, keys. */
export async function ground(): Promise<Reach> {
  const settings = environment();
  const opened = await db();
  await keepClockMeasured(opened);
  return {
    db: opened,
    clock,
    app: tiktokApp(settings),
    keys: settings.TOKEN_KEY,
    dataFolder: settings.DATA_DIR,
    storage: await storage(),
    mediaAddress: mediaAddress(settings),
  };
}

/** The ways to the queue. `ffmpeg`: the program that the settings name. */
type Queues = EnqueuesRepairs & { enqueue: Enqueue; ffmpeg: string | undefined };

/** What every door hands to a verb once it knows who acts where. */
export type Doorway = Reach & Scope & Queues & { postOffice: PostOffice };

/** The same for what somebody does for themselves alone, in no workspace. */
export type PersonalDoorway = Reach & { person: Person; postOffice: PostOffice };

/** Mail in the name of this installation. */
export function postOffice(): PostOffice {
  const settings = environment();
  return { appUrl: settings.APP_URL, send: (mail) => sendMail(settings, mail) };
}

/** The way to the queue, for verbs whose writes bring work with them. */
export async function publishing(): Promise<Queues> {
  const opened = await database();
  const { FFMPEG_PATH: ffmpeg } = environment();
  return { enqueue: await enqueue(opened, clock), enqueueRepair: await enqueueRepair(opened), ffmpeg };
}
