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
import type { Proposal } from "./propose";
import { useProposal } from "./use-proposal";
import { type Movable, type MoveAnswer, wallOf } from "./wall-of";
import { localAt, wallText } from "./wall-words";

type MoveDialogProps = {
  post: Movable;
  reader: Reader;
  clock: ServerClock;
  /** Where the dialog begins: a drop that could not be; else the post's own time. */
  wish?: { when: WallTime; question: TimeQuestion } | null;
  /** The post's own time is no use any more: the dialog begins with one that suits. */
  proposes?: boolean;
  /** Where this post stands among several that are moved one after the other. */
  place?: { number: number; of: number };
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onMove: (when: WallTime) => Promise<MoveAnswer>;
};

const WHY: Record<Proposal["why"], string> = {
  slot: "We propose the queue's next free slot.",
  hour: "We propose the same hour on the next day that has room.",
};

/** Gives a post another time, without a pointer to drag it with. */
export function MoveDialog(props: MoveDialogProps) {
  const { post, reader, clock, wish, proposes = false, place, open, onOpenChange, onMove } = props;
  const usual = post.timeZone ?? reader.timeZone;
  const [chosen, setChosen] = useState<WallTime | null>(wish?.when ?? null);
  const [question, setQuestion] = useState<TimeQuestion | null>(wish?.question ?? null);
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const [postId, setPostId] = useState(post.id);
  if (postId !== post.id) {
    // The next of several, in the same drawer: whoever uses the keyboard stays where they are.
    setPostId(post.id);
    setChosen(null);
    setQuestion(null);
    setVerdict(null);
    setWhy(null);
  }
  const own = wallOf(post, usual);
  const proposal = useProposal({ post, reader, clock, usual, enabled: proposes && open });
  const when = chosen ?? (proposes ? (proposal?.when ?? null) : own);
  const isSame = !wish && when?.local === own?.local && when?.timeZone === own?.timeZone;
  const canMove = when !== null && !question && verdict?.kind !== "ask" && !isSame;
  const nowLocal = localAt(new Date(clock()).toISOString(), usual);
  const move = async () => {
    if (!when || !canMove || pending) return;
    setPending(true);
    setWhy(null);
    const answer = await onMove(when);
    setPending(false);
    if (answer.kind === "moved") return onOpenChange(false);
    if (answer.kind === "next") return;
    // The question is about what stood there, also where nobody chose it.
    setChosen(when);
    if (answer.kind === "asked") setQuestion(answer.question);
    else setWhy(answer.why);
  };
  return (
    <Drawer
      open={open}
      onOpenChange={onOpenChange}
      title={place && place.of > 1 ? `Move post ${place.number} of ${place.of}` : "Move the post"}
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
      {proposal && !chosen ? <p className="mb-3 text-body text-ink-2">{WHY[proposal.why]}</p> : null}
      <LazyPicker
        // The month that is shown is the one of the time that it begins with.
        key={`${post.id} ${proposal?.when.local ?? ""}`}
        workspaceId={reader.workspaceId}
        creatorId={post.creator?.id ?? ""}
        handle={accountOf(post.creator) || "the account"}
        timeZone={usual}
        clock={clock}
        mode={post.mode}
        exceptPostId={post.id}
        value={when}
        onChange={(next, judged) => {
          setChosen(next);
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
