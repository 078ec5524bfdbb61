"use client";

import { useState } from "react";
import type { Reader } from "#components/posts/reader";
import { askAbout } from "#components/schedule/question-words";
import { type MoveAnswer, wallOf } from "#components/schedule/wall-of";
import { addDays, type WallTime, wallTimeAt } from "#lib/clock/wall-time";
import type { TimeQuestion } from "#lib/errors/result";
import type { CalendarPost } from "#lib/posts/calendar";
import { useMove } from "./use-move";

/** Where a post was dropped: so many days further, or at another time of the same week. `at`: ISO 8601. */
export type Drop = { post: CalendarPost; days: number; at: string; keepsHour: boolean };

/** What is asked of a person about a move: which post, and where they wished it to be. */
type Asked = { key: number; post: CalendarPost; wish: { when: WallTime; question: TimeQuestion } | null };

/** Questions that another choice answers; the others are told where the post was dropped. */
const ANSWERABLE: ReadonlySet<TimeQuestion["kind"]> = new Set(["gap", "twice", "full"]);

/** Moving posts in the calendar: by a drop, or by the dialog that every post has. */
export function useMoves(reader: Reader, clock: () => number) {
  const { move, moving } = useMove(reader.workspaceId, clock);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);

  const open = (post: CalendarPost, wish: Asked["wish"]) => {
    setRefusal(null);
    setAsked((before) => ({ key: (before?.key ?? 0) + 1, post, wish }));
    setOpen(true);
  };

  const drop = async ({ post, days, at, keepsHour }: Drop) => {
    setRefusal(null);
    const wall = wallOf(post, reader.timeZone);
    if (!wall) return;
    // Whole days keep the hour on the post's own wall; anything else means the instant that was dropped on.
    const when = keepsHour
      ? { ...wall, local: addDays(wall.local, days), fold: null }
      : { local: wallTimeAt(Date.parse(at), wall.timeZone), timeZone: wall.timeZone, fold: null };
    const outcome = await move(post, when);
    if (outcome.kind === "moved") return;
    if (outcome.kind === "no") return setRefusal(outcome.why);
    if (ANSWERABLE.has(outcome.question.kind)) return open(post, { when, question: outcome.question });
    setRefusal(askAbout(outcome.question, when, post.creator?.handle ?? "the account").text);
  };

  const answer = async (when: WallTime): Promise<MoveAnswer> =>
    asked ? move(asked.post, when) : { kind: "moved" };

  return {
    moving,
    refusal,
    forget: () => setRefusal(null),
    drop,
    ask: (post: CalendarPost) => open(post, null),
    asked,
    isOpen,
    setOpen,
    answer,
  };
}
