import { and, asc, desc, eq, ilike, isNull, lt, not, type SQL, sql, sum } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { media, member, user } from "#lib/db/schema";
import type { MediaView } from "#lib/media/view";
import type { Scope } from "#lib/workspaces/scope";
import { mediaView } from "./media-view";
import type { Use } from "./use";
import { heldAmong, isHeld, usesOf } from "./uses";

/** A file in the library. */
export type LibraryFile = MediaView & {
  /** Who uploaded it, as others know them; null when nobody knows any more. */
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
  /** What the checks say: TikTok would take it, as it is or though it could be better; or it would not. */
  checks?: "ready" | "hints" | "refused";
  /** The user who uploaded it. */
  by?: string;
  /** The id of the last file of the page before. */
  after?: string;
  limit: number;
};

const original = alias(media, "original");
const isOriginal = and(eq(original.id, media.repairedFrom), eq(original.workspaceId, media.workspaceId));
/** Written out, not passed as values: the indexes of these files are found by the same words. */
const CHECKED = {
  ready: sql`${media.verdict} in ('fine', 'hints')`,
  hints: sql`${media.verdict} = 'hints'`,
  refused: sql`${media.verdict} = 'refused'`,
} as const;

const BY = sql<string | null>`coalesce(${user.name}, ${user.email})`;

/** `next`: what the page after this one begins behind; null where it is the last. */
export type LibraryPage = { files: LibraryFile[]; next: string | null };

/** A page of the workspace's files, newest first. */
export async function listLibrary({ db, actor }: Scope, wish: LibraryWish): Promise<LibraryPage> {
  const used = isHeld(actor.workspaceId);
  const conditions: (SQL | undefined)[] = [
    eq(media.workspaceId, actor.workspaceId),
    isNull(media.deletedAt),
    wish.after ? lt(media.id, wish.after) : undefined,
    wish.search ? ilike(media.fileName, `%${wish.search.replace(/[\\%_]/g, "\\$&")}%`) : undefined,
    wish.kind ? sql`coalesce(${media.facts} ->> 'kind', 'video') = ${wish.kind}` : undefined,
    wish.checks && CHECKED[wish.checks],
    wish.by ? eq(media.uploadedBy, wish.by) : undefined,
    wish.used === undefined ? undefined : wish.used ? used : not(used),
  ];
  const rows = await db
    .select({ row: media, by: BY, original })
    .from(media)
    .leftJoin(user, eq(user.id, media.uploadedBy))
    .leftJoin(original, isOriginal)
    .where(and(...conditions))
    .orderBy(desc(media.id))
    .limit(wish.limit + 1);
  const page = rows.slice(0, wish.limit);
  const held = await heldAmong(
    db,
    actor.workspaceId,
    page.map(({ row }) => row.id),
  );
  const files = page.map((each) => libraryFile({ ...each, isUsed: held.has(each.row.id) }));
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

/** Somebody whose files are in the library. */
export type Uploader = { id: string; name: string; hasLeft: boolean };

/**
 * Who has uploaded what is in the library, by name, whether they are still here or not. It goes from one person's files to
 * the next person's, so it costs as much as there are people, however many files they have.
 */
export async function listUploaders({ db, actor }: Scope): Promise<Uploader[]> {
  const next = (behind: SQL) => sql`
    (select ${media.uploadedBy} from ${media}
      where ${media.workspaceId} = ${actor.workspaceId} and ${media.deletedAt} is null and ${behind}
      order by ${media.uploadedBy} limit 1)`;
  const uploaders = sql`(
    with recursive uploader(id) as (
      ${next(sql`${media.uploadedBy} is not null`)}
      union all
      select ${next(sql`${media.uploadedBy} > uploader.id`)} from uploader where uploader.id is not null
    ) select id from uploader)`;
  const here = and(eq(member.workspaceId, actor.workspaceId), eq(member.userId, user.id));
  const rows = await db
    .select({ id: user.id, name: BY, role: member.role })
    .from(user)
    .leftJoin(member, here)
    .where(sql`${user.id} in ${uploaders}`)
    .orderBy(asc(BY), asc(user.id));
  return rows.map(({ id, name, role }) => ({ id, name: name ?? "Somebody", hasLeft: role === null }));
}

/** Bytes that the workspace's files take. */
export async function storedBytes({ db, actor }: Scope): Promise<number> {
  const [stored] = await db
    .select({ bytes: sum(media.bytes) })
    .from(media)
    .where(and(eq(media.workspaceId, actor.workspaceId), isNull(media.deletedAt)));
  return Number(stored?.bytes ?? 0);
}
