import { and, eq, sql } from "drizzle-orm";
import { newId } from "#lib/db/id";
import { insertFrom } from "#lib/db/insert-from";
import type { PostEventWhy, RecordedActor } from "#lib/db/json";
import type { Db, Tx } from "#lib/db/open";
import { post, postEvent } from "#lib/db/schema";
import { type NextState, type PostState, STATES } from "./states";

type PostColumns = Partial<Omit<typeof post.$inferInsert, "id" | "workspaceId" | "state" | "fence">>;

export type Move<From extends PostState> = {
  postId: string;
  from: From;
  to: NextState<From>;
  actor: RecordedActor;
  why?: PostEventWhy;
  /** ms. */
  at: number;
  set?: PostColumns;
  /**
   * Only while this is the post's fence: what a worker that was overtaken sends is refused. Without one the fence rises, and
   * a worker that has the post in hand is refused whatever it sends afterwards.
   */
  fence?: number;
};

const ENDED: ReadonlySet<PostState> = new Set(["published", "canceled", "in_inbox"]);

/**
 * The only writer of a post's state: compare and set, and one line of history, in one statement.
 * @returns false when the post is no longer in `from` (or the fence has risen): somebody else was first, nothing is written
 */
export async function move<From extends PostState>(tx: Tx, request: Move<From>): Promise<boolean> {
  const [moved, ...recorded] = moveWithin(tx, request);
  const rows = await tx
    .with(moved, ...recorded)
    .select({ id: moved.id })
    .from(moved);
  return rows.length === 1;
}

/** The parts of a move, for a statement that writes more on the same condition: the first is the post, when it was moved. */
export function moveWithin<From extends PostState>(db: Db | Tx, request: Move<From>) {
  const { postId, from, to, at } = request;
  // A move is a step forward: whatever kept the post at the last one is over.
  const columns: PostColumns = { ...request.set, takeovers: 0, updatedAt: new Date(at) };
  if (ENDED.has(to)) columns.endedAt = new Date(at);
  const conditions = [eq(post.id, postId), eq(post.state, from)];
  if (request.fence !== undefined) conditions.push(eq(post.fence, request.fence));
  // Somebody other than the worker in whose hands it is: whatever that one still means to write is about another plan.
  const taken = request.fence === undefined && {
    fence: sql`${post.fence} + 1`,
    leaseHolder: null,
    leaseUntil: null,
  };
  const moved = db.$with("moved").as(
    db
      .update(post)
      .set({ ...columns, ...taken, state: to })
      .where(and(...conditions))
      .returning({ id: post.id, revisionId: post.revisionId }),
  );
  const { actor, why = null } = request;
  const line = { id: newId(at), postId, from, to, actor, why, at: new Date(at) };
  return [moved, db.$with("recorded", {}).as(insertFrom(postEvent, "moved", line))] as const;
}

/** Reads a state column. @throws when a row holds what no version of this product wrote */
export function asState(text: string): PostState {
  const found = STATES.find((state) => state === text);
  if (!found) throw new Error(`No post state is called ${text}.`);
  return found;
}
