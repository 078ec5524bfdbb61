import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSimulator, type Simulator, type SimulatorOptions } from "./simulator";
import { makeVideo } from "./test-videos";
import {
  authorizeUrl,
  call,
  connect,
  consentAt,
  control,
  fileSource,
  initDirect,
  postForm,
  put,
  REDIRECT,
  statusOf,
  type Tokens,
} from "./walkthrough";

let folder: string;
let stateFile: string;
let simulator: Simulator;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "simulator-state-"));
  stateFile = join(folder, "data", "simulator.json");
  simulator = await createSimulator({ stateFile });
});
afterEach(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

const HOUR = 3_600_000;

async function restart(options: SimulatorOptions = {}): Promise<void> {
  await simulator.close();
  simulator = await createSimulator({ stateFile, ...options });
}

async function refresh(base: string, refreshToken: string): Promise<Tokens & { error?: string }> {
  const fields = { grant_type: "refresh_token", refresh_token: refreshToken };
  return (await (await postForm(base, "/v2/oauth/token/", fields)).json()) as Tokens & { error?: string };
}

const works = async (base: string, token: string) =>
  (await call(base, token, "/v2/user/info/?fields=open_id")).code === "ok";
const postsOf = async (base: string) => (await control<{ posts: object[] }>(base, "posts")).posts;

describe("after a restart", () => {
  it("creators are still connected, and a refresh token that was used up stays so", async () => {
    const first = await connect(simulator, "kess");
    const second = await refresh(simulator.url, first.refresh_token);
    await restart();
    expect(await works(simulator.url, second.access_token)).toBe(true);
    expect(await refresh(simulator.url, first.refresh_token)).toMatchObject({ error: "invalid_grant" });
    expect(await refresh(simulator.url, second.refresh_token)).toMatchObject({ open_id: first.open_id });
  });

  it("a code that was given out can still be exchanged, once", async () => {
    const back = await consentAt(authorizeUrl(simulator.url), "kess", ["video.upload"]);
    await restart();
    const fields = {
      grant_type: "authorization_code",
      code: back.searchParams.get("code") ?? "",
      redirect_uri: REDIRECT,
    };
    const exchange = async () => (await postForm(simulator.url, "/v2/oauth/token/", fields)).json();
    expect(await exchange()).toMatchObject({ token_type: "Bearer" });
    await restart();
    expect(await exchange()).toMatchObject({ error: "invalid_grant" });
  });

  it("creators, the app and the clock are as they were left", async () => {
    await control(simulator.url, "creators/kess", { private: false, postsToday: 3, nickname: "K." });
    await control(simulator.url, "app", { tokenErrorStatus: 400, dailyPostCap: 2 });
    await control(simulator.url, "clock", { advanceMs: 5 * HOUR });
    await restart();
    const { creators } = await control<{ creators: { handle: string }[] }>(simulator.url, "creators");
    const kess = creators.find(({ handle }) => handle === "kess");
    expect(kess).toMatchObject({ private: false, postsToday: 3, nickname: "K." });
    expect(await control(simulator.url, "app")).toMatchObject({ tokenErrorStatus: 400, dailyPostCap: 2 });
    const { now } = await control<{ now: number }>(simulator.url, "clock");
    expect(Math.abs(now - 5 * HOUR - Date.now())).toBeLessThan(10_000);
  });

  it("what the start says differently from the last one holds, and what a person switched stays", async () => {
    await control(simulator.url, "app", { audited: false });
    await restart();
    expect(await control(simulator.url, "app")).toMatchObject({ audited: false });
    await restart({ redirectUris: ["http://localhost:4000/back"] });
    expect(await control(simulator.url, "app")).toMatchObject({
      audited: false,
      redirectUris: ["http://localhost:4000/back"],
    });
    await control(simulator.url, "app", { audited: true });
    await restart({ audited: false });
    expect(await control(simulator.url, "app")).toMatchObject({ audited: false });
  });

  it("posts are there with their bytes and links, and what was processed goes on to its end", async () => {
    const video = await makeVideo();
    const { access_token: token } = await connect(simulator, "lena.rooftop");
    const done = await initDirect(simulator.url, token, video.length);
    await put(done.data.upload_url, video);
    simulator.clock.advance(10_000);
    const running = await initDirect(simulator.url, token, video.length);
    await put(running.data.upload_url, video);
    const before = await postsOf(simulator.url);
    await restart();
    expect(await postsOf(simulator.url)).toEqual(before);
    const sha256 = createHash("sha256").update(video).digest("hex");
    expect(before).toMatchObject([
      { sha256, public: true },
      { sha256, state: "processing" },
    ]);
    simulator.clock.advance(10_000);
    expect((await statusOf(simulator.url, token, running.data.publish_id)).data.status).toBe(
      "PUBLISH_COMPLETE",
    );
    const [, post] = (await postsOf(simulator.url)) as { postId: string; media: object }[];
    expect(post?.media).toMatchObject({ codec: "avc", width: 360 });
    const media = await fetch(`${simulator.url}/media/lena.rooftop/${post?.postId}`);
    expect(Buffer.from(await media.arrayBuffer()).equals(video)).toBe(true);
  });

  it("an upload goes on where it was", async () => {
    const MB = 1024 * 1024;
    const bytes = new Uint8Array(10 * MB + 1).fill(7).map((_, at) => at % 251);
    const { access_token: token } = await connect(simulator, "kess");
    const { data } = await call(simulator.url, token, "/v2/post/publish/video/init/", {
      post_info: { privacy_level: "SELF_ONLY" },
      source_info: fileSource(bytes.length, 5 * MB, 2),
    });
    await put(data.upload_url, bytes.subarray(0, 5 * MB), 0, bytes.length);
    await restart();
    const url = String(data.upload_url).replace(/^http:\/\/[^/]+/, simulator.url);
    expect((await statusOf(simulator.url, token, data.publish_id)).data.uploaded_bytes).toBe(5 * MB);
    expect((await put(url, bytes.subarray(0, 5 * MB), 0, bytes.length)).status).toBe(416);
    expect((await put(url, bytes.subarray(5 * MB), 5 * MB, bytes.length)).status).toBe(201);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    expect(await postsOf(simulator.url)).toMatchObject([{ sha256 }]);
  });

  it("a persona whose day is full by character has a full day again", async () => {
    await control(simulator.url, "clock", { advanceMs: 30 * HOUR });
    await restart();
    const { creators } = await control<{ creators: { handle: string }[] }>(simulator.url, "creators");
    expect(creators.find(({ handle }) => handle === "busy.bo")).toMatchObject({ postsToday: 15 });
  });
});

describe("the state file", () => {
  it("is cleared by a reset, bytes and all", async () => {
    const { access_token: token } = await connect(simulator, "kess");
    await initDirect(simulator.url, token, 10, { privacy_level: "SELF_ONLY" });
    await simulator.reset();
    await restart();
    expect(await works(simulator.url, token)).toBe(false);
    expect(await postsOf(simulator.url)).toEqual([]);
    expect(existsSync(join(folder, "data", "simulator-media"))).toBe(false);
  });

  it("is one file that only its owner reads, with the uploads beside it and no strays", async () => {
    const { access_token: token } = await connect(simulator, "kess");
    await initDirect(simulator.url, token, 10, { privacy_level: "SELF_ONLY" });
    await simulator.close();
    expect(readdirSync(join(folder, "data")).toSorted()).toEqual(["simulator-media", "simulator.json"]);
    expect(statSync(stateFile).mode & 0o777).toBe(0o600);
    writeFileSync(join(folder, "data", "simulator-media", "stray.media"), "x");
    simulator = await createSimulator({ stateFile });
    expect(readdirSync(join(folder, "data", "simulator-media"))).toHaveLength(1);
  });

  it("of no use is set aside, and the simulator starts anew", async () => {
    await simulator.close();
    const said: string[] = [];
    const write = process.stderr.write;
    process.stderr.write = (text) => said.push(String(text)) > 0;
    for (const text of ["{", "null", '{"version":99}']) {
      writeFileSync(stateFile, text);
      simulator = await createSimulator({ stateFile });
      expect(await postsOf(simulator.url)).toEqual([]);
      expect(readFileSync(`${stateFile}.unreadable`, "utf8")).toBe(text);
      await simulator.close();
    }
    process.stderr.write = write;
    expect(said.filter((line) => line.includes("set aside"))).toHaveLength(3);
    simulator = await createSimulator({ stateFile });
  });

  it("is not there at all unless it was asked for", async () => {
    const other = await createSimulator();
    await connect(other, "kess");
    await other.close();
    expect(existsSync(join(folder, "data", "simulator.json"))).toBe(false);
  });
});

describe("simulator/main.ts", () => {
  /** Starts it as a process of its own, on any free port. */
  async function start(): Promise<{ child: ChildProcess; base: string }> {
    const environment = { ...process.env, SIMULATOR_PORT: "0", SIMULATOR_STATE: stateFile };
    const parameters = ["--import", "tsx", join(import.meta.dirname, "main.ts")];
    const child = spawn(process.execPath, parameters, {
      env: environment,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = await once(child.stdout as NonNullable<typeof child.stdout>, "data");
    return { child, base: /http:\S+/.exec(String(line))?.[0] ?? "" };
  }

  async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }

  /** A client's server. A file gets no further than its middle until it is told to. */
  async function startClient(bytes: Uint8Array) {
    const told = { toTheEnd: false, asked: 0 };
    const server = createServer((_, response) => {
      told.asked += 1;
      response.writeHead(200, { "content-type": "video/mp4", "content-length": bytes.length });
      if (told.toTheEnd) response.end(bytes);
      else response.write(bytes.subarray(0, bytes.length / 2));
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    return { told, server, property: `http://127.0.0.1:${port}/media/` };
  }

  it("killed without a word, in the middle of a file that it fetches too, knows every token that it gave out, and a second later everything else", async () => {
    const video = await makeVideo();
    const { told, server, property } = await startClient(video);
    const first = await start();
    const tokens = await connect({ url: first.base } as Simulator, "kess");
    await end(first.child, "SIGKILL");

    const second = await start();
    expect(await works(second.base, tokens.access_token)).toBe(true);
    const { data } = await initDirect(second.base, tokens.access_token, 10, { privacy_level: "SELF_ONLY" });
    await control(second.base, "app", { urlProperties: [property] });
    const source_info = { source: "PULL_FROM_URL", video_url: `${property}film.mp4` };
    await call(second.base, tokens.access_token, "/v2/post/publish/inbox/video/init/", { source_info });
    await expect.poll(() => told.asked).toBe(1);
    await wait(1000);
    await end(second.child, "SIGKILL");

    told.toTheEnd = true;
    const third = await start();
    expect(await postsOf(third.base)).toMatchObject([{ publishId: data.publish_id }, { bytesReceived: 0 }]);
    const sha256 = createHash("sha256").update(video).digest("hex");
    await expect.poll(() => postsOf(third.base)).toMatchObject([{}, { state: "processing", sha256 }]);
    expect(told.asked).toBe(2);
    server.close();
    await control(third.base, "creators/kess", { banned: true });
    await end(third.child, "SIGTERM");

    const fourth = await start();
    const { creators } = await control<{ creators: { handle: string }[] }>(fourth.base, "creators");
    expect(creators.find(({ handle }) => handle === "kess")).toMatchObject({ banned: true });
    await end(fourth.child, "SIGTERM");
    expect(readdirSync(join(folder, "data")).filter((name) => name.endsWith(".unfinished"))).toEqual([]);
  });
});
