import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isFetchable, isVerified } from "./properties";
import { createSimulator, type Simulator } from "./simulator";
import { makeVideo } from "./test-videos";
import { call, connect, control, statusOf } from "./walkthrough";

// TikTok fetches from a server of the client's: here a small one of the test's own.

type Answering = (request: IncomingMessage, response: ServerResponse, file: Buffer) => void;

let simulator: Simulator;
let token: string;
let host: string;
let answering: Answering;
const files = new Map<string, { type: string; bytes: Buffer }>();
const asked: { path: string; range: string | undefined }[] = [];
const server = createServer((request, response) => {
  asked.push({ path: request.url ?? "", range: request.headers.range });
  const file = files.get(request.url ?? "");
  if (!file) return void response.writeHead(404).end();
  response.setHeader("content-type", file.type);
  answering(request, response, file.bytes);
});

const whole: Answering = ({ headers: { range } }, response, bytes) => {
  const part = /^bytes=(\d+)-(\d+)$/.exec(range ?? "");
  if (!part) return void response.writeHead(200, { "content-length": bytes.length }).end(bytes);
  const [first, last] = [Number(part[1]), Number(part[2])];
  const headers = {
    "content-range": `bytes ${first}-${last}/${bytes.length}`,
    "content-length": last - first + 1,
  };
  response.writeHead(206, headers).end(bytes.subarray(first, last + 1));
};

const photo = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "teal" } });

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  simulator = await createSimulator({ urlProperties: [`${host}/media/`, "media.example"] });
  const add = (name: string, type: string, bytes: Buffer) => files.set(`/media/${name}`, { type, bytes });
  add("1.jpg", "image/jpeg", await photo(1080, 1440).jpeg().toBuffer());
  add("2.webp", "image/webp", await photo(900, 700).webp().toBuffer());
  add("3.png", "image/png", await photo(400, 400).png().toBuffer());
  add("square.jpg", "image/jpeg", await photo(1254, 1254).jpeg().toBuffer());
  add("broken.jpg", "image/jpeg", (await photo(900, 900).jpeg().toBuffer()).subarray(0, 700));
  add("page.jpg", "text/html", Buffer.from("<h1>Sign in</h1>"));
  add("film.mp4", "video/mp4", Buffer.from(await makeVideo()));
});
beforeEach(async () => {
  await simulator.reset();
  await control(simulator.url, "app", { pullDelayMs: 0, pullRetryMs: 5 });
  answering = whole;
  asked.length = 0;
  token = (await connect(simulator, "lena.rooftop", "user.info.basic,video.publish,video.upload"))
    .access_token;
});
afterAll(async () => {
  await simulator.close();
  await new Promise((resolve) => server.close(resolve));
});

const at = (...names: string[]) => names.map((name) => `${host}/media/${name}`);

const initPhotos = (photo_images: string[], change: object = {}) =>
  call(simulator.url, token, "/v2/post/publish/content/init/", {
    media_type: "PHOTO",
    post_mode: "DIRECT_POST",
    post_info: { title: "Roof", description: "Golden hour", privacy_level: "PUBLIC_TO_EVERYONE" },
    source_info: { source: "PULL_FROM_URL", photo_images, photo_cover_index: 0 },
    ...change,
  });

const initVideo = (video_url: string) =>
  call(simulator.url, token, "/v2/post/publish/inbox/video/init/", {
    source_info: { source: "PULL_FROM_URL", video_url },
  });

/** What becomes of a publish once it has been fetched and processed. */
async function outcomeOf(publishId: unknown) {
  const ask = () => statusOf(simulator.url, token, publishId);
  await expect.poll(async () => (await (await posts())[0])?.state, { interval: 5 }).not.toBe("downloading");
  simulator.clock.advance(2_000);
  const { data } = await ask();
  return data.fail_reason ?? data.status;
}

type Seen = { state: string; sha256: string; kind: string; bytesReceived: number };
const posts = async () => (await control<{ posts: Seen[] }>(simulator.url, "posts")).posts;

describe("TikTok fetches photos", () => {
  it("in their order, and publishes them", async () => {
    const { code, data } = await initPhotos(at("1.jpg", "2.webp"));
    expect([code, Object.keys(data)]).toEqual(["ok", ["publish_id"]]);
    expect(await outcomeOf(data.publish_id)).toBe("PUBLISH_COMPLETE");
    expect(asked.map(({ path }) => path)).toEqual(["/media/1.jpg", "/media/2.webp"]);
  });

  it("and tells how much it has while it does", async () => {
    await control(simulator.url, "faults", { preset: "pull_late", delayMs: 600_000 });
    const { data } = await initPhotos(at("1.jpg"));
    const told = await statusOf(simulator.url, token, data.publish_id);
    expect(told.data).toEqual({ status: "PROCESSING_DOWNLOAD", downloaded_bytes: 0 });
  });

  it.each([
    ["a PNG", ["1.jpg", "3.png"], "file_format_check_failed"],
    ["more than 1080 pixels on the short side", ["square.jpg"], "picture_size_check_failed"],
    ["a picture that breaks off", ["broken.jpg"], "file_format_check_failed"],
    ["a page instead of a picture", ["page.jpg"], "photo_pull_failed"],
    ["nothing at the address", ["1.jpg", "gone.jpg"], "photo_pull_failed"],
  ])("and refuses %s", async (_what, names, reason) => {
    const { data } = await initPhotos(at(...names));
    expect(await outcomeOf(data.publish_id)).toBe(reason);
  });

  it.each<[string, (urls: string[]) => object]>([
    ["none at all", () => ({ photo_images: [], photo_cover_index: 0 })],
    ["more than 35", ([url]) => ({ photo_images: Array(36).fill(url), photo_cover_index: 0 })],
    ["a cover that is not there", (photo_images) => ({ photo_images, photo_cover_index: 1 })],
    ["no cover", (photo_images) => ({ photo_images })],
    ["an upload", () => ({ source: "FILE_UPLOAD" })],
  ])("but not %s", async (_what, change) => {
    const source_info = { source: "PULL_FROM_URL", ...change(at("1.jpg")) };
    expect((await initPhotos([], { source_info })).code).toBe("invalid_params");
  });

  it.each([
    ["a title of 91", { title: "x".repeat(91), privacy_level: "SELF_ONLY" }],
    ["a description of 4001", { description: "x".repeat(4001), privacy_level: "SELF_ONLY" }],
    ["a duet, which photos have not", { disable_duet: true, privacy_level: "SELF_ONLY" }],
    ["nobody chosen to watch", { title: "Roof" }],
  ])("and not with %s", async (_what, post_info) => {
    expect((await initPhotos(at("1.jpg"), { post_info })).code).toBe("invalid_params");
  });

  it("for the inbox with their two texts, and with nothing else", async () => {
    const post_mode = "MEDIA_UPLOAD";
    const texts = { title: "Roof", description: "Golden hour" };
    const { data } = await initPhotos(at("1.jpg"), { post_mode, post_info: texts });
    expect(await outcomeOf(data.publish_id)).toBe("SEND_TO_USER_INBOX");
    const more = { ...texts, disable_comment: true };
    expect((await initPhotos(at("1.jpg"), { post_mode, post_info: more })).code).toBe("invalid_params");
  });
});

describe("an address", () => {
  it("has to lie under what the app has proved to own", async () => {
    for (const url of [`${host}/elsewhere/1.jpg`, "https://evil.example/1.jpg"]) {
      expect((await initPhotos([url])).code).toBe("url_ownership_unverified");
      expect((await initVideo(url)).code).toBe("url_ownership_unverified");
    }
    expect(asked).toEqual([]);
  });

  it.each([
    ["https://media.example/a/1.jpg", true],
    ["https://static.media.example/1.jpg", true],
    ["https://notmedia.example/1.jpg", false],
    ["https://cdn.example/videos/user/123/x.mp4", true],
    ["https://cdn.example/videos/2023/user/x.mp4", false],
  ])("%s is covered: %s", (address, covered) => {
    expect(isVerified(["media.example", "https://cdn.example/videos/user/"], address)).toBe(covered);
  });

  it.each(["http://media.example/1.jpg", "https://93.184.216.34/1.jpg", "ftp://media.example/1", "1.jpg"])(
    "%s is never fetched",
    (address) => {
      expect(isFetchable(address)).toBe(false);
    },
  );
});

describe("on its way TikTok", () => {
  it("does not follow a redirect", async () => {
    answering = (_, response) => void response.writeHead(302, { location: at("2.webp")[0] }).end();
    const { data } = await initVideo(at("film.mp4")[0] ?? "");
    expect(await outcomeOf(data.publish_id)).toBe("video_pull_failed");
    expect(asked).toHaveLength(1);
  });

  it("comes again when a server is not ready, and gives up in the end", async () => {
    let ready = false;
    answering = (...parts) => {
      if (ready) return whole(...parts);
      ready = true;
      parts[1].writeHead(503).end();
    };
    const first = await initVideo(at("film.mp4")[0] ?? "");
    expect(await outcomeOf(first.data.publish_id)).toBe("SEND_TO_USER_INBOX");
    answering = (_, response) => void response.writeHead(503).end();
    const { data } = await initVideo(at("film.mp4")[0] ?? "");
    await expect
      .poll(async () => (await statusOf(simulator.url, token, data.publish_id)).data.fail_reason, {
        interval: 5,
      })
      .toBe("video_pull_failed");
  });

  it("rests in the middle, and comes again when the line breaks meanwhile", async () => {
    await control(simulator.url, "faults", { preset: "pull_slow", delayMs: 600_000 });
    answering = (request, response, bytes) => {
      answering = whole;
      response.writeHead(200, { "content-length": bytes.length }).write(bytes.subarray(0, bytes.length / 2));
      setTimeout(() => request.destroy(), 20);
    };
    const { data } = await initVideo(at("film.mp4")[0] ?? "");
    expect(await outcomeOf(data.publish_id)).toBe("SEND_TO_USER_INBOX");
    expect(asked).toHaveLength(2);
  });

  it("gives up an hour after it was asked", async () => {
    await control(simulator.url, "faults", { preset: "pull_late", delayMs: 600_000 });
    answering = () => {};
    const { data } = await initVideo(at("film.mp4")[0] ?? "");
    simulator.clock.advance(3_601_000);
    expect((await statusOf(simulator.url, token, data.publish_id)).data.fail_reason).toBe(
      "video_pull_failed",
    );
  });

  it("can be called off while it fetches, and not afterwards", async () => {
    await control(simulator.url, "faults", { preset: "pull_late", delayMs: 600_000 });
    const { data } = await initVideo(at("film.mp4")[0] ?? "");
    const cancel = () => call(simulator.url, token, "/v2/post/publish/cancel/", data);
    expect((await cancel()).code).toBe("ok");
    expect((await statusOf(simulator.url, token, data.publish_id)).data.fail_reason).toBe(
      "publish_cancelled",
    );
    expect((await cancel()).code).toBe("publish_not_cancellable");
  });

  it.each(["early", "repeated", "ranged", "dropped", "slow"])(
    "fetches %s when it is told to",
    async (manner) => {
      await control(simulator.url, "faults", { preset: `pull_${manner}`, delayMs: 30 });
      const { data } = await initVideo(at("film.mp4")[0] ?? "");
      if (manner === "early") expect(asked).toHaveLength(1);
      expect(await outcomeOf(data.publish_id)).toBe("SEND_TO_USER_INBOX");
      expect(asked.length > 1).toBe(manner !== "early" && manner !== "slow");
      expect(asked.some(({ range }) => range !== undefined)).toBe(manner === "ranged");
      const [seen] = await posts();
      expect(seen?.bytesReceived).toBe(files.get("/media/film.mp4")?.bytes.length);
    },
  );
});
