"use client";

import { useState } from "react";
import { titleOf } from "#components/posts/post-words";
import { accountOf, type Reader } from "#components/posts/reader";
import type { ServerClock } from "#components/posts/use-server-clock";
import { Button } from "#components/ui/button";
import { DialogClose } from "#components/ui/dialog";
import { Drawer } from "#components/ui/drawer";
import type { WallTime } from "#lib/clock/wall-time";
import type { TimeQuestion } from "#lib/errors/result";
import type { Verdict } from "./judge";
import { LazyPicker } from "./pick-layer";
import { type Movable, type MoveAnswer, wallOf } from "./wall-of";
import { localAt, wallText } from "./wall-words";

type MoveDialogProps = {
  post: Movable;
  reader: Reader;
  clock: ServerClock;
  /** Where the dialog begins: a drop that could not be; else the post's own time. */
  wish?: { when: WallTime; question: TimeQuestion } | null;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onMove: (when: WallTime) => Promise<MoveAnswer>;
};

/** Gives a post another time, without a pointer to drag it with. */
export function MoveDialog({ post, reader, clock, wish, open, onOpenChange, onMove }: MoveDialogProps) {
  const usual = post.timeZone ?? reader.timeZone;
  const [when, setWhen] = useState<WallTime | null>(wish?.when ?? wallOf(post, usual));
  const [question, setQuestion] = useState<TimeQuestion | null>(wish?.question ?? null);
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const isSame = !wish && when?.local === wallOf(post, usual)?.local && when?.timeZone === usual;
  const canMove = when !== null && !question && verdict?.kind !== "ask" && !isSame;
  const nowLocal = localAt(new Date(clock()).toISOString(), usual);
  const move = async () => {
    if (!when || !canMove || pending) return;
    setPending(true);
    setWhy(null);
    const answer = await onMove(when);
    setPending(false);
    if (answer.kind === "moved") return onOpenChange(false);
    if (answer.kind === "asked") setQuestion(answer.question);
    else setWhy(answer.why);
  };
  return (
    <Drawer
      open={open}
      onOpenChange={onOpenChange}
      title="Move the post"
      description={
        <>
          <bdi>{titleOf(post.caption)}</bdi>
          {post.creator ? ` · ${accountOf(post.creator)}` : ""}. What was agreed to stays as it is.
        </>
      }
      actions={
        <>
          <Button onClick={move} pending={pending} disabled={!canMove} focusableWhenDisabled>
            {when && !isSame ? `Move to ${wallText(when.local, nowLocal)}` : "Choose another time"}
          </Button>
          <DialogClose>Leave it</DialogClose>
        </>
      }
    >
      <LazyPicker
        workspaceId={reader.workspaceId}
        creatorId={post.creator?.id ?? ""}
        handle={accountOf(post.creator) || "the account"}
        timeZone={usual}
        clock={clock}
        exceptPostId={post.id}
        value={when}
        onChange={(next, judged) => {
          setWhen(next);
          setVerdict(judged);
          setQuestion(null);
          setWhy(null);
        }}
        question={question}
      />
      <p role="alert" className="mt-3 text-body text-stop-text empty:hidden">
        {why ? `It stays where it is. ${why}` : null}
      </p>
    </Drawer>
  );
}
