import { and, desc, eq, exists, ilike, isNull, lt, ne, not, type SQL, sql, sum } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { media, post, user } from "#lib/db/schema";
import type { MediaView } from "#lib/media/view";
import type { Scope } from "#lib/workspaces/scope";
import { mediaView } from "./media-view";
import type { Use } from "./use";
import { usesOf } from "./uses";

/** A file in the library. */
export type LibraryFile = MediaView & {
  /** Who uploaded it, as others know them; null when they have left. */
  by: string | null;
  isUsed: boolean;
  /** What it was converted from; `original` is null once that was deleted. */
  convertedFrom: { fileName: string; original: MediaView | null } | null;
};

export type LibraryWish = {
  /** Part of a file's name. */
  search?: string;
  kind?: "video" | "photo";
  used?: boolean;
  /** The id of the last file of the page before. */
  after?: string;
  limit: number;
};

const original = alias(media, "original");
const isOriginal = and(eq(original.id, media.repairedFrom), eq(original.workspaceId, media.workspaceId));

const BY = sql<string | null>`coalesce(${user.name}, ${user.email})`;

/** Is there a post that holds on to the file? What is cancelled has let go. */
const usedBy = (db: Scope["db"]) =>
  exists(
    db
      .select({ one: sql`1` })
      .from(post)
      .where(
        and(
          eq(post.workspaceId, media.workspaceId),
          ne(post.state, "canceled"),
          sql`(${post.content} ->> 'mediaId' = ${media.id} or coalesce(${post.content} -> 'photos' -> 'mediaIds', '[]'::jsonb) @> to_jsonb(array[${media.id}]))`,
        ),
      ),
  );

/** A page of the workspace's files, newest first. */
export async function listLibrary(
  { db, actor }: Scope,
  wish: LibraryWish,
): Promise<{ files: LibraryFile[]; next: string | null }> {
  const conditions: (SQL | undefined)[] = [
    eq(media.workspaceId, actor.workspaceId),
    isNull(media.deletedAt),
    wish.after ? lt(media.id, wish.after) : undefined,
    wish.search ? ilike(media.fileName, `%${wish.search.replace(/[\\%_]/g, "\\$&")}%`) : undefined,
    wish.kind === "photo" ? sql`${media.facts} ->> 'kind' = 'photo'` : undefined,
    wish.kind === "video" ? sql`coalesce(${media.facts} ->> 'kind', 'video') = 'video'` : undefined,
    wish.used === undefined ? undefined : wish.used ? usedBy(db) : not(usedBy(db)),
  ];
  const rows = await db
    .select({ row: media, by: BY, original, isUsed: sql<boolean>`${usedBy(db)}` })
    .from(media)
    .leftJoin(user, eq(user.id, media.uploadedBy))
    .leftJoin(original, isOriginal)
    .where(and(...conditions))
    .orderBy(desc(media.id))
    .limit(wish.limit + 1);
  const files = rows.slice(0, wish.limit).map(libraryFile);
  return { files, next: rows.length > wish.limit ? (files.at(-1)?.id ?? null) : null };
}

type MediaRow = typeof media.$inferSelect;
type Found = { row: MediaRow; by: string | null; original: MediaRow | null; isUsed: boolean };

const libraryFile = ({ row, by, isUsed, original: from }: Found): LibraryFile => ({
  ...mediaView(row),
  ...{ by, isUsed },
  convertedFrom: from && { fileName: from.fileName, original: from.deletedAt ? null : mediaView(from) },
});

/** A file with the posts that hold on to it; `undefined` when the workspace has no such file, or no longer. */
export async function viewLibraryFile(
  { db, actor }: Scope,
  mediaId: string,
): Promise<(LibraryFile & { uses: Use[] }) | undefined> {
  const [found] = await db
    .select({ row: media, by: BY, original })
    .from(media)
    .leftJoin(user, eq(user.id, media.uploadedBy))
    .leftJoin(original, isOriginal)
    .where(and(eq(media.workspaceId, actor.workspaceId), eq(media.id, mediaId), isNull(media.deletedAt)));
  if (!found) return undefined;
  const uses = await usesOf(db, actor.workspaceId, mediaId);
  return { ...libraryFile({ ...found, isUsed: uses.length > 0 }), uses };
}

/** Bytes that the workspace's files take. */
export async function storedBytes({ db, actor }: Scope): Promise<number> {
  const [stored] = await db
    .select({ bytes: sum(media.bytes) })
    .from(media)
    .where(and(eq(media.workspaceId, actor.workspaceId), isNull(media.deletedAt)));
  return Number(stored?.bytes ?? 0);
}
