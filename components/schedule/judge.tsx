import { resolveWallTime, type WallTime, wallTimeAt } from "#lib/clock/wall-time";
import type { TimeQuestion } from "#lib/errors/result";
import { chooseTime } from "#lib/posts/choose-time";
import { askFull, type Room } from "./room";

/** Posts of one account that are closer than this look like one to its followers, ms. */
export const CLOSE_MS = 15 * 60_000;

export type NearPost = { id: string; publishAt: string; caption: string };

/** What can be said of a chosen time before the server is asked: it can be kept, or something has to be asked first. */
export type Verdict =
  | { kind: "fine"; at: number; near: NearPost | null }
  | { kind: "ask"; question: TimeQuestion };

/**
 * Judges a chosen time by the server's own rules.
 * @param now ms
 * @param posts the account's other posts
 * @param room null where it is not known: then the server alone says what is full
 */
export function judge(
  when: WallTime,
  now: number,
  posts: readonly NearPost[],
  room: Room | null = null,
): Verdict {
  const chosen = chooseTime(when, now);
  if (!chosen.ok) {
    const { problem } = chosen;
    return { kind: "ask", question: problem.kind === "time" ? problem.question : { kind: "unreadable" } };
  }
  const at = chosen.value.publishAt.getTime();
  const full = room && askFull(room, at);
  if (full) return { kind: "ask", question: full };
  const near = posts.find(({ publishAt }) => Math.abs(Date.parse(publishAt) - at) < CLOSE_MS);
  return { kind: "fine", at, near: near ?? null };
}

/** The same instant on the reader's own wall; null where the time has no single instant. */
export function ownTime(when: WallTime, timeZone: string): { local: string; timeZone: string } | null {
  const resolved = resolveWallTime(when);
  return resolved.kind === "one" ? { local: wallTimeAt(resolved.at, timeZone), timeZone } : null;
}
