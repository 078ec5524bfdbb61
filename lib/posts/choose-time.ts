import { resolveWallTime, type WallTime } from "#lib/clock/wall-time";
import { done, type Result, refuse } from "#lib/errors/result";

/** Nobody plans further ahead, and TikTok's permission would have ended. */
const FURTHEST_MS = 366 * 24 * 60 * 60_000;
/** The minute that has just begun is still "now" to whoever chose it. */
const PATIENCE_MS = 60_000;

/** A time as the post's row keeps it: the promise as it was made, and its instant. */
export type ChosenTime = {
  publishAt: Date;
  publishLocal: string | null;
  timeZone: string | null;
  fold: "earlier" | "later" | null;
};

/** "Post now". */
export const nowChosen = (now: number): ChosenTime => ({
  publishAt: new Date(now),
  publishLocal: null,
  timeZone: null,
  fold: null,
});

/**
 * Turns the wall time that a person chose into an instant, or says what has to be asked first: it has passed, it does
 * not exist, it exists twice. Nothing is guessed.
 * @param now ms
 */
export function chooseTime(when: WallTime, now: number): Result<ChosenTime> {
  const resolved = resolveWallTime(when);
  const ask = (question: Parameters<typeof asProblem>[0]) => refuse(asProblem(question));
  if (resolved.kind === "unreadable") return ask({ kind: "unreadable" });
  if (resolved.kind === "gap") return ask({ kind: "gap", local: when.local, skippedTo: resolved.skippedTo });
  if (resolved.kind === "twice") {
    const [earlier, later] = [resolved.earlier, resolved.later].map((at) => new Date(at).toISOString());
    return ask({ kind: "twice", local: when.local, earlier: earlier ?? "", later: later ?? "" });
  }
  const { at } = resolved;
  if (at < now - PATIENCE_MS) return ask({ kind: "past", minutes: Math.ceil((now - at) / 60_000) });
  if (at > now + FURTHEST_MS) return ask({ kind: "too_far" });
  return done(asChosen(when, at));
}

const asProblem = (question: Extract<Parameters<typeof refuse>[0], { kind: "time" }>["question"]) => ({
  kind: "time" as const,
  question,
});

/** What the row keeps of a wall time whose instant is known. */
export const asChosen = ({ local, timeZone, fold }: WallTime, at: number): ChosenTime => ({
  publishAt: new Date(at),
  publishLocal: local,
  timeZone,
  fold,
});

/** The wall time that a row keeps; null where it was "now". */
export function chosenOf(row: {
  publishLocal: string | null;
  timeZone: string | null;
  fold: "earlier" | "later" | null;
}): WallTime | null {
  const { publishLocal: local, timeZone, fold } = row;
  return local && timeZone ? { local, timeZone, fold } : null;
}
