import { eq } from "drizzle-orm";
import { grant } from "#lib/db/schema";
import type { Failure } from "#lib/errors/failure";
import { retryAfterMs as readRetryAfter } from "#lib/errors/retry-after";
import type { Answer, Trace } from "#lib/tiktok/answer";
import { explain } from "#lib/tiktok/explain";
import { accessToken, markReconnectNeeded } from "./access-token";
import type { Budget } from "./budgets";
import type { Reach } from "./reach";
import { takeTurn } from "./take-turn";

/**
 * How a question to TikTok ended. `failed.reached`: `no` when TikTok cannot have acted on it, `maybe` when the answer
 * was lost. `busy`: our own budget for this creator is used up until `at` (ms); nothing was sent.
 */
export type Reply<T> =
  | { kind: "ok"; value: T; trace: Trace }
  | { kind: "failed"; failure: Failure; reached: "no" | "maybe"; trace?: Trace; retryAfterMs?: number }
  | { kind: "busy"; at: number };

/**
 * Asks TikTok something for a creator: within the budget, with a living token, and once more after a refresh when
 * TikTok no longer takes the token.
 */
export async function askTikTok<T>(
  reach: Reach,
  creatorId: string,
  budget: Budget | null,
  call: (accessToken: string) => Promise<Answer<T>>,
): Promise<Reply<T>> {
  let stale: number | undefined;
  for (;;) {
    const token = await accessToken(reach, creatorId, stale);
    if (token.kind === "failed") return { kind: "failed", failure: token.failure, reached: "no" };
    if (budget) {
      const turn = await takeTurn(reach, creatorId, budget);
      if (turn.kind === "wait") return { kind: "busy", at: turn.at };
    }
    const answer = await call(token.accessToken);
    if (answer.kind === "ok") {
      await noteAnswer(reach, creatorId, token.lastCallAt);
      return answer;
    }
    const told = explain(answer);
    if (told.code === "access_token_invalid") {
      if (stale === undefined) {
        stale = token.generation;
        continue;
      }
      await markReconnectNeeded(reach, creatorId, token.generation, told);
    }
    if (answer.kind === "lost") {
      return { kind: "failed", failure: told, reached: answer.reached, trace: answer.trace };
    }
    const retryAfterMs = answer.retryAfter ? readRetryAfter(answer.retryAfter, reach.clock.now()) : undefined;
    return { kind: "failed", failure: told, reached: "no", trace: answer.trace, retryAfterMs };
  }
}

// The page of a connection says "3 minutes ago": writing it down at every question would be the most frequent write.
const NOTED_MS = 60_000;

async function noteAnswer({ db, clock }: Reach, creatorId: string, last: Date | null): Promise<void> {
  const now = clock.now();
  if (last && last.getTime() >= now - NOTED_MS) return;
  await db
    .update(grant)
    .set({ lastCallAt: new Date(now) })
    .where(eq(grant.creatorId, creatorId));
}
