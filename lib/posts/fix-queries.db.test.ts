import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "#lib/db/id";
import { post } from "#lib/db/schema";
import { failure } from "#lib/errors/failure";
import { createScheduleWorld, MINUTE, type ScheduleWorld } from "#lib/publishing/test-schedule";
import { emptyContent } from "./blank-content";
import { gather } from "./fix-items";
import { countFix, FIX_LIMIT, listFix } from "./fix-queries";
import { viewPost } from "./queries";

let world: ScheduleWorld;
beforeAll(async () => {
  world = await createScheduleWorld();
});
afterAll(() => world.close());
beforeEach(() => world.startAnew());

/** Posts that stopped one after the other, a minute apart; their ids, oldest first. */
async function stopped(count: number, code: "spam_risk_text" | "connect.disconnected") {
  const { workspaceId } = world.scope.actor;
  const rows = Array.from({ length: count }, () => {
    world.pushed.advance(MINUTE);
    const now = world.clock.now();
    const [at, cause] = [new Date(now), failure(code, {}, { at: new Date(now).toISOString() })];
    const state = code === "spam_risk_text" ? "failed" : "blocked";
    const times = { publishAt: at, createdAt: at, updatedAt: at };
    const content = emptyContent();
    return { id: newId(now), workspaceId, creatorId: world.lena, state, content, failure: cause, ...times };
  });
  await world.db.insert(post).values(rows);
  return rows.map(({ id }) => id);
}

describe("what needs fixing", () => {
  it("shows what has just stopped, however much was never looked after", async () => {
    await stopped(FIX_LIMIT + 30, "spam_risk_text");
    const [fresh] = await stopped(1, "spam_risk_text");
    const { items, count } = await listFix(world.scope);
    expect(items[0]?.posts.map(({ id }) => id)).toEqual([fresh]);
    expect(count).toEqual({ posts: FIX_LIMIT, more: true });
    expect(await countFix(world.scope)).toEqual(count);
  });

  it("leads to every older one, each once, with one cause in one place over several pages", async () => {
    const refused = await stopped(FIX_LIMIT - 10, "spam_risk_text");
    const cut = await stopped(30, "connect.disconnected");
    const more = await stopped(FIX_LIMIT - 10, "spam_risk_text");
    const pages = [await listFix(world.scope)];
    for (let next = pages[0]?.next; next; next = pages.at(-1)?.next)
      pages.push(await listFix(world.scope, next));
    expect(pages.map(({ items }) => items.flatMap(({ posts }) => posts).length)).toEqual([
      FIX_LIMIT,
      FIX_LIMIT,
      10,
    ]);
    const items = gather(pages.flatMap((page) => page.items));
    const ids = items.flatMap(({ posts }) => posts.map(({ id }) => id));
    expect(ids.toSorted()).toEqual([...refused, ...cut, ...more].toSorted());
    expect(items.filter(({ posts }) => posts.length > 1).map(({ posts }) => posts.length)).toEqual([30]);
  });

  it("counts exactly where it is few, and tells of the others that wait for the same", async () => {
    const [first = ""] = await stopped(3, "connect.disconnected");
    await stopped(2, "spam_risk_text");
    expect(await countFix(world.scope)).toEqual({ posts: 5, more: false });
    expect((await viewPost(world.scope, first))?.alsoWaiting).toBe(2);
  });
});
