import { eq, sql } from "drizzle-orm";
import { callWindow } from "#lib/db/schema";
import type { Ground } from "#lib/workspaces/scope";
import { BUDGETS, type Budget, type Turn, WINDOW_MS } from "./budgets";

/**
 * Takes one call out of a creator's budget, counted across all processes in one statement, or says when there will be
 * one.
 */
export async function takeTurn({ db, clock }: Ground, creatorId: string, budget: Budget): Promise<Turn> {
  const key = `${creatorId}:${budget}`;
  const now = clock.now();
  const since = now - WINDOW_MS;
  const recent = sql`array(select at from unnest(${callWindow.calls}) at where at > ${since})`;
  const granted = await db
    .insert(callWindow)
    .values({ key, calls: [now] })
    .onConflictDoUpdate({
      target: callWindow.key,
      set: { calls: sql`${recent} || ${now}::bigint` },
      setWhere: sql`cardinality(${recent}) < ${BUDGETS[budget]}`,
    })
    .returning({ key: callWindow.key });
  if (granted.length === 1) return { kind: "granted" };
  const [row] = await db.select().from(callWindow).where(eq(callWindow.key, key));
  const calls = (row?.calls ?? []).filter((at) => at > since);
  // Between the two questions a place may have become free: then it is free now.
  return { kind: "wait", at: calls.length > 0 ? Math.min(...calls) + WINDOW_MS : now };
}
