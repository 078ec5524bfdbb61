import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "#lib/db/id";
import type { MediaFacts } from "#lib/db/json";
import { media, user } from "#lib/db/schema";
import { judged, RULES_VERSION } from "#lib/media/verdict";
import { removeMember } from "#lib/workspaces/remove-member";
import type { Scope } from "#lib/workspaces/scope";
import { createTeamGround, type TeamGround } from "#lib/workspaces/test-team";
import { judgeMedia } from "./judge-media";
import { type LibraryWish, listLibrary, listUploaders, WALKED } from "./queries";

let team: TeamGround;
let kess: Scope;
beforeAll(async () => {
  team = await createTeamGround();
});
afterAll(() => team.close());
beforeEach(async () => {
  await team.reset();
  kess = await team.addWorkspace("kess@example.com");
});

const FINE: MediaFacts = {
  ...{ container: "mp4", mimeType: "video/mp4", videoCodec: "avc", audioCodec: "aac" },
  ...{ width: 1080, height: 1920, rotation: 0, seconds: 42, frameRate: 30, truncated: false },
};
const SILENT = { ...FINE, audioCodec: null };
const SLOW = { ...SILENT, frameRate: 12 };

/** A file as this version takes it in, or as an older one did: nobody has judged it by these rules. */
async function add(facts: MediaFacts, by: Scope = kess, before: "now" | "before" = "now"): Promise<string> {
  team.time.now += 1_000;
  const row = {
    ...{ id: newId(team.time.now), workspaceId: by.actor.workspaceId, uploadedBy: by.actor.userId },
    ...{ fileName: "clip.mp4", bytes: 1_000_000, sha256: "same", facts, createdAt: new Date(team.time.now) },
  };
  await team.db.insert(media).values(before === "now" ? { ...row, ...judged(row) } : row);
  return row.id;
}
const found = async (wish: Partial<LibraryWish>, scope = kess) =>
  (await listLibrary(scope, { limit: 10, ...wish })).files.map(({ id }) => id);

describe("the library's filters", () => {
  it("finds by what the checks say, page by page without a gap", async () => {
    const added = [];
    for (let each = 0; each < 4; each++)
      added.unshift({ fine: await add(FINE), hints: await add(SILENT), refused: await add(SLOW) });
    expect(await found({ checks: "refused" })).toEqual(added.map(({ refused }) => refused));
    expect(await found({ checks: "hints" })).toEqual(added.map(({ hints }) => hints));
    expect(await found({ checks: "ready" })).toEqual(added.flatMap(({ hints, fine }) => [hints, fine]));
    const pages: string[][] = [];
    let after: string | undefined;
    do {
      const page = await listLibrary(kess, { checks: "ready", limit: 3, after });
      pages.push(page.files.map(({ id }) => id));
      after = page.next ?? undefined;
    } while (after);
    expect(pages.map(({ length }) => length)).toEqual([3, 3, 2]);
    expect(pages.flat()).toEqual(added.flatMap(({ hints, fine }) => [hints, fine]));
  });

  it("looks through so many files at once, and goes on where it stopped", async () => {
    const rows = Array.from({ length: WALKED + 5 }, (_, each) => ({
      ...{ id: `clip-${String(each).padStart(4, "0")}`, workspaceId: kess.actor.workspaceId },
      ...{ fileName: each % 1_000 === 2 ? "roof.mp4" : "clip.mp4", bytes: 1_000_000, sha256: "same" },
      ...{ facts: FINE, createdAt: new Date(team.time.now) },
    }));
    await team.db.insert(media).values(rows);
    const first = await listLibrary(kess, { search: "roof", limit: 10 });
    expect(first.files.map(({ id }) => id)).toEqual(["clip-2002", "clip-1002"]);
    const rest = await listLibrary(kess, { search: "roof", limit: 10, after: first.next ?? "" });
    expect(rest).toMatchObject({ files: [{ id: "clip-0002" }], next: null });
    const none = await listLibrary(kess, { used: true, limit: 10 });
    expect(none).toMatchObject({ files: [], next: first.next });
    expect(await listLibrary(kess, { used: true, limit: 10, after: none.next ?? "" })).toEqual({
      ...{ files: [], next: null },
    });
  });

  it("finds by who uploaded a file, also when they have left, and names nobody of another workspace", async () => {
    const mia = await team.addMember(kess, "editor", "mia@example.com");
    const none = await team.addMember(kess, "editor", "none@example.com");
    const other = await team.addWorkspace("other@example.com");
    const [mine, slow] = [await add(FINE), await add(SLOW)];
    const [hers, foreign] = [await add(FINE, mia), await add(FINE, other)];
    expect(await found({ by: mia.actor.userId })).toEqual([hers]);
    expect(await found({ by: kess.actor.userId })).toEqual([slow, mine]);
    expect(await found({ by: kess.actor.userId, checks: "ready" })).toEqual([mine]);
    expect(await found({ by: none.actor.userId })).toEqual([]);
    expect(await found({ by: kess.actor.userId }, other)).toEqual([]);
    expect(await found({ by: other.actor.userId })).toEqual([]);
    expect(await found({}, other)).toEqual([foreign]);

    await removeMember(kess, { userId: mia.actor.userId });
    const names = [
      { id: kess.actor.userId, name: "kess@example.com", hasLeft: false },
      { id: mia.actor.userId, name: "mia@example.com", hasLeft: true },
    ];
    expect(await listUploaders(kess)).toEqual(names);
    expect(await found({ by: mia.actor.userId })).toEqual([hers]);
    await team.db.delete(user).where(eq(user.id, mia.actor.userId));
    expect(await listUploaders(kess)).toEqual(names.slice(0, 1));
    expect(await found({})).toContain(hers);
  });
});

describe("judging what is stored", () => {
  it("gives files from before an update their verdict, once", async () => {
    const [fine, slow, recent] = [
      await add(FINE, kess, "before"),
      await add(SLOW, kess, "before"),
      await add(FINE),
    ];
    expect(await found({ checks: "ready" })).toEqual([recent]);
    expect(await judgeMedia(team)).toBe(2);
    expect(await found({ checks: "ready" })).toEqual([recent, fine]);
    expect(await found({ checks: "refused" })).toEqual([slow]);
    expect(await judgeMedia(team)).toBe(0);
  });

  it("judges anew what older rules have judged, and leaves alone what newer ones have", async () => {
    const ids = [await add(FINE), await add(FINE)];
    const [older = "", newer = ""] = ids;
    const say = (id: string, judgedBy: number) =>
      team.db.update(media).set({ verdict: "refused", judgedBy }).where(eq(media.id, id));
    await say(older, RULES_VERSION - 1);
    await say(newer, RULES_VERSION + 1);
    expect(await judgeMedia(team)).toBe(1);
    expect(await found({ checks: "ready" })).toEqual([older]);
    expect(await found({ checks: "refused" })).toEqual([newer]);
  });

  it("goes through more files than fit in one batch", async () => {
    const rows = Array.from({ length: 1_201 }, (_, each) => ({
      ...{ id: `old-${String(each).padStart(4, "0")}`, workspaceId: kess.actor.workspaceId },
      ...{ fileName: "old.mp4", bytes: 1_000_000, sha256: "same", createdAt: new Date(team.time.now) },
      facts: each % 2 ? FINE : SLOW,
    }));
    await team.db.insert(media).values(rows);
    expect(await judgeMedia(team)).toBe(1_201);
    expect(await found({ checks: "refused", limit: 2_000 })).toHaveLength(601);
  });
});
