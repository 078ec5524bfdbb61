import { eq } from "drizzle-orm";
import type { PgBoss } from "pg-boss";
import { afterAll, beforeAll, expect, it } from "vitest";
import { repair, workerPulse } from "#lib/db/schema";
import { enqueueRepairWith, openQueue, REPAIR_QUEUE, type RepairJob } from "#lib/publishing/queue";
import { findPlace } from "#lib/repair/find-place";
import { requestRepair } from "#lib/repair/request-repair";
import { runRepair } from "#lib/repair/run-repair";
import { sweepRepairs } from "#lib/repair/sweep-repairs";
import { createBench, drawn } from "#lib/repair/test-bench";
import type { EnqueueRepair } from "#lib/repair/workshop";
import type { Scope } from "#lib/workspaces/scope";
import { takeJobs } from "./take-jobs";

let bench: Awaited<ReturnType<typeof createBench>>;
let boss: PgBoss;
let scope: Scope;
let enqueueRepair: EnqueueRepair;
beforeAll(async () => {
  bench = await createBench();
  boss = await openQueue(bench);
  enqueueRepair = enqueueRepairWith(boss);
  scope = await bench.addWorkspace("kess@example.com");
});
afterAll(async () => {
  await boss.stop({ graceful: false });
  await bench.close();
});

const slow = () =>
  bench.make("slow.mp4", [...drawn("360x640", 15, 1), "-c:v", "libx264", "-preset", "ultrafast"]);
const waiting = async () =>
  (await boss.findJobs<RepairJob>(REPAIR_QUEUE, {})).filter(({ state }) => state === "created").length;

it("a conversion has one job however often it is asked for or swept, none when nothing was written, and is taken", async () => {
  const file = await bench.store(scope.actor.workspaceId, await slow(), "slow.mp4");
  const wish = { mediaId: file.id, maxSeconds: null, refused: false };
  const breaks: EnqueueRepair = async (tx, id) => {
    await enqueueRepair(tx, id);
    throw new Error("The database went away.");
  };
  await expect(requestRepair({ ...scope, enqueueRepair: breaks }, wish)).rejects.toThrow("went away");
  expect(await waiting()).toBe(0);
  expect(await bench.db.select().from(repair)).toEqual([]);

  const asked = await requestRepair({ ...scope, enqueueRepair }, wish);
  await requestRepair({ ...scope, enqueueRepair }, wish);
  await sweepRepairs(bench.world, enqueueRepair, -1);
  expect(await waiting()).toBe(1);

  const taking = takeJobs<RepairJob>(boss, REPAIR_QUEUE, { most: 1, pollMs: 50 }, ({ repairId }, signal) =>
    runRepair(bench.world, repairId, signal),
  );
  const id = asked.ok ? asked.value.id : "";
  await expect
    .poll(async () => (await bench.db.select().from(repair).where(eq(repair.id, id)))[0]?.state, {
      timeout: 20_000,
    })
    .toBe("done");
  await taking.stop(10_000);
});

it("is left to browsers where there is no ffmpeg, or nobody who would run it", async () => {
  expect(await findPlace({ ...bench.world, ffmpeg: "/nowhere/ffmpeg" })).toBe("browser");
  expect(await findPlace(bench.world)).toBe("browser");
  const now = new Date();
  await bench.db.insert(workerPulse).values({ id: "one", startedAt: now, seenAt: now });
  expect(await findPlace(bench.world)).toBe("server");
});
