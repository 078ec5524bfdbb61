import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { media, post } from "#lib/db/schema";
import { declaration } from "#lib/posts/rules";
import { schedulePost } from "#lib/posts/schedule";
import { createScheduleWorld, DAY, type ScheduleWorld } from "#lib/publishing/test-schedule";
import { deleteMedia } from "./delete-media";
import { listLibrary, viewLibraryFile } from "./queries";

let world: ScheduleWorld;
beforeAll(async () => {
  world = await createScheduleWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.startAnew();
  await world.db.update(media).set({ deletedAt: new Date() });
});

const foreign = () => {
  const workspaceId = "another" as typeof world.scope.actor.workspaceId;
  return { ...world.scope, actor: { ...world.scope.actor, workspaceId } };
};
const remove = (mediaId: string) => deleteMedia(world.scope, { mediaId });
const mediaOf = async (postId: string) => (await world.read(postId)).content.mediaId ?? "";

describe("deleting a file", () => {
  it("is refused while a scheduled post needs it, and names the post", async () => {
    const postId = await world.scheduled(world.berlinIn(DAY), { caption: "Needs it" });
    const mediaId = await mediaOf(postId);
    expect(await remove(mediaId)).toMatchObject({
      ok: true,
      value: {
        kind: "kept",
        posts: [{ postId, state: "scheduled", caption: "Needs it", account: "@lena.rooftop" }],
      },
    });
    expect(await world.scope.storage.sizeOf(mediaId)).toBeGreaterThan(0);
    expect(await viewLibraryFile(world.scope, mediaId)).toBeDefined();
  });

  it("between the check of a post and its scheduling keeps the post from being scheduled", async () => {
    const { postId, content } = await world.addDraft(world.lena, { caption: "Race" });
    const { db } = world.scope;
    const transaction: typeof db.transaction = async (work) => {
      await remove(content.mediaId ?? "");
      return db.transaction(work);
    };
    const slow = { ...world.scope, db: Object.assign(Object.create(db), { transaction }) };
    const order = { postId, version: 1, sentence: declaration(content), when: world.berlinIn(DAY) };
    expect(await schedulePost(slow, order)).toMatchObject({
      ok: false,
      problem: { kind: "failure", failure: { code: "media.missing" } },
    });
    expect((await world.read(postId)).state).toBe("draft");
  });

  it("keeps the one that is scheduled, however many newer drafts use the same file", async () => {
    const postId = await world.scheduled(world.berlinIn(DAY), { caption: "Old and scheduled" });
    const mediaId = await mediaOf(postId);
    const row = await world.read(postId);
    const drafts = Array.from({ length: 201 }, (_, each) => ({
      ...{ id: `zz-draft-${each}`, workspaceId: row.workspaceId, state: "draft", content: row.content },
      ...{ createdAt: row.createdAt, updatedAt: row.updatedAt },
    }));
    await world.db.insert(post).values(drafts);
    expect(await remove(mediaId)).toMatchObject({ ok: true, value: { kind: "kept", posts: [{ postId }] } });
  });

  it("takes the bytes away, keeps the row, and tells the drafts that used it", async () => {
    const { postId, content } = await world.addDraft(world.lena, { caption: "Draft" });
    const mediaId = content.mediaId ?? "";
    expect(await remove(mediaId)).toMatchObject({
      ok: true,
      value: { kind: "deleted", posts: [{ postId }] },
    });
    expect(await world.scope.storage.sizeOf(mediaId)).toBeUndefined();
    expect(await viewLibraryFile(world.scope, mediaId)).toBeUndefined();
    expect(await world.db.select().from(media).where(eq(media.id, mediaId))).toHaveLength(1);
    expect(await remove(mediaId)).toMatchObject({ ok: true, value: { kind: "deleted" } });
  });

  it("finds nothing in another workspace", async () => {
    const { mediaId } = await world.addVideo();
    const refused = { ok: false, problem: { kind: "not_found" } };
    expect(await deleteMedia(foreign(), { mediaId })).toEqual(refused);
    expect(await world.scope.storage.sizeOf(mediaId)).toBeGreaterThan(0);
  });

  it("goes with a photo of a scheduled carousel as with a video", async () => {
    const set = await world.carousel(2);
    const { postId } = await world.addDraft(world.lena, set);
    await world.db.update(post).set({ state: "scheduled" }).where(eq(post.id, postId));
    const [first = ""] = set.photos?.mediaIds ?? [];
    expect(await remove(first)).toMatchObject({ value: { kind: "kept", posts: [{ postId }] } });
  });
});

describe("the library", () => {
  it("lists files newest first, page by page, and nobody else's", async () => {
    const ids: string[] = [];
    for (let each = 0; each < 5; each++) ids.unshift((await world.addVideo()).mediaId);
    const first = await listLibrary(world.scope, { limit: 3 });
    const rest = await listLibrary(world.scope, { limit: 3, after: first.next ?? "" });
    expect([...first.files, ...rest.files].map(({ id }) => id)).toEqual(ids);
    expect(rest.next).toBeNull();
    expect(await listLibrary(foreign(), { limit: 3 })).toEqual({ files: [], next: null });
  });

  it("finds by name, by kind, and by whether a post uses the file", async () => {
    const [{ mediaId: loose }, photo] = [await world.addVideo(), await world.addPhoto()];
    const { content } = await world.addDraft(world.lena);
    const found = async (wish: object) =>
      (await listLibrary(world.scope, { limit: 10, ...wish })).files.map(({ id }) => id);
    expect(await found({ used: true })).toEqual([content.mediaId]);
    expect(await found({ used: false })).toEqual([photo, loose]);
    expect(await found({ kind: "photo" })).toEqual([photo]);
    expect(await found({ kind: "video", used: false })).toEqual([loose]);
    expect(await found({ search: "ROOF" })).toEqual([photo]);
    expect(await found({ search: "%" })).toEqual([]);
    const [row] = (await listLibrary(world.scope, { limit: 1 })).files;
    expect(row).toMatchObject({ id: content.mediaId, isUsed: true, convertedFrom: null });

    const set = await world.carousel(2);
    const { postId } = await world.addDraft(world.lena, set);
    const photos = set.photos?.mediaIds.toReversed() ?? [];
    expect(await found({ kind: "photo", used: true })).toEqual(photos);
    const { files } = await listLibrary(world.scope, { kind: "photo", limit: 10 });
    expect(files.filter(({ isUsed }) => isUsed).map(({ id }) => id)).toEqual(photos);
    await world.db.update(post).set({ state: "canceled" }).where(eq(post.id, postId));
    expect(await found({ kind: "photo", used: true })).toEqual([]);
  });
});
