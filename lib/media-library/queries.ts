import { and, asc, desc, eq, gte, ilike, isNull, lt, not, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { media, member, user } from "#lib/db/schema";
import type { MediaView } from "#lib/media/view";
import type { Scope } from "#lib/workspaces/scope";
import { mediaView } from "./media-view";
import type { Use } from "./use";
import { storedIn } from "./used-bytes";
import { isHeld, usesOf } from "./uses";

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

/**
 * `next`: what the page after this one begins behind; null where it is the last. A page may have room left and still not be the
 * last: no more than `WALKED` files are looked through at once.
 */
export type LibraryPage = { files: LibraryFile[]; next: string | null };

/** As many files are looked through for a name, or for what uses them: no index knows these. */
export const WALKED = 2_000;

/** A page of the workspace's files, newest first. */
export async function listLibrary(scope: Scope, wish: LibraryWish): Promise<LibraryPage> {
  const { db, actor } = scope;
  const held = isHeld(actor.workspaceId);
  const end = wish.search || wish.used !== undefined ? await endOfWalk(scope, wish) : undefined;
  const rows = await db
    .select({ row: media, by: BY, original, isUsed: held })
    .from(media)
    .leftJoin(user, eq(user.id, media.uploadedBy))
    .leftJoin(original, isOriginal)
    .where(
      and(
        indexed(scope, wish),
        end ? gte(media.id, end) : undefined,
        wish.search ? ilike(media.fileName, `%${wish.search.replace(/[\\%_]/g, "\\$&")}%`) : undefined,
        wish.used === undefined ? undefined : wish.used ? held : not(held),
      ),
    )
    .orderBy(desc(media.id))
    .limit(wish.limit + 1);
  const files = rows.slice(0, wish.limit).map(libraryFile);
  if (rows.length > wish.limit) return { files, next: files.at(-1)?.id ?? null };
  return { files, next: end ?? null };
}

/** What an index leads to, however many files there are. */
const indexed = ({ actor }: Scope, { after, kind, checks, by }: LibraryWish): SQL | undefined =>
  and(
    eq(media.workspaceId, actor.workspaceId),
    isNull(media.deletedAt),
    after ? lt(media.id, after) : undefined,
    kind ? sql`coalesce(${media.facts} ->> 'kind', 'video') = ${kind}` : undefined,
    checks && CHECKED[checks],
    by ? eq(media.uploadedBy, by) : undefined,
  );

/** The file at which looking through them ends for now; `undefined` where the oldest comes sooner. */
async function endOfWalk(scope: Scope, wish: LibraryWish): Promise<string | undefined> {
  const ids = await scope.db
    .select({ id: media.id })
    .from(media)
    .where(indexed(scope, wish))
    .orderBy(desc(media.id))
    .offset(WALKED - 1)
    .limit(2);
  // Behind the last file there is nothing to go on to.
  return ids.length === 2 ? ids[0]?.id : undefined;
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
export const storedBytes = ({ db, actor }: Scope): Promise<number> => storedIn(db, actor.workspaceId);
