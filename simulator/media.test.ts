import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { identicon } from "./identicon";
import { createSimulator, type Simulator } from "./simulator";
import { makeVideo, type VideoRecipe } from "./test-videos";
import { call, connect, control, initDirect, initInbox, put, statusOf } from "./walkthrough";

let simulator: Simulator;
let base: string;
let token: string;

beforeAll(async () => {
  simulator = await createSimulator();
  base = simulator.url;
});
beforeEach(async () => {
  await simulator.reset();
  token = (await connect(simulator, "lena.rooftop", "user.info.basic,video.publish,video.upload,video.list"))
    .access_token;
});
afterAll(() => simulator.close());

/** Publishes bytes and returns what TikTok says once they are processed. */
async function verdictOn(video: Uint8Array<ArrayBuffer>, as = token, init: typeof initInbox = initDirect) {
  const { data } = await init(base, as, video.length);
  await put(data.upload_url, video);
  simulator.clock.advance(2000);
  const answer = await statusOf(base, as, data.publish_id);
  return answer.data.fail_reason ?? answer.data.status;
}

describe("processing reads what was uploaded", () => {
  it.each<[string, VideoRecipe, string]>([
    ["15 frames a second", { fps: 15 }, "frame_rate_check_failed"],
    ["23.976 frames a second", { fps: 23.976 }, "PUBLISH_COMPLETE"],
    ["60 frames a second", { fps: 60 }, "PUBLISH_COMPLETE"],
    ["a side under 360", { size: "320x640" }, "picture_size_check_failed"],
    [
      "H.265 in MOV",
      { codec: "libx265", container: "mov", extra: ["-x265-params", "log-level=none"] },
      "PUBLISH_COMPLETE",
    ],
    [
      "VP9 in WebM",
      { codec: "libvpx-vp9", container: "webm", extra: ["-deadline", "realtime"] },
      "PUBLISH_COMPLETE",
    ],
    ["MPEG-4 part 2 in MP4", { codec: "mpeg4" }, "file_format_check_failed"],
    ["H.264 in Matroska", { container: "mkv" }, "file_format_check_failed"],
    ["an index in front", { extra: ["-movflags", "+faststart"] }, "PUBLISH_COMPLETE"],
  ])("%s", async (_what, recipe, verdict) => {
    expect(await verdictOn(await makeVideo(recipe))).toBe(verdict);
  });

  it("refuses a picture with a video's name", async () => {
    expect(await verdictOn(new Uint8Array(identicon("not a video")))).toBe("file_format_check_failed");
  });

  it("refuses a file that breaks off, wherever its index is", async () => {
    const indexBehind = await makeVideo();
    expect(await verdictOn(indexBehind.subarray(0, indexBehind.length - 200))).toBe(
      "file_format_check_failed",
    );
    const indexInFront = await makeVideo({ extra: ["-movflags", "+faststart"] });
    expect(await verdictOn(indexInFront.subarray(0, indexInFront.length - 200))).toBe(
      "file_format_check_failed",
    );
  });

  it("takes a video beside an empty sound track, as of a cut that begins after its sound had ended", async () => {
    const video = Buffer.from(await makeVideo({ hasSound: true }));
    const index = video.indexOf("trak", video.indexOf("trak") + 4);
    for (const [table, count] of [
      ["stts", 4],
      ["stsc", 4],
      ["stsz", 8],
      ["stco", 4],
    ] as const) {
      video.writeUInt32BE(0, video.indexOf(table, index) + 4 + count);
    }
    expect(await verdictOn(new Uint8Array(video))).toBe("PUBLISH_COMPLETE");
  });

  it("refuses what is longer than the creator may post", async () => {
    await control(base, "creators/lena.rooftop", { maxDurationSec: 1 });
    expect(await verdictOn(await makeVideo({ seconds: 2 }))).toBe("duration_check_failed");
  });

  it("takes ten minutes into the inbox and no more, whatever the creator may post", async () => {
    const [ten, more] = await Promise.all([600, 602].map((times) => makeVideo({ times })));
    if (!ten || !more) throw new Error("There is no video.");
    for (const maxDurationSec of [1, 3600]) {
      await control(base, "creators/lena.rooftop", { maxDurationSec });
      expect(await verdictOn(ten, token, initInbox)).toBe("SEND_TO_USER_INBOX");
      expect(await verdictOn(more, token, initInbox)).toBe("duration_check_failed");
    }
  });
});

describe("what happens after an upload", () => {
  it("fails with the reason that a fault names, once", async () => {
    const video = await makeVideo();
    await control(base, "faults", { preset: "spam_risk_text" });
    expect(await verdictOn(video)).toBe("spam_risk_text");
    expect(await verdictOn(video)).toBe("PUBLISH_COMPLETE");
  });

  it("waits in the inbox until the creator posts the draft", async () => {
    const video = await makeVideo();
    const { data } = await initInbox(base, token, video.length);
    await put(data.upload_url, video);
    simulator.clock.advance(2000);
    expect((await statusOf(base, token, data.publish_id)).data.status).toBe("SEND_TO_USER_INBOX");
    await control(base, "creators/lena.rooftop/finish-drafts", {});
    expect((await statusOf(base, token, data.publish_id)).data.status).toBe("PUBLISH_COMPLETE");
  });

  it("lets revoking.rae take the access away, so that a new grant finds auth_removed", async () => {
    const video = await makeVideo();
    const rae = (await connect(simulator, "revoking.rae")).access_token;
    const { data } = await initDirect(base, rae, video.length);
    expect((await put(data.upload_url, video)).status).toBe(201);
    expect((await statusOf(base, rae, data.publish_id)).code).toBe("access_token_invalid");
    const again = (await connect(simulator, "revoking.rae")).access_token;
    expect((await statusOf(base, again, data.publish_id)).data).toEqual({
      status: "FAILED",
      fail_reason: "auth_removed",
    });
  });

  it("shows public posts in video/list and leaves out those for the creator alone", async () => {
    const video = await makeVideo();
    for (const privacy_level of ["SELF_ONLY", "PUBLIC_TO_EVERYONE"]) {
      const { data } = await initDirect(base, token, video.length, { privacy_level, title: privacy_level });
      await put(data.upload_url, video);
    }
    simulator.clock.advance(5000);
    const list = await call(base, token, "/v2/video/list/?fields=id,title,duration,share_url", {
      max_count: 5,
    });
    expect(list.data).toMatchObject({
      has_more: false,
      videos: [{ title: "PUBLIC_TO_EVERYONE", duration: 1 }],
    });
    const [post] = list.data.videos as { id: string }[];
    const filters = { video_ids: [post?.id, "7000000000000000001"] };
    const query = await call(base, token, "/v2/video/query/?fields=id", { filters });
    expect(query.data.videos).toEqual([{ id: post?.id }]);
  });

  it("keeps slow.sam waiting three hours for the id", async () => {
    const video = await makeVideo();
    const sam = (await connect(simulator, "slow.sam")).access_token;
    const { data } = await initDirect(base, sam, video.length);
    await put(data.upload_url, video);
    simulator.clock.advance(3_600_000);
    expect((await statusOf(base, sam, data.publish_id)).text).not.toContain("post_id");
    simulator.clock.advance(2.1 * 3_600_000);
    const fresh = (await connect(simulator, "slow.sam")).access_token;
    expect((await statusOf(base, fresh, data.publish_id)).text).toMatch(
      /"publicaly_available_post_id":\[\d{19}\]/,
    );
  });
});
