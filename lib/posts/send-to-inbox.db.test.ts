import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createScheduleWorld, ENDS, HOUR, type ScheduleWorld } from "#lib/publishing/test-schedule";
import { sendToInbox } from "./send-to-inbox";

let world: ScheduleWorld;
beforeAll(async () => {
  world = await createScheduleWorld();
});
afterAll(() => world.close());
beforeEach(() => world.startAnew());

/** A post that TikTok has not taken directly, as it waits for somebody. */
async function stopped(creatorId = world.lena) {
  const id = await world.scheduled(world.berlinIn(HOUR), { privacy: "SELF_ONLY" }, creatorId);
  await world.fault({ preset: "unaudited_client_can_only_post_to_private_accounts", times: 1 });
  const row = await world.runUntil(id, ENDS);
  expect(row.state).toBe("blocked");
  return row;
}

describe("a post that is sent to the inbox instead", () => {
  it("goes there as a draft, with a consent of its own", async () => {
    const { id, revisionId } = await stopped();
    expect(await sendToInbox(world.scope, { postId: id })).toMatchObject({ ok: true });
    const sent = await world.runUntil(id, ENDS);
    expect(sent).toMatchObject({ state: "in_inbox", content: { mode: "inbox" } });
    expect(sent.revisionId).not.toBe(revisionId);
  });

  it("waits as it did where it may not go there either", async () => {
    const kess = await world.addCreator("kess");
    const before = await stopped(kess);
    await world.addCreator("kess", ["user.info.basic", "video.publish"]);
    const result = await sendToInbox(world.scope, { postId: before.id });
    expect(result).toMatchObject({ ok: false, problem: { kind: "failure" } });
    expect(await world.read(before.id)).toEqual(before);
  });

  it("waits as it did where the process dies in between", async () => {
    const before = await stopped();
    const dying = async () => Promise.reject(new Error("The lights went out."));
    await expect(sendToInbox({ ...world.scope, enqueue: dying }, { postId: before.id })).rejects.toThrow();
    expect(await world.read(before.id)).toEqual(before);
  });
});
