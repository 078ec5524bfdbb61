"use client";

import { lazy, Suspense, useId, useRef, useState } from "react";
import { useMove } from "#components/calendar/use-move";
import type { Reader } from "#components/posts/reader";
import { Button } from "#components/ui/button";
import { type Notice, notify } from "#components/ui/toast";
import type { PostRow } from "#lib/posts/queries";
import { retryRefusal } from "./retry-refusal";

const MoveDialog = lazy(() =>
  import("#components/schedule/move-dialog").then((loaded) => ({ default: loaded.MoveDialog })),
);

/** The posts of a card that can get another time: what waits for its time, and what has stopped. */
export const movable = (posts: readonly PostRow[]): PostRow[] =>
  posts.filter(({ state }) => state === "scheduled" || state === "blocked" || state === "failed");

type MoveLaterProps = {
  label: string;
  look: "primary" | "secondary";
  reader: Reader;
  /** At least one. */
  posts: readonly PostRow[];
  disabled: boolean;
  /** ISO 8601. */
  now: string;
};

/** Another time, by the picker, which begins with one that suits. Several posts are asked about one after the other. */
export function MoveLater({ label, look, reader, posts, disabled, now }: MoveLaterProps) {
  // The posts as they were when the button was pressed: those that are moved leave the card.
  const [asked, setAsked] = useState<readonly PostRow[]>([]);
  const [at, setAt] = useState(0);
  const [round, setRound] = useState(0);
  const [isOpen, setOpen] = useState(false);
  // A notice would lie over the button that moves the next one.
  const held = useRef<Notice[]>([]);
  const clock = () => Date.parse(now);
  const { move } = useMove(reader.workspaceId, clock);
  const reasonId = useId();
  const may = posts.filter((post) => post.state === "scheduled" || retryRefusal(post) === undefined);
  const [first] = posts;
  const refusal = may.length === 0 && first ? retryRefusal(first) : undefined;
  const post = asked[at];
  const close = () => {
    setOpen(false);
    for (const notice of held.current.splice(0)) notify(notice);
  };
  return (
    <>
      <span className="flex flex-col gap-1 sm:max-w-64">
        <Button
          variant={refusal ? "secondary" : look}
          disabled={disabled || refusal !== undefined}
          focusableWhenDisabled
          aria-describedby={refusal ? reasonId : undefined}
          onClick={() => {
            setAsked(may);
            setAt(0);
            setRound(round + 1);
            setOpen(true);
          }}
        >
          {may.length > 1 ? `${label} · all ${may.length}` : label}
        </Button>
        {refusal ? (
          <span id={reasonId} className="text-meta text-ink-2">
            {refusal}
          </span>
        ) : null}
      </span>
      <Suspense fallback={null}>
        {post ? (
          <MoveDialog
            key={round}
            post={post}
            reader={reader}
            clock={clock}
            proposes
            place={{ number: at + 1, of: asked.length }}
            open={isOpen}
            onOpenChange={(open) => open || close()}
            onMove={async (when) => {
              const answer = await move(post, when, (notice) => held.current.push(notice));
              if (answer.kind !== "moved" || at + 1 >= asked.length) return answer;
              setAt(at + 1);
              return { kind: "next" };
            }}
          />
        ) : null}
      </Suspense>
    </>
  );
}
