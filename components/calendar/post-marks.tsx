import type { ReactNode } from "react";
import { markOf } from "#components/posts/post-words";
import type { Reader } from "#components/posts/reader";
import { marks, StateMark } from "#components/ui/state-mark";
import type { Tone } from "#components/ui/tone";
import type { CalendarPost } from "#lib/posts/calendar";

/** How a post stands, for a place with little room: colour, word, and both as a mark. */
export type PostMark = { tone: Tone; word: string; mark: ReactNode };

export function postMark(post: CalendarPost, reader: Reader, now: string): PostMark {
  const mark = markOf(post, reader, now);
  const { tone, word } = marks[mark.state];
  return { tone, word: mark.word ?? word, mark: <StateMark {...mark} plain /> };
}
