import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createSimulator, type Simulator } from "./simulator";
import { makeVideo } from "./test-videos";
import { call, connect, control, initDirect, put, statusOf } from "./walkthrough";

let simulator: Simulator;
let base: string;

beforeAll(async () => {
  simulator = await createSimulator();
  base = simulator.url;
});
beforeEach(() => simulator.reset());
afterAll(() => simulator.close());

describe("publishing", () => {
  it("goes from consent to a public post with a 19-digit id written as a bare number", async () => {
    const video = await makeVideo();
    const { access_token: token, open_id } = await connect(simulator, "lena.rooftop");
    expect(open_id).toMatch(/^-000[\w-]{32}$/);
    const user = await call(base, token, "/v2/user/info/?fields=open_id,display_name,avatar_url");
    expect(user.data.user).toMatchObject({ open_id, display_name: "Lena on the Rooftop" });
    const info = await call(base, token, "/v2/post/publish/creator_info/query/");
    expect(info.data.privacy_level_options).toEqual([
      "PUBLIC_TO_EVERYONE",
      "MUTUAL_FOLLOW_FRIENDS",
      "SELF_ONLY",
    ]);
    const init = await initDirect(base, token, video.length);
    expect((await put(init.data.upload_url, video)).status).toBe(201);
    expect((await statusOf(base, token, init.data.publish_id)).data.status).toBe("PROCESSING_UPLOAD");
    simulator.clock.advance(2000);
    const posted = await statusOf(base, token, init.data.publish_id);
    expect(posted.data).toEqual({ status: "PUBLISH_COMPLETE", uploaded_bytes: video.length });
    simulator.clock.advance(3000);
    const reviewed = await statusOf(base, token, init.data.publish_id);
    const id = /"publicaly_available_post_id":\[(\d{19})\]/.exec(reviewed.text)?.[1];
    expect(String(Number(id))).not.toBe(id);
    const { posts } = await control<{ posts: object[] }>(base, "posts");
    const sha256 = createHash("sha256").update(video).digest("hex");
    expect(posts).toMatchObject([{ postId: id, live: true, public: true, sha256, title: "Golden hour" }]);
    const page = await fetch(`${base}/@lena.rooftop/video/${id}`);
    expect(await page.text()).toContain("Golden hour");
    expect(await (await fetch(`${base}/@lena.rooftop`)).text()).toContain(`/video/${id}`);
    const part = await fetch(`${base}/media/lena.rooftop/${id}`, { headers: { range: "bytes=4-7" } });
    expect([part.status, await part.text()]).toEqual([206, "ftyp"]);
  });
});
