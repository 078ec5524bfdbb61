import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { attempt, media } from "#lib/db/schema";
import { publishNow } from "#lib/posts/publish-now";
import { declaration } from "#lib/posts/rules";
import { mediaAddress } from "#lib/tiktok/media-address";
import type { Ports } from "./ports";
import { publish } from "./publish";
import { createWorld, type World } from "./test-world";

// What TikTok fetches from us: over real HTTP, through the door that opens only for an attempt whose publish id is kept.

const ENDS = ["published", "in_inbox", "failed", "blocked", "unconfirmed", "canceled"];
const DAY_MS = 24 * 60 * 60_000;
/** As late as it may be told to fetch. */
const LATE = { preset: "pull_late", delayMs: 10 * 60_000 };

let world: World;
let creator: string;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await fetch(`${world.simulator.url}/_control/faults`, { method: "DELETE" });
  world.pushed.advance(2 * DAY_MS);
  world.jobs.length = 0;
  creator = await world.addCreator("lena.rooftop");
});

let titles = 0;
/** A carousel of two photos on its way; its description is its own. */
async function postPhotos(change: { mode?: "direct" | "inbox" } = {}) {
  const caption = `Golden hour ${++titles}`;
  const { photos } = await world.carousel();
  const id = await world.post(creator, {
    ...{ kind: "photo" as const, photos, caption },
    ...(change.mode === "inbox" ? { mode: "inbox" as const, privacy: null } : {}),
  });
  return { id, caption };
}

type Told = {
  live: boolean;
  state: string;
  kind: string;
  postInfo: { title: string; description: string } | null;
};
const told = async (caption: string) =>
  (await world.published()).filter(
    (each) => (each as unknown as Told).postInfo?.description === caption,
  ) as unknown as Told[];
const liveFor = async (caption: string) => (await told(caption)).filter(({ live }) => live).length;

describe("photos", () => {
  it("go out as a carousel, with title and description, to the profile", async () => {
    const { id, caption } = await postPhotos();
    expect((await world.runUntil(id, ENDS)).state).toBe("published");
    const [there] = await told(caption);
    expect(there).toMatchObject({
      kind: "photo",
      live: true,
      postInfo: { title: "Roof", description: caption },
    });
  });

  it("or to the inbox", async () => {
    const { id } = await postPhotos({ mode: "inbox" });
    expect((await world.runUntil(id, ENDS)).state).toBe("in_inbox");
  });
});

describe("a carousel that lost a photo to the library", () => {
  it("is not sent with fewer than were agreed to", async () => {
    const { photos } = await world.carousel(3);
    const { postId, content } = await world.addDraft(creator, { kind: "photo", photos });
    const [gone = ""] = photos?.mediaIds ?? [];
    await world.db.update(media).set({ deletedAt: new Date() }).where(eq(media.id, gone));
    const sentence = declaration(content);
    expect(await publishNow(world.scope, { postId, version: 1, sentence })).toMatchObject({
      ok: false,
      problem: { failure: { code: "media.missing" } },
    });
  });
});

describe("a trouble on the way is waited out, and the carousel is there once", () => {
  it.each<[string, object]>([
    ["an answer to init that is lost after it took effect", { on: "init.photo", network: "drop_after" }],
    ["an init that is lost on the way", { on: "init.photo", network: "drop_before" }],
    ["garbage instead of init's answer", { on: "init.photo", network: "garbage" }],
    [
      "TikTok's own trouble at init",
      { on: "init.photo", reply: { status: 500, code: "internal_error", message: "" } },
    ],
    ["TikTok fetching before its own answer is out", { preset: "pull_early", delayMs: 50 }],
    ["TikTok fetching every file twice", { preset: "pull_repeated" }],
    ["TikTok fetching in parts", { preset: "pull_ranged" }],
    ["TikTok hanging up in the middle", { preset: "pull_dropped" }],
    ["photos that TikTok could not get", { on: "processing", failReason: "photo_pull_failed" }],
  ])("%s", async (_what, fault) => {
    const { id, caption } = await postPhotos();
    await world.fault({ times: 1, ...fault });
    const post = await world.runUntil(id, ENDS);
    expect([post.state, post.failure]).toEqual(["published", null]);
    expect(await liveFor(caption)).toBe(1);
  });
});

describe("a video where the installation lets TikTok fetch", () => {
  const pulling = (ports: Ports): Ports => ({
    ...ports,
    mediaAddress: mediaAddress({ MEDIA_URL: world.media.url, VIDEO_TRANSFER: "pull" }),
  });
  /** At the time of the next try. */
  const later = async (id: string) => {
    const { dueAt } = await world.read(id);
    world.pushed.advance(Math.max(0, (dueAt?.getTime() ?? 0) - world.clock.now()));
    return world.ports;
  };
  const transfers = async (id: string) =>
    (await world.db.select().from(attempt).where(eq(attempt.postId, id)).orderBy(attempt.number)).map(
      ({ transfer, outcome }) => [transfer, outcome],
    );

  it("is fetched, and sent the other way when that went wrong", async () => {
    const fetched = await world.post(creator, { caption: "fetched" });
    await publish(pulling(world.ports), fetched);
    expect((await world.runUntil(fetched, ENDS)).state).toBe("published");
    expect((await transfers(fetched)).map(([transfer]) => transfer)).toEqual(["PULL_FROM_URL"]);

    const sent = await world.post(creator, { caption: "sent" });
    await world.fault({ on: "processing", failReason: "video_pull_failed" });
    await publish(pulling(world.ports), sent);
    await world.runOne();
    await publish(pulling(await later(sent)), sent);
    expect((await world.runUntil(sent, ENDS)).state).toBe("published");
    expect(await transfers(sent)).toEqual([
      ["PULL_FROM_URL", "video_pull_failed"],
      ["FILE_UPLOAD", null],
    ]);
  });
});

describe("a video where TikTok may not fetch from our address", () => {
  it("is sent at once, while photos wait for whoever can prove the address", async () => {
    const address = mediaAddress({ MEDIA_URL: world.media.url, VIDEO_TRANSFER: "pull" });
    const ports: Ports = { ...world.ports, mediaAddress: address };
    await world.fault({ preset: "url_ownership_unverified" });
    const video = await world.post(creator, { caption: "sent after all" });
    await publish(ports, video);
    expect(await world.read(video)).toMatchObject({ state: "scheduled", failure: null });
    expect((await world.runUntil(video, ENDS)).state).toBe("published");
    const made = await world.db
      .select()
      .from(attempt)
      .where(eq(attempt.postId, video))
      .orderBy(attempt.number);
    expect(made.map(({ transfer, outcome }) => [transfer, outcome])).toEqual([
      ["PULL_FROM_URL", "url_ownership_unverified"],
      ["FILE_UPLOAD", null],
    ]);
    await world.fault({ preset: "url_ownership_unverified", on: "init.photo" });
    const { id } = await postPhotos();
    expect(await world.runUntil(id, ENDS)).toMatchObject({
      ...{ state: "blocked", failure: { code: "url_ownership_unverified" } },
    });
  });
});

describe("an address of a file", () => {
  /** Has the engine open a publish and tells the addresses that TikTok was given. */
  async function addresses(ports: Ports, id: string): Promise<string[]> {
    let urls: string[] = [];
    const seeing: Ports = {
      ...ports,
      tiktok: {
        ...ports.tiktok,
        init: async (creatorId, order) => {
          urls = (order.body.source_info as { photo_images: string[] }).photo_images;
          return ports.tiktok.init(creatorId, order);
        },
      },
    };
    await publish(seeing, id);
    return urls;
  }
  const get = (url: string, init: RequestInit = {}) => fetch(url, { redirect: "manual", ...init });

  it("serves whole and in parts, says what it is, and is shut once TikTok has answered for good", async () => {
    const { id } = await postPhotos();
    await world.fault({ preset: "pull_late", delayMs: 30_000 });
    const [first = "", second = ""] = await addresses(world.ports, id);
    expect(new URL(first).pathname).toMatch(/^\/media\/[\w-]{43}\/0\.jpg$/);
    const whole = await get(first);
    expect([whole.status, whole.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
    expect(whole.headers.get("x-content-type-options")).toBe("nosniff");
    const bytes = new Uint8Array(await whole.arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(new Uint8Array([0xff, 0xd8, 0xff]));
    const part = await get(second, { headers: { range: "bytes=3-9" } });
    expect([part.status, part.headers.get("content-length")]).toEqual([206, "7"]);
    expect((await get(first, { method: "HEAD" })).headers.get("content-length")).toBe(String(bytes.length));
    expect((await get(first, { headers: { range: "bytes=999999-" } })).status).toBe(416);
    expect((await get(first.replace("/0.jpg", "/2.jpg"))).status).toBe(404);
    expect((await get(first.replace(/media\/.{43}/, `media/${"x".repeat(43)}`))).status).toBe(404);

    const [row] = await world.db.select().from(attempt).where(eq(attempt.postId, id));
    expect(row?.servedAt).not.toBeNull();
    expect(JSON.stringify(row)).not.toContain(first.split("/").at(-2));
    expect((await world.runUntil(id, ENDS)).state).toBe("published");
    expect((await get(first)).status).toBe(404);
  });

  describe("is written down as served before the first byte leaves", () => {
    const servedAt = async (id: string) =>
      (await world.db.select().from(attempt).where(eq(attempt.postId, id)))[0]?.servedAt;

    /** A fetch of the first photo; tells what the row said at each moment at which the file was opened. */
    async function fetched(id: string, url: string) {
      const { storage } = world.reach;
      const seen: unknown[] = [];
      const openRange: typeof storage.openRange = async (...given) => {
        seen.push(await servedAt(id));
        return storage.openRange(...given);
      };
      world.reach.storage = { ...storage, openRange };
      const answer = await get(url);
      const { byteLength } = await answer.arrayBuffer();
      world.reach.storage = storage;
      return { seen, byteLength, status: answer.status };
    }

    it("in a row of its own, before the file is opened", async () => {
      const { id } = await postPhotos();
      await world.fault(LATE);
      const [url = ""] = await addresses(world.ports, id);
      expect(await servedAt(id)).toBeNull();
      expect((await fetched(id, url)).seen).toEqual([expect.any(Date)]);
    });

    it("and where that cannot be written, nothing leaves", async () => {
      const { id } = await postPhotos();
      await world.fault(LATE);
      const [url = ""] = await addresses(world.ports, id);
      await world.database.execute(`
        create function refuse() returns trigger language plpgsql as 'begin raise exception ''full''; end';
        create trigger refuse before update of served_at on attempt for each row execute function refuse();`);
      expect(await fetched(id, url)).toEqual({ seen: [], byteLength: 0, status: 503 });
      await world.database.execute("drop trigger refuse on attempt; drop function refuse;");
      expect(await fetched(id, url)).toMatchObject({ seen: [expect.any(Date)], status: 200 });
    });
  });

  it("of an attempt whose answer was lost is dead, and the next attempt has another", async () => {
    const { id, caption } = await postPhotos();
    await world.fault({ on: "init.photo", network: "drop_after" });
    await world.fault(LATE);
    const [lost = ""] = await addresses(world.ports, id);
    expect((await get(lost)).status).toBe(404);
    expect((await world.runUntil(id, ENDS)).state).toBe("published");
    world.pushed.advance(LATE.delayMs);
    const ends = async () => (await told(caption)).map(({ state }) => state);
    await expect.poll(ends).toEqual(["failed", "complete"]);
    const { status } = (await world.ledger("pull")).at(-1) ?? {};
    expect([status, await liveFor(caption)]).toEqual([404, 1]);
  });

  it("keeps TikTok waiting while nobody has written down its answer", async () => {
    const { id } = await postPhotos();
    let early: Promise<Response> | undefined;
    const slow: Ports = {
      ...world.ports,
      tiktok: {
        ...world.ports.tiktok,
        init: async (creatorId, order) => {
          const [url = ""] = (order.body.source_info as { photo_images: string[] }).photo_images;
          const answer = await world.ports.tiktok.init(creatorId, order);
          early = get(url);
          await new Promise((resolve) => setTimeout(resolve, 60));
          return answer;
        },
      },
    };
    await publish(slow, id);
    expect((await early)?.status).toBe(200);
    expect((await world.runUntil(id, ENDS)).state).toBe("published");
  });

  it("that somebody guesses is nothing", async () => {
    const guess = `${world.media.url}/media/${randomBytes(32).toString("base64url")}/0.jpg`;
    expect((await get(guess)).status).toBe(404);
    for (const odd of ["", "0", "0.jpg/1", "../0.jpg", "-1.jpg"])
      expect((await get(`${world.media.url}/media/x/${odd}`)).status).toBe(404);
  });
});
