import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { resumeBlocked } from "#lib/posts/resume-blocked";
import { makeVideo } from "#simulator/test-videos";
import { createWorld, type World } from "./test-world";

// What TikTok or the network may do to a post, and what must become of it: published exactly once, or a state that
// names who can fix it. The simulator's own list of posts is the judge, not our rows.

const ENDS = ["published", "in_inbox", "failed", "blocked", "unconfirmed", "canceled"];
const DAY_MS = 24 * 60 * 60_000;

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await fetch(`${world.simulator.url}/_control/faults`, { method: "DELETE" });
  // Each test counts its own calls: TikTok's minute and day are over.
  world.pushed.advance(2 * DAY_MS);
  world.jobs.length = 0;
});

const liveFor = async (title: string) =>
  (await world.published()).filter((each) => each.title === title && each.live).length;

let titles = 0;
const freshTitle = () => `Golden hour ${++titles}`;

describe("a trouble that passes is waited out, and the post goes out once", () => {
  const passing: [string, object][] = [
    ["429 at init", { preset: "rate_limit_exceeded" }],
    ["internal_error at init", { preset: "internal_error" }],
    ["an init whose answer is lost after it took effect", { on: "init.direct", network: "drop_after" }],
    ["an init that is lost on the way", { on: "init.direct", network: "drop_before" }],
    ["garbage instead of init's answer", { on: "init.direct", network: "garbage" }],
    ["a creator_info that is lost", { on: "creator_info", network: "drop_after" }],
    ["a 503 on the only chunk", { preset: "put_503" }],
    ["a 416 on the only chunk", { preset: "put_416" }],
    ["a chunk whose connection is cut before it arrived", { on: "put", network: "drop_before" }],
    ["a chunk whose answer is lost after it arrived", { on: "put", network: "drop_after" }],
    ["a status that is lost", { on: "status", network: "drop_after" }],
    ["garbage instead of a status", { on: "status", network: "garbage" }],
    ["TikTok's own trouble while processing", { preset: "internal" }],
    ["a token that TikTok has forgotten", { preset: "access_token_invalid" }],
  ];

  it.each(passing)("%s", async (_name, fault) => {
    const creator = await world.addCreator("lena.rooftop");
    const caption = freshTitle();
    const id = await world.post(creator, { caption });
    await world.fault({ times: 1, ...fault });
    const post = await world.runUntil(id, ENDS);
    expect(post.state).toBe("published");
    expect(post.failure).toBeNull();
    expect(await liveFor(caption)).toBe(1);
  });

  it("a token that ran out is refreshed before init, once", async () => {
    const creator = await world.addCreator("lena.rooftop");
    const caption = freshTitle();
    const id = await world.post(creator, { caption });
    await world.control("creators/lena.rooftop/expire-access", {});
    expect((await world.runUntil(id, ENDS)).state).toBe("published");
    expect(await liveFor(caption)).toBe(1);
  });
});

describe("a trouble that stays ends in a state that names who can fix it", () => {
  const staying: [string, object, string][] = [
    [
      "spam_risk_user_banned_from_posting",
      { preset: "spam_risk_user_banned_from_posting" },
      "blocked|failed",
    ],
    ["spam_risk_too_many_posts", { preset: "spam_risk_too_many_posts" }, "blocked"],
    ["reached_active_user_cap", { preset: "reached_active_user_cap" }, "blocked"],
    [
      "unaudited_client_can_only_post_to_private_accounts",
      { preset: "unaudited_client_can_only_post_to_private_accounts" },
      "blocked",
    ],
    ["privacy_level_option_mismatch", { preset: "privacy_level_option_mismatch" }, "failed"],
    ["url_ownership_unverified", { preset: "url_ownership_unverified" }, "blocked|failed"],
    ["invalid_params", { preset: "invalid_params" }, "failed"],
    ["spam_risk_text", { preset: "spam_risk_text" }, "failed"],
    ["spam_risk", { preset: "spam_risk" }, "failed"],
    ["file_format_check_failed", { preset: "file_format_check_failed" }, "failed"],
    ["frame_rate_check_failed", { preset: "frame_rate_check_failed" }, "failed"],
    ["picture_size_check_failed", { preset: "picture_size_check_failed" }, "failed"],
    ["duration_check_failed", { preset: "duration_check_failed" }, "failed"],
    ["auth_removed", { preset: "auth_removed" }, "blocked"],
    ["unknown", { preset: "mercury_in_retrograde" }, "failed"],
    ["unknown", { preset: "spam_risk_something_new" }, "failed"],
    ["unknown", { preset: "novel_check_failed" }, "failed"],
  ];

  it.each(staying)("%s %j", async (code, fault, states) => {
    const creator = await world.addCreator("lena.rooftop");
    const caption = freshTitle();
    const id = await world.post(creator, { caption });
    await world.fault({ times: 1, ...fault });
    const post = await world.runUntil(id, ENDS);
    expect(post.failure?.code).toBe(code);
    expect(states.split("|")).toContain(post.state);
    expect(await liveFor(caption)).toBe(0);
    expect(post.leaseHolder).toBeNull();
  });

  it.each([
    ["spam_risk_too_many_posts", 1],
    ["reached_active_user_cap", 1],
    ["internal_error", 3],
  ])("a %s that is over within the workspace's limit holds nobody up", async (preset, times) => {
    const creator = await world.addCreator("lena.rooftop");
    const caption = freshTitle();
    const id = await world.post(creator, { caption });
    const { publishAt } = await world.read(id);
    await world.fault({ preset, times });
    expect((await world.runUntil(id, ["published", "failed", "unconfirmed"])).state).toBe("published");
    expect(await liveFor(caption)).toBe(1);
    expect(world.clock.now() - (publishAt?.getTime() ?? 0)).toBeLessThan(31 * 60_000);
  });

  it("keeps TikTok's own words of a code it does not know", async () => {
    const creator = await world.addCreator("lena.rooftop");
    const id = await world.post(creator, { caption: freshTitle() });
    await world.fault({ preset: "mercury_in_retrograde", times: 1 });
    const { failure } = await world.runUntil(id, ENDS);
    expect(failure?.support.rawCode).toBe("mercury_in_retrograde");
    expect(failure?.support.raw).toContain("mercury_in_retrograde");
    expect(failure?.support.logId).toBeTruthy();
  });

  it("asks the creator to reconnect when they have removed the app, and goes on once they have", async () => {
    const creator = await world.addCreator("lena.rooftop");
    const caption = freshTitle();
    const id = await world.post(creator, { caption });
    await world.control("creators/lena.rooftop/revoke", {});
    const post = await world.runUntil(id, ENDS);
    expect(post.state).toBe("blocked");
    expect(await liveFor(caption)).toBe(0);

    // As the door does it that they come back through.
    await world.addCreator("lena.rooftop");
    expect(await resumeBlocked(world.scope, creator)).toBeGreaterThan(0);
    expect((await world.read(id)).state).toBe("scheduled");
    expect((await world.runUntil(id, ENDS)).state).toBe("published");
    expect(await liveFor(caption)).toBe(1);
  });

  it("names the missing permission without asking TikTok", async () => {
    const creator = await world.addCreator("kess", ["user.info.basic", "video.upload", "video.publish"]);
    const id = await world.post(creator, { caption: freshTitle(), privacy: "SELF_ONLY" });
    await world.addCreator("kess", ["user.info.basic", "video.upload"]);
    const before = (await world.ledger("init.direct")).length;
    const post = await world.runUntil(id, ENDS);
    expect(post.failure?.code).toBe("scope_not_authorized");
    expect(post.state).toBe("blocked");
    expect(await world.ledger("init.direct")).toHaveLength(before);
  });

  it("says that the inbox is full", async () => {
    const creator = await world.addCreator("lena.rooftop");
    await world.control("creators/lena.rooftop", { pendingShares: 5 });
    const id = await world.post(creator, { mode: "inbox", privacy: null });
    const post = await world.runUntil(id, ENDS);
    expect(post.failure?.code).toBe("spam_risk_too_many_pending_share");
    expect(post.state).toBe("blocked");
    await world.control("creators/lena.rooftop", { pendingShares: 0 });
  });
});

describe("a file of more than one chunk", () => {
  let big: Uint8Array;
  beforeAll(async () => {
    const noisy = ["-vf", "noise=alls=60:allf=t", "-preset", "ultrafast", "-qp", "4"];
    big = await makeVideo({ size: "720x1280", seconds: 1.5, extra: noisy });
    expect(big.byteLength).toBeGreaterThan(70_000_000);
  });

  const troubles: [string, object | undefined][] = [
    ["arrives whole", undefined],
    ["survives a 503 on chunk 2", { preset: "put_503", chunk: 2, times: 1 }],
    ["survives a connection dropped on chunk 2", { on: "put", network: "drop_before", chunk: 2, times: 1 }],
    ["survives the lost answer of chunk 2", { on: "put", network: "drop_after", chunk: 2, times: 1 }],
    ["survives the lost answer of chunk 1", { on: "put", network: "drop_after", chunk: 1, times: 1 }],
    ["starts anew when the address has expired before the end", { preset: "put_403", chunk: 2, times: 1 }],
  ];

  it.each(troubles)("%s", async (_name, fault) => {
    const creator = await world.addCreator("lena.rooftop");
    const { mediaId, sha256 } = await world.addVideo(big);
    const caption = freshTitle();
    const id = await world.post(creator, { caption, mediaId });
    if (fault) await world.fault(fault);
    const post = await world.runUntil(id, ENDS);
    expect(post.state).toBe("published");
    const there = (await world.published()).filter((each) => each.title === caption && each.live);
    expect(there).toHaveLength(1);
    expect(there[0]?.sha256).toBe(sha256);
  });
});
