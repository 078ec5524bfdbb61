import { eq } from "drizzle-orm";
import { openAccessToken, openRefreshToken } from "#lib/creators/seal-tokens";
import type { Db } from "#lib/db/open";
import * as schema from "#lib/db/schema";
import type { SealingKey } from "#lib/vault/seal";
import { fingerprint } from "#simulator/ledger";
import { control } from "#simulator/walkthrough";
import { type Agreed, checkAgreed, checkTokens, type Finding, type Stored } from "./check-calls";
import type { Call } from "./tally";
import type { World } from "./world";

type There = {
  publishId: string;
  mode: "direct" | "inbox";
  state: "uploading" | "processing" | "inbox" | "complete" | "failed";
  live: boolean;
  sha256: string | null;
  title: string | null;
  bytesReceived: number;
  createdAt: string;
};

export type Checked = { findings: Finding[]; states: Record<string, number> };

const RESTING = new Set(["published", "in_inbox", "failed", "blocked", "unconfirmed", "canceled"]);
const ENDED_WITHOUT = new Set(["failed", "blocked", "canceled"]);

/**
 * Compares TikTok's own list of publishes with our rows. The rules: once (at most one live, or one draft, per post) ·
 * true (`published` is live with exactly our bytes, `failed` and `blocked` are not and cannot become it) · lost (every
 * post has come to rest, and TikTok has what `unconfirmed` waits for) · free (nobody holds a post at rest) · early
 * (nothing was opened before its time) · ordered (whatever got a byte is known to us by its id) · agreed (what was asked for is
 * what the frozen revision says) · refreshed (see `checkTokens`).
 */
export async function checkAll(
  { database: { db }, simulator, keys }: Pick<World, "database" | "simulator" | "keys">,
  calls: readonly Call[],
): Promise<Checked> {
  const { posts: there } = await control<{ posts: There[] }>(simulator.url, "posts");
  const rows = await db.select().from(schema.post);
  const attempts = await db
    .select({ publishId: schema.attempt.publishId, postId: schema.attempt.postId })
    .from(schema.attempt);
  const agreed = await frozen(db);
  const ownerOf = new Map(attempts.map(({ publishId, postId }) => [publishId, postId]));
  const byCaption = new Map(rows.map((row) => [row.content.caption, row.id]));
  const publishesOf = Map.groupBy(
    there,
    (one) => ownerOf.get(one.publishId) ?? byCaption.get(one.title ?? ""),
  );
  const findings: Finding[] = [];
  for (const one of there) {
    if (one.bytesReceived > 0 && !ownerOf.has(one.publishId))
      findings.push({ rule: "ordered", post: one.publishId, seen: "bytes under an id that we never kept" });
  }
  const states: Record<string, number> = {};
  for (const row of rows) {
    states[row.state] = (states[row.state] ?? 0) + 1;
    const publishes = publishesOf.get(row.id) ?? [];
    findings.push(...checkPost(row, publishes, agreed.get(row.id)?.revision.files[0]?.sha256));
  }
  findings.push(...checkAgreed(calls, (publishId) => agreed.get(ownerOf.get(publishId) ?? "")));
  findings.push(...checkTokens(calls, await storedTokens(db, keys)));
  return { findings, states };
}

/** What each post's revision says, with its first file, and on whose profile it is to go out. */
async function frozen(db: Db): Promise<Map<string, Agreed>> {
  const { revision, media, post, creator } = schema;
  const rows = await db
    .select({
      postId: revision.postId,
      id: revision.id,
      hash: revision.hash,
      content: revision.content,
      media,
      handle: creator.handle,
    })
    .from(revision)
    .innerJoin(post, eq(post.revisionId, revision.id))
    .innerJoin(creator, eq(creator.id, post.creatorId))
    .innerJoin(media, eq(media.id, revision.mediaId));
  return new Map(
    rows.map(({ postId, handle, media: { id: mediaId, sha256, bytes, facts }, ...row }) => [
      postId,
      {
        creator: handle ?? "",
        revision: { ...row, files: [{ mediaId, sha256, bytes, mimeType: facts.mimeType }] },
      },
    ]),
  );
}

async function storedTokens(db: Db, keys: readonly SealingKey[]): Promise<Map<string, Stored>> {
  const rows = await db
    .select({ handle: schema.creator.handle, grant: schema.grant })
    .from(schema.grant)
    .innerJoin(schema.creator, eq(schema.creator.id, schema.grant.creatorId));
  return new Map(
    rows.flatMap(({ handle, grant: { creatorId, refreshToken, accessToken } }) => {
      if (!handle || !refreshToken || !accessToken) return [];
      const refresh = fingerprint(openRefreshToken(creatorId, refreshToken, keys));
      return [
        [handle, { refresh, access: fingerprint(openAccessToken(creatorId, accessToken, keys)) }] as const,
      ];
    }),
  );
}

function checkPost(
  row: typeof schema.post.$inferSelect,
  publishes: There[],
  sha256: string | undefined,
): Finding[] {
  const found: Finding[] = [];
  const add = (rule: string, seen: string) => found.push({ rule, post: row.content.caption, seen });
  const live = publishes.filter((one) => one.live);
  const drafts = publishes.filter((one) => one.state === "inbox");
  const mayYet = publishes.filter((one) => one.state === "processing");
  if (live.length + drafts.length > 1) add("once", `${live.length} live, ${drafts.length} drafts`);
  if (row.state === "published" && !(live.length === 1 && live[0]?.sha256 === sha256))
    add("true", `published, and ${live.length} live: ${JSON.stringify(live)}`);
  if (row.state === "in_inbox" && drafts.length !== 1) add("true", `in_inbox, and ${drafts.length} drafts`);
  if (ENDED_WITHOUT.has(row.state) && live.length + drafts.length + mayYet.length > 0)
    add("true", `${row.state} (${row.failure?.code}), and ${JSON.stringify(publishes)}`);
  if (!RESTING.has(row.state)) add("lost", `still ${row.state}, due ${row.dueAt?.toISOString()}`);
  if (row.state === "unconfirmed" && live.length + drafts.length + mayYet.length === 0)
    add("lost", "unconfirmed, and TikTok never had the whole file");
  if (RESTING.has(row.state) && row.leaseHolder !== null) add("free", `held by ${row.leaseHolder}`);
  for (const { createdAt } of publishes)
    if (row.publishAt && Date.parse(createdAt) < row.publishAt.getTime())
      add("early", `${row.publishAt.getTime() - Date.parse(createdAt)} ms too early`);
  return found;
}
