import { rmSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { mediaAddress } from "#lib/tiktok/media-address";
import { bundle } from "#scripts/real-processes/bundle";
import type { Fate } from "#scripts/real-processes/fate";
import { openPlace, type Place } from "#scripts/real-processes/fleet";
import { freePort } from "#scripts/run-postgres";
import type { Ports } from "./ports";
import { publish } from "./publish";
import { type Edit, OPEN_DOORS } from "./simulation/mutants";
import { createWorld, type World } from "./test-world";

// The door in Postgres, in a process of its own that TikTok fetches from over HTTP: as it is, while that process is killed,
// and with each half of it taken out.

const ENDS = ["published", "failed", "blocked", "unconfirmed", "canceled"];
/** TikTok fetches so long before or after its answer is lost, ms. */
const APART_MS = 400;

let world: World;
let creator: string;
let place: Place | undefined;
let program: string | undefined;
beforeAll(async () => {
  world = await createWorld({ engine: "PostgreSQL" });
  creator = await world.addCreator("lena.rooftop");
});
afterAll(() => world.close());
beforeEach(() => void world.pushed.advance(24 * 60 * 60_000));
afterEach(async () => {
  await place?.close();
  if (program) rmSync(program);
});

/** Starts the process, with a mistake in its door or none. Each of its lives ends by its fate. Returns what publishes with it. */
async function openDoor(edits: readonly Edit[], fates: Fate[] = []): Promise<Ports> {
  const { file } = await bundle("mortal-server.ts", { name: "an open door", edits });
  program = file;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  place = openPlace({
    program: [file],
    environment: {
      ...process.env,
      ...{ DATABASE_URL: world.database.url, DATA_DIR: world.reach.dataFolder, PORT: String(port) },
    },
    nextFate: () => fates.shift() ?? null,
    onDeath: () => {},
    onWords: (text) => process.stderr.write(text),
  });
  await isOpen();
  await world.control("app", { urlProperties: [`${url}/media/`], pullRetryMs: APART_MS });
  return { ...world.ports, mediaAddress: mediaAddress({ MEDIA_URL: url, VIDEO_TRANSFER: "upload" }) };
}

const isOpen = () => expect.poll(() => place?.life().id, { timeout: 10_000 }).toBeDefined();

/** Publishes a carousel whose first answer to *init* is lost. Returns what became of it, and how often it is live. */
async function publishLosing(ports: Ports, pull: object) {
  const caption = `Golden hour ${world.clock.now()}`;
  const id = await world.post(creator, { ...(await world.carousel(1)), caption });
  await world.fault(pull);
  await world.fault({ on: "init.photo", network: "drop_after" });
  const mine = async () =>
    (await world.published()).filter(({ postInfo }) => postInfo?.description === caption);
  const isFetched = () =>
    expect
      .poll(async () => (await mine()).map(({ state }) => state), { timeout: 10_000 })
      .not.toContain("downloading");
  await publish(ports, id);
  for (;;) {
    await isFetched();
    await isOpen();
    if (ENDS.includes((await world.read(id)).state)) break;
    await world.runOne(ports);
  }
  return { state: (await world.read(id)).state, live: (await mine()).filter(({ live }) => live).length };
}

const WHILE = { preset: "pull_early", delayMs: APART_MS };
const AFTER = { preset: "pull_late", delayMs: APART_MS };

describe("an answer to init that is lost while TikTok is at the door", () => {
  it("leads to one post, also when the process dies at the stamp and in the middle of the file", async () => {
    const fates: Fate[] = [
      { step: "stamp", moment: "during", nth: 1 },
      { step: "body", moment: "during", nth: 1 },
    ];
    const ports = await openDoor([], fates);
    expect(await publishLosing(ports, WHILE)).toEqual({ state: "published", live: 1 });
    expect(fates).toEqual([]);
    expect(await publishLosing(ports, AFTER)).toEqual({ state: "published", live: 1 });
  });

  it.each([
    ["opens before the publish id is kept", WHILE],
    ["opens for an attempt that has ended", AFTER],
  ] as const)("would lead to two if the door %s", async (mistake, pull) => {
    const ports = await openDoor(OPEN_DOORS[mistake]);
    expect((await publishLosing(ports, pull)).live).toBe(2);
  });
});
