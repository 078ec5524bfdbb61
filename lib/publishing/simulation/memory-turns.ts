import { BUDGETS, type Budget, type Turn, WINDOW_MS } from "#lib/creators/budgets";

/** The budgets of calls in memory: the same promise as in Postgres, for all workers of a run together. */
export function memoryTurns(now: () => number): (creatorId: string, budget: Budget) => Turn {
  const calls = new Map<string, number[]>();
  return (creatorId, budget) => {
    const key = `${creatorId}:${budget}`;
    const recent = (calls.get(key) ?? []).filter((at) => at > now() - WINDOW_MS);
    if (recent.length >= BUDGETS[budget]) return { kind: "wait", at: Math.min(...recent) + WINDOW_MS };
    calls.set(key, [...recent, now()]);
    return { kind: "granted" };
  };
}
