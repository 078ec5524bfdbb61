import { join } from "node:path";
import { openDatabase } from "#lib/db/open";
import { startMediaServer } from "#lib/publishing/test-media-server";
import { diskStorage } from "#lib/storage/disk-storage";
import type { Fate } from "./fate";
import { mortalDoor } from "./mortal-door";

// The web process's part in a publish: TikTok fetches from it. It may have a fate.
const fate = JSON.parse(process.argv[2] ?? "null") as Fate | null;
const { DATABASE_URL: url = "", DATA_DIR: folder = "", PORT: port } = process.env;
process.once("disconnect", () => process.exit(0));

const die = () => process.kill(process.pid, "SIGKILL");
const { db } = await openDatabase({ url, folder });
const ground = { db, clock: { now: () => Date.now() }, storage: diskStorage(join(folder, "media")) };
const server = await startMediaServer(ground, {
  port: Number(port),
  around: (answer) => (fate ? mortalDoor(answer, fate, die) : answer),
});
process.stdout.write(`server ready ${server.url}\n`);
process.once("SIGTERM", () => process.exit(0));
