import { request } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createSimulator, type Simulator } from "./simulator";
import { call, connect, control, fileSource, initDirect, put, statusOf } from "./walkthrough";

const MB = 1024 * 1024;
let simulator: Simulator;
let base: string;
let token: string;

beforeAll(async () => {
  simulator = await createSimulator();
  base = simulator.url;
});
beforeEach(async () => {
  await simulator.reset();
  token = (await connect(simulator, "lena.rooftop")).access_token;
});
afterAll(() => simulator.close());

/** An upload of two chunks: 5 MiB and 5 MiB with one byte more. */
async function inTwo() {
  const bytes = new Uint8Array(10 * MB + 1).fill(7);
  const { data } = await call(base, token, "/v2/post/publish/video/init/", {
    post_info: { privacy_level: "SELF_ONLY" },
    source_info: fileSource(bytes.length, 5 * MB, 2),
  });
  const send = (first: number, last: number, type?: string) =>
    put(data.upload_url, bytes.subarray(first, last), first, bytes.length, type);
  return { bytes, url: String(data.upload_url), id: data.publish_id, send };
}

describe("uploading", () => {
  it("answers 206 until all is in, then 201, with the progress in a header and in the status", async () => {
    const { send, id, bytes } = await inTwo();
    const first = await send(0, 5 * MB);
    expect([first.status, first.headers.get("content-range")]).toEqual([
      206,
      `bytes 0-${5 * MB}/${bytes.length}`,
    ]);
    expect((await statusOf(base, token, id)).data).toEqual({
      status: "PROCESSING_UPLOAD",
      uploaded_bytes: 5 * MB,
    });
    expect((await send(5 * MB, bytes.length)).status).toBe(201);
    expect((await send(5 * MB, bytes.length)).status).toBe(404);
  });

  it("answers 416 with the true progress when a chunk comes twice or out of turn", async () => {
    const { send, bytes } = await inTwo();
    const early = await send(5 * MB, bytes.length);
    expect([early.status, early.headers.get("content-range")]).toEqual([416, `bytes 0-0/${bytes.length}`]);
    await send(0, 5 * MB);
    const again = await send(0, 5 * MB);
    expect([again.status, again.headers.get("content-range")]).toEqual([
      416,
      `bytes 0-${5 * MB}/${bytes.length}`,
    ]);
  });

  it("answers 400 for another chunk than declared, another total, another type", async () => {
    const { send, url, bytes } = await inTwo();
    expect((await send(0, 5 * MB - 1)).status).toBe(400);
    expect((await put(url, bytes.subarray(0, 5 * MB), 0, bytes.length + 1)).status).toBe(400);
    expect((await send(0, 5 * MB, "application/octet-stream")).status).toBe(400);
    expect((await fetch(url, { method: "PUT", body: "x" })).status).toBe(400);
    expect((await send(0, 5 * MB)).status).toBe(206);
  });

  it("answers 404 for an upload or a token that it does not know and 403 after an hour", async () => {
    const { send, url, bytes } = await inTwo();
    expect((await put(url.replace("upload_id=", "upload_id=9"), bytes.subarray(0, 5))).status).toBe(404);
    expect((await put(`${url}0`, bytes.subarray(0, 5))).status).toBe(404);
    simulator.clock.advance(3_600_000);
    expect((await send(0, 5 * MB)).status).toBe(403);
  });

  it("keeps nothing of a chunk whose line breaks, so that the same chunk can be sent again", async () => {
    const { send, url, bytes, id } = await inTwo();
    await new Promise<void>((resolve) => {
      const range = `bytes 0-${5 * MB - 1}/${bytes.length}`;
      const headers = { "content-type": "video/mp4", "content-range": range, "content-length": 5 * MB };
      const half = request(url, { method: "PUT", headers });
      half.on("error", () => resolve());
      half.write(bytes.subarray(0, MB), () => half.destroy(new Error("the line breaks")));
    });
    expect((await statusOf(base, token, id)).data.uploaded_bytes).toBe(0);
    expect((await send(0, 5 * MB)).status).toBe(206);
  });
});

describe("network faults", () => {
  it("drops a line before a chunk took effect", async () => {
    const { send, id } = await inTwo();
    await control(base, "faults", { on: "put", network: "drop_before", chunk: 1 });
    await expect(send(0, 5 * MB)).rejects.toThrow();
    expect((await statusOf(base, token, id)).data.uploaded_bytes).toBe(0);
    expect((await send(0, 5 * MB)).status).toBe(206);
  });

  it("drops a line after a chunk took effect, and only for the chunk that was named", async () => {
    const { send, id, bytes } = await inTwo();
    await control(base, "faults", { on: "put", network: "drop_after", chunk: 2 });
    expect((await send(0, 5 * MB)).status).toBe(206);
    await expect(send(5 * MB, bytes.length)).rejects.toThrow();
    expect((await statusOf(base, token, id)).data.uploaded_bytes).toBe(bytes.length);
  });

  it("creates what an init asked for although its answer is lost", async () => {
    await control(base, "faults", { preset: "drop_after@init.direct" });
    await expect(initDirect(base, token, 100)).rejects.toThrow();
    const { posts } = await control<{ posts: object[] }>(base, "posts");
    expect(posts).toHaveLength(1);
    const { entries } = await control<{ entries: object[] }>(base, "ledger?endpoint=init.direct");
    expect(entries).toMatchObject([
      { effect: true, creator: "lena.rooftop", code: "ok", fault: expect.any(String) },
    ]);
  });

  it("answers with garbage, with a gateway's page, late, and byte by byte", async () => {
    const read = () =>
      fetch(`${base}/v2/user/info/?fields=open_id`, { headers: { authorization: `Bearer ${token}` } });
    await control(base, "faults", { on: "user.info", network: "garbage" });
    expect(await (await read()).text()).toContain("<html>");
    await control(base, "faults", { on: "user.info", network: "http_5xx" });
    expect((await read()).status).toBe(502);
    await control(base, "faults", { on: "user.info", network: "slow", delayMs: 1 });
    expect(await (await read()).json()).toMatchObject({ error: { code: "ok" } });
    await control(base, "faults", { on: "user.info", network: "delay", delayMs: 60 });
    const begun = performance.now();
    expect((await read()).status).toBe(200);
    expect(performance.now() - begun).toBeGreaterThan(50);
  });
});
