import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { explain } from "./explain";
import { fetchStatus } from "./fetch-status";
import { videoBody } from "./init-body";
import { initPublish } from "./init-publish";
import { listVideos } from "./list-videos";
import { type ChunkPlan, chunkRange, planChunks } from "./plan-chunks";
import { putChunk } from "./put-chunk";
import { queryCreator } from "./query-creator";
import { createTarget, POST, SCOPES, sending, type TestTarget } from "./test-target";

let target: TestTarget;
let token: string;
let video: Uint8Array;

beforeAll(async () => {
  target = await createTarget();
  video = await target.video({ size: "720x1280" });
});
afterAll(() => target.close());
beforeEach(async () => {
  await target.simulator.reset();
  token = (await target.connect()).accessToken;
});

const MB = 1024 * 1024;
const contentType = "video/mp4";
const statusOf = (publishId: string) => fetchStatus(target.app, token, publishId);
const simulated = async () =>
  (await target.control<{ posts: { sha256: string; postId: string; state: string }[] }>("posts")).posts;

/** Declares a plan and sends one of its chunks at a time. */
async function inChunks(plan: ChunkPlan) {
  const answer = await initPublish(target.app, token, sending("direct", videoBody(plan, POST)));
  if (answer.kind !== "ok") throw new Error(JSON.stringify(answer));
  const { path } = target.store(new Uint8Array(plan.total).fill(7));
  const send = (index: number, change = {}) =>
    putChunk(answer.value.uploadUrl ?? "", {
      path,
      ...chunkRange(plan, index),
      total: plan.total,
      contentType,
      ...change,
    });
  return { ...answer.value, send };
}

describe("what the creator may do", () => {
  it("is told in our words", async () => {
    expect(await queryCreator(target.app, token)).toMatchObject({
      kind: "ok",
      value: {
        handle: "lena.rooftop",
        nickname: "Lena on the Rooftop",
        privacyOptions: ["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"],
        commentDisabled: false,
        maxVideoSeconds: 600,
      },
    });
    token = (await target.connect("kess")).accessToken;
    expect(await queryCreator(target.app, token)).toMatchObject({
      value: {
        privacyOptions: ["MUTUAL_FOLLOW_FRIENDS", "FOLLOWER_OF_CREATOR", "SELF_ONLY"],
        duetDisabled: true,
      },
    });
  });

  it.each([
    ["max.banned", "spam_risk_user_banned_from_posting"],
    ["busy.bo", "spam_risk_too_many_posts"],
    ["cap.cody", "reached_active_user_cap"],
  ])("for %s is a no at HTTP 200: %s", async (persona, code) => {
    token = (await target.connect(persona)).accessToken;
    const answer = await queryCreator(target.app, token);
    expect(answer).toMatchObject({ kind: "refused", channel: "api", code, trace: { httpStatus: 200 } });
    if (answer.kind === "refused") expect(explain(answer).code).toBe(code);
  });
});

describe("opening an upload", () => {
  it.each([
    3_145_728, 50_000_123, 64_000_000, 64_000_001, 66_259_900, 132_409_342, 150_000_000, 602_285_541,
    4_294_967_296,
  ])("of %i bytes is accepted as we plan it, both ways", async (total) => {
    const body = videoBody(planChunks(total), POST);
    expect(await initPublish(target.app, token, sending("direct", body))).toMatchObject({ kind: "ok" });
    const draft = videoBody(planChunks(total), null);
    expect(await initPublish(target.app, token, sending("inbox", draft))).toMatchObject({ kind: "ok" });
  });

  it.each([
    ["a count rounded up", { total: 50_000_123, size: 10_000_000, count: 6 }],
    ["one chunk that is not the whole", { total: 121_000_000, size: 64_000_000, count: 1 }],
    ["a chunk over 64 MB", { total: 126_000_000, size: 126_000_000, count: 1 }],
    ["more than TikTok takes", planChunks(4_294_967_297)],
  ])("with %s is refused as a wrong field", async (_, plan) => {
    const answer = await initPublish(target.app, token, sending("direct", videoBody(plan, POST)));
    expect(answer).toMatchObject({ kind: "refused", code: "invalid_params", trace: { httpStatus: 400 } });
    if (answer.kind === "refused") expect(explain(answer).code).toBe("invalid_params");
  });

  it("says everything that a person chose", async () => {
    const { publishId } = await target.init(token, 1000, {
      title: "Line one\nline two 🎬",
      privacy: "PUBLIC_TO_EVERYONE",
      allowComment: false,
      allowDuet: true,
      yourBrand: true,
      brandedContent: true,
      aiGenerated: true,
      coverMs: 1500.4,
    });
    const { posts } = await target.control<{ posts: object[] }>("posts");
    expect(posts).toMatchObject([
      {
        publishId,
        title: "Line one\nline two 🎬",
        privacy: "PUBLIC_TO_EVERYONE",
        postInfo: {
          disableComment: true,
          disableDuet: false,
          disableStitch: true,
          brandContentToggle: true,
          brandOrganicToggle: true,
          isAigc: true,
          videoCoverTimestampMs: 1500,
        },
      },
    ]);
  });
});

describe("sending", () => {
  it("goes on from 206 to 201, with the progress that TikTok tells, and every byte arrives", async () => {
    const { send, publishId } = await inChunks({ total: 10 * MB + 1, size: 5 * MB, count: 2 });
    expect(await send(0)).toMatchObject({
      kind: "ok",
      value: { received: 5 * MB },
      trace: { httpStatus: 206 },
    });
    expect(await statusOf(publishId)).toMatchObject({ value: { uploadedBytes: 5 * MB } });
    expect(await send(1)).toMatchObject({ kind: "ok", trace: { httpStatus: 201 } });
    const puts = await target.ledger("put");
    expect(JSON.stringify(puts)).not.toMatch(/upload_token=(?!redacted)/);
  });

  it("is told that the chunk is out of turn, with where TikTok is", async () => {
    const { send } = await inChunks({ total: 10 * MB, size: 5 * MB, count: 2 });
    await send(0);
    const again = await send(0);
    expect(again).toMatchObject({ kind: "refused", channel: "upload", code: "416", message: String(5 * MB) });
    if (again.kind === "refused") expect(explain(again).code).toBe("upload.out_of_step");
  });

  it("with a wrong label, to a closed window, to nobody: 400, 403, 404, each its own row", async () => {
    const { send, uploadUrl } = await inChunks({ total: 10 * MB, size: 5 * MB, count: 2 });
    const { path, total } = target.store(new Uint8Array(10));
    const answers = [await send(0, { contentType: "text/plain" })];
    answers.push(await putChunk(`${uploadUrl}0`, { path, first: 0, last: 9, total, contentType }));
    target.clock.advance(3_600_000);
    answers.push(await send(0));
    const codes = answers.map((answer) => (answer.kind === "refused" ? explain(answer).code : answer.kind));
    expect(codes).toEqual(["upload.refused", "upload.not_found", "upload.expired"]);
  });

  it.each([429, 500, 503])("is told to try the same chunk again at %i", async (status) => {
    const { send } = await inChunks({ total: 5 * MB, size: 5 * MB, count: 1 });
    await target.fault({ preset: `put_${status}` });
    const answer = await send(0);
    expect(answer).toMatchObject({ kind: "refused", trace: { httpStatus: status } });
    if (answer.kind === "refused") expect(explain(answer).code).toBe("upload.unavailable");
    expect((await send(0)).kind).toBe("ok");
  });

  it.each(["drop_before", "drop_after"])("over a line that breaks (%s) may have arrived", async (network) => {
    const { send, publishId } = await inChunks({ total: 5 * MB, size: 5 * MB, count: 1 });
    await target.fault({ on: "put", network });
    expect(await send(0)).toMatchObject({ kind: "lost", reached: "maybe", why: "cut" });
    const uploadedBytes = network === "drop_after" ? 5 * MB : 0;
    expect(await statusOf(publishId)).toMatchObject({ value: { uploadedBytes } });
  });

  it("to nobody who listens has not arrived", async () => {
    const { path, total } = target.store(new Uint8Array(10));
    const answer = await putChunk("http://127.0.0.1:1/upload", {
      path,
      first: 0,
      last: 9,
      total,
      contentType,
    });
    expect(answer).toMatchObject({ kind: "lost", reached: "no", why: "unreachable" });
  });

  it("can be called off", async () => {
    const { uploadUrl } = await target.init(token, 8 * MB);
    const { path, total } = target.store(new Uint8Array(8 * MB));
    await target.fault({ on: "put", network: "delay", delayMs: 2000 });
    const gate = new AbortController();
    const chunk = { path, first: 0, last: total - 1, total, contentType };
    const sending = putChunk(uploadUrl, chunk, { signal: gate.signal });
    setTimeout(() => gate.abort(), 100);
    expect(await sending).toMatchObject({ kind: "lost" });
  });
});

describe("the status", () => {
  async function sendWhole(mode: "direct" | "inbox", bytes = video, privacy = "PUBLIC_TO_EVERYONE" as const) {
    const { path, total, sha256 } = target.store(bytes);
    const upload = await target.init(token, total, mode === "direct" ? { privacy } : null);
    const chunk = { path, first: 0, last: total - 1, total, contentType };
    expect(await putChunk(upload.uploadUrl, chunk)).toMatchObject({ kind: "ok" });
    return { ...upload, sha256 };
  }

  it("goes from uploading over complete to a public id with all its 19 digits", async () => {
    const { publishId, sha256 } = await sendWhole("direct");
    expect(await statusOf(publishId)).toMatchObject({ value: { status: "PROCESSING_UPLOAD", postIds: [] } });
    target.clock.advance(2000);
    expect(await statusOf(publishId)).toMatchObject({ value: { status: "PUBLISH_COMPLETE", postIds: [] } });
    target.clock.advance(3000);
    const [there] = await simulated();
    expect(await statusOf(publishId)).toMatchObject({ value: { postIds: [there?.postId] } });
    expect(there?.postId).toMatch(/^\d{19}$/);
    expect(Number(there?.postId)).toBeGreaterThan(Number.MAX_SAFE_INTEGER);
    expect(there?.sha256).toBe(sha256);
  });

  it("of a draft is the inbox until the creator has posted it", async () => {
    const { publishId } = await sendWhole("inbox");
    target.clock.advance(2000);
    expect(await statusOf(publishId)).toMatchObject({ value: { status: "SEND_TO_USER_INBOX" } });
    await target.control("creators/lena.rooftop/finish-drafts", {});
    expect(await statusOf(publishId)).toMatchObject({ value: { status: "PUBLISH_COMPLETE" } });
  });

  it("of what TikTok could not use is failed, with its reason", async () => {
    const { publishId } = await sendWhole("direct", new Uint8Array(5000).fill(1));
    target.clock.advance(2000);
    expect(await statusOf(publishId)).toMatchObject({
      value: { status: "FAILED", failReason: "file_format_check_failed", postIds: [] },
    });
  });

  it("of somebody else's publish is refused", async () => {
    const { publishId } = await target.init(token, 10);
    token = (await target.connect("kess")).accessToken;
    const answer = await statusOf(publishId);
    expect(answer).toMatchObject({ code: "token_not_authorized_for_specified_publish_id" });
  });

  it("is backed by the list of public videos, where that was allowed", async () => {
    token = (await target.connect("lena.rooftop", [...SCOPES, "video.list"])).accessToken;
    await sendWhole("direct");
    target.clock.advance(2000);
    await statusOf("v_pub_file~v2-1.1");
    target.clock.advance(3000);
    const answer = await listVideos(target.app, token);
    if (answer.kind !== "ok") throw new Error(JSON.stringify(answer));
    expect(answer.value).toEqual([
      { id: (await simulated())[0]?.postId, createdAt: expect.any(Number), title: "Golden hour" },
    ]);
    expect(Math.abs((answer.value[0]?.createdAt ?? 0) - target.clock.now())).toBeLessThan(60_000);
  });
});
