import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ENGINES } from "#lib/db/test-database";
import { createWorld, type World } from "./test-world";

const ENDS = ["published", "in_inbox", "failed", "blocked", "unconfirmed", "canceled"];

describe.each(ENGINES)("publishing on %s", (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld({ engine });
  });
  afterEach(() => world.close());

  it("takes a video from the button to the public link, with all 19 digits", async () => {
    const creator = await world.addCreator("lena.rooftop");
    const id = await world.post(creator);
    expect((await world.runUntil(id, ENDS)).state).toBe("published");
    const post = await world.runUntil(id, [], 12);
    expect(post.visibility).toBe("public");
    expect(post.publicPostIds).toHaveLength(1);
    expect(post.publicPostIds[0]).toMatch(/^\d{19}$/);
    const [there] = await world.published();
    expect(there?.postId).toBe(post.publicPostIds[0]);
    expect(await world.published()).toHaveLength(1);
  });

  it("leaves a draft in the creator's inbox", async () => {
    const creator = await world.addCreator("lena.rooftop");
    const id = await world.post(creator, { mode: "inbox", privacy: null });
    expect((await world.runUntil(id, ENDS)).state).toBe("in_inbox");
  });
});
