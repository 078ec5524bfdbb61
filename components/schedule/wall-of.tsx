import type { WallTime } from "#lib/clock/wall-time";
import type { TimeQuestion } from "#lib/errors/result";
import type { PostRow } from "#lib/posts/queries";
import { localAt } from "./wall-words";

/** A post with what a move needs to know of it. */
export type Movable = Pick<
  PostRow,
  "id" | "caption" | "mode" | "creator" | "publishAt" | "publishLocal" | "timeZone" | "fold"
>;

/** What a move came to: nothing more to say, the next post's turn, a question about the time, or a sentence. */
export type MoveAnswer =
  | { kind: "moved" }
  | { kind: "next" }
  | { kind: "asked"; question: TimeQuestion }
  | { kind: "no"; why: string };

/** The time of a post on its wall. One that was to go out at once has none of its own. */
export function wallOf({ publishLocal, timeZone, fold, publishAt }: Movable, usual: string): WallTime | null {
  if (publishLocal && timeZone) return { local: publishLocal, timeZone, fold };
  return publishAt ? { local: localAt(publishAt, usual), timeZone: usual, fold: null } : null;
}
