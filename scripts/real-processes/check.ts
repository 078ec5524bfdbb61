import { eq } from "drizzle-orm";
import type { Db } from "#lib/db/open";
import * as schema from "#lib/db/schema";
import type { Simulator } from "#simulator/simulator";
import { control } from "#simulator/walkthrough";

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

export type Finding = { rule: string; post: string; seen: string };
export type Checked = { findings: Finding[]; states: Record<string, number> };

const RESTING = new Set(["published", "in_inbox", "failed", "blocked", "unconfirmed", "canceled"]);
const ENDED_WITHOUT = new Set(["failed", "blocked", "canceled"]);

/**
 * Compares TikTok's own list of publishes with our rows. The rules: once (at most one live, or one draft, per post) ·
 * true (`published` is live with exactly our bytes, `failed` and `blocked` are not and cannot become it) · lost (every
 * post has come to rest, and TikTok has what `unconfirmed` waits for) · free (nobody holds a post at rest) · early
 * (nothing was opened before its time) · ordered (whatever got a byte is known to us by its id) · known (nothing is at
 * TikTok that we have no row for).
 */
export async function checkAll(db: Db, simulator: Simulator): Promise<Checked> {
  const { posts: there } = await control<{ posts: There[] }>(simulator.url, "posts");
  const rows = await db.select().from(schema.post);
  const attempts = await db
    .select({ publishId: schema.attempt.publishId, postId: schema.attempt.postId })
    .from(schema.attempt);
  const sha256 = new Map(
    (
      await db
        .select({ id: schema.revision.postId, sha256: schema.revision.mediaSha256 })
        .from(schema.revision)
        .innerJoin(schema.post, eq(schema.post.revisionId, schema.revision.id))
    ).map((row) => [row.id, row.sha256]),
  );
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
    findings.push(...checkPost(row, publishes, sha256.get(row.id)));
  }
  return { findings, states };
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
