import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createSimulator, type Simulator } from "./simulator";
import { call, connect, control, fileSource, initDirect, initInbox, statusOf } from "./walkthrough";

let simulator: Simulator;
let base: string;

beforeAll(async () => {
  simulator = await createSimulator();
  base = simulator.url;
});
beforeEach(() => simulator.reset());
afterAll(() => simulator.close());

const SIZE = 1000;
const tokenOf = async (handle: string, scope?: string) =>
  (await connect(simulator, handle, scope)).access_token;
const infoOf = (token: string) => call(base, token, "/v2/post/publish/creator_info/query/");
const init = async (handle: string, post = {}) => {
  const { status, code } = await initDirect(base, await tokenOf(handle), SIZE, post);
  return [status, code];
};

describe("personas", () => {
  it.each([
    ["max.banned", "spam_risk_user_banned_from_posting"],
    ["busy.bo", "spam_risk_too_many_posts"],
    ["cap.cody", "reached_active_user_cap"],
  ])("%s is told %s by creator_info at 200 with data, and by init at 403", async (handle, code) => {
    const token = await tokenOf(handle);
    const info = await infoOf(token);
    expect([info.status, info.code, info.data.creator_username]).toEqual([200, code, handle]);
    const refused = await initDirect(base, token, SIZE);
    expect([refused.status, refused.code]).toEqual([403, code]);
    expect(refused.text).not.toContain('"data"');
  });

  it("full.fay may have no sixth draft until she posts the five, or a day has passed", async () => {
    const token = await tokenOf("full.fay");
    const refused = await initInbox(base, token, SIZE);
    expect([refused.status, refused.code]).toEqual([400, "spam_risk_too_many_pending_share"]);
    await control(base, "app", { pendingShareStatus: 403 });
    expect((await initInbox(base, token, SIZE)).status).toBe(403);
    await control(base, "creators/full.fay/finish-drafts", {});
    expect((await initInbox(base, token, SIZE)).code).toBe("ok");
    await control(base, "creators/full.fay", { pendingShares: 5 });
    simulator.clock.advance(24 * 3_600_000);
    expect((await initInbox(base, await tokenOf("full.fay"), SIZE)).code).toBe("ok");
  });

  it("kess is private and quiet.ana wants to be left alone", async () => {
    const kess = await infoOf(await tokenOf("kess"));
    expect(kess.data).toMatchObject({ duet_disabled: true, stitch_disabled: true, comment_disabled: false });
    expect(kess.data.privacy_level_options).toContain("FOLLOWER_OF_CREATOR");
    expect(await init("kess")).toEqual([403, "privacy_level_option_mismatch"]);
    expect((await infoOf(await tokenOf("quiet.ana"))).data.comment_disabled).toBe(true);
  });

  it("busy.bo may post again a day later", async () => {
    simulator.clock.advance(24 * 3_600_000);
    expect(await init("busy.bo")).toEqual([200, "ok"]);
  });
});

describe("an unaudited app", () => {
  const unaudited = "unaudited_client_can_only_post_to_private_accounts";
  it("posts only to private profiles, and only for the creator", async () => {
    await control(base, "app", { audited: false });
    expect(await init("lena.rooftop", { privacy_level: "SELF_ONLY" })).toEqual([403, unaudited]);
    expect(await init("kess", { privacy_level: "FOLLOWER_OF_CREATOR" })).toEqual([403, unaudited]);
    expect(await init("kess", { privacy_level: "SELF_ONLY" })).toEqual([200, "ok"]);
    expect((await initInbox(base, await tokenOf("lena.rooftop"), SIZE)).code).toBe("ok");
  });

  it("has room for as many creators a day as its cap says", async () => {
    await control(base, "app", { activeCreatorCap: 1 });
    expect(await init("lena.rooftop")).toEqual([200, "ok"]);
    expect(await init("short.shay")).toEqual([403, "reached_active_user_cap"]);
    expect(await init("lena.rooftop")).toEqual([200, "ok"]);
  });
});

describe("init", () => {
  it.each([
    ["an unknown field", { description: "x" }, 400, "invalid_params"],
    ["a privacy that is none", { privacy_level: "PUBLIC" }, 400, "invalid_params"],
    ["no privacy", { privacy_level: undefined }, 403, "privacy_level_option_mismatch"],
    ["a caption of 2201 units", { title: "x".repeat(2201) }, 400, "invalid_params"],
    ["text for a switch", { disable_duet: "true" }, 400, "invalid_params"],
    [
      "branded content for oneself",
      { brand_content_toggle: true, privacy_level: "SELF_ONLY" },
      400,
      "invalid_params",
    ],
    ["a caption of 1100 emoji", { title: "🌅".repeat(1100) }, 200, "ok"],
  ])("given %s answers as TikTok does", async (_what, post, status, code) => {
    expect(await init("lena.rooftop", post)).toEqual([status, code]);
  });

  it("checks the token, then the scope, then the sources", async () => {
    const path = "/v2/post/publish/video/init/";
    expect((await call(base, "act.none", path, {})).code).toBe("access_token_invalid");
    const weak = await tokenOf("kess", "user.info.basic,video.upload");
    expect((await call(base, weak, path, {})).code).toBe("scope_not_authorized");
    const token = await tokenOf("kess");
    const post_info = { privacy_level: "SELF_ONLY" };
    const pulled = { source: "PULL_FROM_URL", video_url: "https://media.example/v.mp4" };
    expect((await call(base, token, path, { post_info, source_info: pulled })).code).toBe(
      "url_ownership_unverified",
    );
    const ceil = await call(base, token, path, { post_info, source_info: fileSource(150e6, 64e6, 3) });
    expect([ceil.code, ceil.message]).toEqual(["invalid_params", "The total chunk count is invalid"]);
    await control(base, "app", { invalidParamSpelling: "invalid_param" });
    expect((await call(base, token, path, { post_info })).code).toBe("invalid_param");
  });

  it("lets six a minute through, and the seventh when the window has moved on", async () => {
    const token = await tokenOf("lena.rooftop");
    for (let i = 0; i < 6; i++) expect((await initDirect(base, token, SIZE)).code).toBe("ok");
    const seventh = await initDirect(base, token, SIZE);
    expect([seventh.status, seventh.code]).toEqual([429, "rate_limit_exceeded"]);
    expect((await initInbox(base, token, SIZE)).code).toBe("ok");
    simulator.clock.advance(60_000);
    expect((await initDirect(base, token, SIZE)).code).toBe("ok");
  });

  it("counts what was posted towards the fifteen of a day", async () => {
    await control(base, "creators/lena.rooftop", { postsToday: 14 });
    expect(await init("lena.rooftop")).toEqual([200, "ok"]);
    expect(await init("lena.rooftop")).toEqual([403, "spam_risk_too_many_posts"]);
  });
});

describe("status", () => {
  it("knows its own publish ids and whose they are", async () => {
    const token = await tokenOf("lena.rooftop");
    const { data } = await initDirect(base, token, SIZE);
    expect((await statusOf(base, token, "v_pub_file~v2-1.1")).code).toBe("invalid_publish_id");
    const other = await statusOf(base, await tokenOf("kess"), data.publish_id);
    expect(other.code).toBe("token_not_authorized_for_specified_publish_id");
    const cancel = await call(base, token, "/v2/post/publish/cancel/", { publish_id: data.publish_id });
    expect(cancel.code).toBe("publish_not_cancellable");
  });

  it("is limited to thirty a minute", async () => {
    const token = await tokenOf("lena.rooftop");
    const answers = await Promise.all(Array.from({ length: 31 }, () => statusOf(base, token, "x")));
    expect(answers.filter((answer) => answer.code === "rate_limit_exceeded")).toHaveLength(1);
  });
});
