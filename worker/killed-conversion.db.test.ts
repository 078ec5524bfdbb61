import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { chmod, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import type { PgBoss } from "pg-boss";
import { afterAll, beforeAll, expect, it } from "vitest";
import { markKeys } from "#lib/creators/check-keys";
import { media, repair } from "#lib/db/schema";
import { isAlive } from "#lib/media/test-alive";
import { markMediaFolder } from "#lib/media-library/same-folder";
import { enqueueRepairWith, openQueue, REPAIR_QUEUE } from "#lib/publishing/queue";
import { requestRepair } from "#lib/repair/request-repair";
import { createBench, drawn, FFMPEG } from "#lib/repair/test-bench";

const KEY = { id: "k1", bytes: randomBytes(32) };

let bench: Awaited<ReturnType<typeof createBench>>;
let boss: PgBoss;
const workers: ChildProcess[] = [];
beforeAll(async () => {
  bench = await createBench("PostgreSQL");
  await markMediaFolder(bench.db, bench.storage.folder);
  await markKeys(bench.db, [KEY]);
  boss = await openQueue(bench);
});
afterAll(async () => {
  for (const worker of workers) worker.kill("SIGKILL");
  await boss.stop({ graceful: false });
  await bench.close();
});

/** An ffmpeg that reads no faster than the video plays, so that somebody can come in between, and says who it is. */
async function slowFfmpeg(pids: string): Promise<string> {
  const path = join(bench.folder, "slow-ffmpeg");
  const look = `case "$*" in *-encoders*|*-filters*) exec ${FFMPEG} "$@";; esac`;
  await writeFile(path, `#!/bin/sh\n${look}\necho $$ >> ${pids}\nexec ${FFMPEG} -re "$@"\n`);
  await chmod(path, 0o755);
  return path;
}

/** A worker as the product runs it, in a process of its own. */
function startWorker(ffmpeg: string): ChildProcess {
  const worker = spawn(process.execPath, ["--import", "tsx", "worker/main.ts"], {
    env: {
      ...process.env,
      ...{ NODE_ENV: "production", NODE_OPTIONS: "", LOG_LEVEL: "warn", FFMPEG_PATH: ffmpeg },
      ...{ DATABASE_URL: bench.url, DATA_DIR: bench.folder },
      ...{ TIKTOK_CLIENT_KEY: "awsimulatorkey", TIKTOK_CLIENT_SECRET: "simulator-secret" },
      AUTH_SECRET: randomBytes(48).toString("base64url"),
      TOKEN_KEY: `${KEY.id}:${KEY.bytes.toString("base64")}`,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  workers.push(worker);
  return worker;
}

const linesOf = (path: string): string[] => {
  try {
    return readFileSync(path, "utf8").trim().split("\n");
  } catch {
    return [];
  }
};

/** The queue and the claim wait a while before they take a silent worker for dead: that while has passed. */
async function letTimePass(repairId: string): Promise<void> {
  const past = sql`now() - interval '1 minute'`;
  await bench.db.execute(sql`update pgboss.job set heartbeat_on = ${past} where name = ${REPAIR_QUEUE}`);
  await boss.supervise(REPAIR_QUEUE);
  await bench.db.execute(sql`update pgboss.job set start_after = ${past} where name = ${REPAIR_QUEUE}`);
  await bench.db.update(repair).set({ leaseUntil: past }).where(eq(repair.id, repairId));
}

it("of a worker killed in the middle of a conversion no ffmpeg and no piece is left, and another one stores it once", async () => {
  const pids = join(bench.folder, "pids");
  const ffmpeg = await slowFfmpeg(pids);
  const scope = await bench.addWorkspace("kess@example.com");
  const codec = ["-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac"];
  const path = await bench.make("slow.mp4", [...drawn("360x640", 15, 3), ...codec]);
  const file = await bench.store(scope.actor.workspaceId, path, "slow.mp4");
  const first = startWorker(ffmpeg);
  const asked = await requestRepair(
    { ...scope, enqueueRepair: enqueueRepairWith(boss) },
    { mediaId: file.id, maxSeconds: null, refused: false },
  );
  const id = asked.ok ? asked.value.id : "";
  await expect.poll(() => linesOf(pids).length, { timeout: 30_000 }).toBe(1);
  const orphan = Number(linesOf(pids)[0]);
  const begun = () => readdir(join(bench.storage.folder, "converting")).catch(() => []);
  await expect.poll(begun, { timeout: 10_000 }).toEqual([`${id}-1`]);
  expect(isAlive(orphan)).toBe(true);

  first.kill("SIGKILL");
  await once(first, "exit");
  await expect.poll(() => isAlive(orphan), { timeout: 10_000 }).toBe(false);
  expect(await bench.db.select().from(media)).toHaveLength(1);
  await letTimePass(id);
  startWorker(ffmpeg);
  const stateOf = async () => (await bench.db.select().from(repair).where(eq(repair.id, id)))[0];
  await expect.poll(async () => (await stateOf())?.state, { timeout: 40_000, interval: 100 }).toBe("done");

  const results = await bench.db.select().from(media).where(eq(media.repairedFrom, file.id));
  expect(results).toHaveLength(1);
  expect(await stateOf()).toMatchObject({ fence: 2, resultId: results[0]?.id });
  expect(linesOf(pids)).toHaveLength(2);
  // The two files, and nothing of what the dead one had begun.
  const stored = (await readdir(bench.storage.folder, { recursive: true, withFileTypes: true }))
    .filter((each) => each.isFile() && !each.name.startsWith("."))
    .map(({ name }) => name);
  expect(stored.sort()).toEqual([file.id, results[0]?.id].sort());
}, 90_000);
