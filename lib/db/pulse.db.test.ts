import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { databaseNow } from "#lib/clock/measured";
import { note } from "./notes";
import { beatPulse, beginPulse, endPulse, isAnybodyAtWork, isWorkerThere, noteTick } from "./pulse";
import { workerPulse } from "./schema";
import { createTestDatabase, type TestDatabase } from "./test-database";

const MINUTE = 60_000;
const LONG_UP = 10 * MINUTE;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(() => database.reset());

const isWorked = (upMs = LONG_UP) => isAnybodyAtWork(database.db, upMs);
const seenAgo = (ms: number) => database.db.update(workerPulse).set({ seenAt: new Date(databaseNow() - ms) });

it("a worker is there from its start to its end, and nobody is before and after it", async () => {
  expect(await isWorked()).toBe(false);
  await beginPulse(database.db, "one");
  expect([await isWorked(), await isWorkerThere(database.db)]).toEqual([true, true]);
  await endPulse(database.db, "one");
  expect([await isWorked(), await isWorkerThere(database.db)]).toEqual([false, false]);
});

it("a worker that died is missed within a minute, and another one's pulse counts", async () => {
  await beginPulse(database.db, "one");
  await seenAgo(MINUTE);
  expect(await isWorked()).toBe(false);
  await beginPulse(database.db, "two");
  expect(await isWorked()).toBe(true);
});

it("a worker that was cut off for so long that it was forgotten is there again with its next beat", async () => {
  await beginPulse(database.db, "one");
  await seenAgo(20 * MINUTE);
  await beginPulse(database.db, "two");
  await endPulse(database.db, "two");
  expect(await isWorked()).toBe(false);
  await beatPulse(database.db, "one");
  expect(await isWorked()).toBe(true);
});

it("where something outside calls once a minute nobody is missed in between, until it stops; no worker is there", async () => {
  await noteTick(database.db);
  expect([await isWorked(), await isWorkerThere(database.db)]).toEqual([true, false]);
  await note(database.db, "ticked_at", String(databaseNow() - 5 * MINUTE));
  expect(await isWorked()).toBe(false);
});

it("in the first minute of the web process a worker may still be on its way", async () => {
  expect([await isWorked(MINUTE / 2), await isWorked(2 * MINUTE)]).toEqual([true, false]);
});
