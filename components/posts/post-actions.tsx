"use client";

import { Ban, CalendarClock, Copy, Pencil, RotateCw } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { lazy, Suspense, useId, useState } from "react";
import { useMove } from "#components/calendar/use-move";
import { deeds, edits } from "#components/fix/deeds";
import { ConfirmLater } from "#components/fix/later";
import { retryRefusal } from "#components/fix/retry-refusal";
import type { Doing } from "#components/fix/use-deed";
import { Button, buttonClass } from "#components/ui/button";
import type { Guidance } from "#lib/errors/guidance";
import type { ActionId } from "#lib/errors/row";
import {
  backToDraftAction,
  cancelPostAction,
  discardDraftAction,
  duplicatePostAction,
} from "#lib/posts/actions";
import type { PostView } from "#lib/posts/queries";
import { paths, type Reader } from "./reader";
import type { ServerClock } from "./use-server-clock";

const MoveDialog = lazy(() =>
  import("#components/schedule/move-dialog").then((loaded) => ({ default: loaded.MoveDialog })),
);

type PostActionsProps = {
  view: PostView;
  reader: Reader;
  doing: Doing;
  clock: ServerClock;
  /** The card on the page: what it offers is not offered twice. */
  guidance: Guidance | null;
};

/** What can be done to the post itself, whatever state it is in. */
export function PostActions(props: PostActionsProps) {
  const { view, reader, guidance } = props;
  const onCard = new Set<ActionId>(
    guidance
      ? [...(guidance.primary ? [guidance.primary] : []), ...guidance.secondary].map(({ id }) => id)
      : [],
  );
  const { state } = view;
  const canEdit = reader.may.write && ![...onCard].some((id) => edits.has(id));
  const stopped = state === "blocked" || state === "failed";
  const isMovable = state === "scheduled" || (stopped && retryRefusal(view) === undefined);
  return (
    <>
      {isMovable && reader.may.publish && !onCard.has("move_to_later") ? <Move {...props} /> : null}
      {state === "draft" && reader.may.write ? (
        <Link href={paths.compose(reader, view.id)} className={buttonClass()}>
          <Pencil />
          Finish in compose
        </Link>
      ) : null}
      {canEdit && (state === "scheduled" || stopped) && !onCard.has("stop_retrying") ? (
        <Edit {...props} />
      ) : null}
      {stopped && reader.may.publish && !onCard.has("retry_now") ? <Retry {...props} /> : null}
      {state !== "draft" && reader.may.write ? <Duplicate {...props} /> : null}
      {state === "draft" && reader.may.write ? <End {...props} discard /> : null}
      {(state === "scheduled" || state === "blocked") && reader.may.publish ? <End {...props} /> : null}
    </>
  );
}

function Edit({ view, reader, doing }: PostActionsProps) {
  const router = useRouter();
  const { workspaceId } = reader;
  const edit = async () => {
    const postId = view.id;
    const taken = await doing.perform("edit", () => backToDraftAction({ workspaceId, postId }), { postId });
    if (taken) router.push(paths.compose(reader, postId));
  };
  return (
    <Button
      variant="secondary"
      pending={doing.pending === "edit"}
      disabled={doing.pending !== null}
      onClick={edit}
    >
      <Pencil />
      {view.state === "scheduled" ? "Back to draft" : "Edit"}
    </Button>
  );
}

/** Another time, by the same picker as everywhere. */
function Move({ view, reader, doing, clock }: PostActionsProps) {
  const [isOpen, setOpen] = useState(false);
  const [everOpen, setEverOpen] = useState(false);
  const { move } = useMove(reader.workspaceId, clock);
  return (
    <>
      <Button
        variant="secondary"
        disabled={doing.pending !== null}
        onClick={() => {
          setEverOpen(true);
          setOpen(true);
        }}
      >
        <CalendarClock />
        Move to…
      </Button>
      {everOpen ? (
        <Suspense fallback={null}>
          <MoveDialog
            post={view}
            reader={{ ...reader, timeZone: view.timeZone }}
            clock={clock}
            open={isOpen}
            onOpenChange={setOpen}
            onMove={(when) => move(view, when)}
          />
        </Suspense>
      ) : null}
    </>
  );
}

/** A draft with the same video and words. Who can watch is chosen anew: TikTok forbids to preset it. */
function Duplicate({ view, reader, doing }: PostActionsProps) {
  const router = useRouter();
  const { workspaceId } = reader;
  const postId = view.id;
  const duplicate = async () => {
    let copy: string | undefined;
    const isDone = await doing.perform(
      "duplicate",
      async () => {
        const result = await duplicatePostAction({ workspaceId, postId, creatorId: null });
        if (result.ok) copy = result.value.postId;
        return result;
      },
      { postId },
    );
    if (isDone && copy) router.push(paths.compose(reader, copy));
  };
  return (
    <Button
      variant="secondary"
      pending={doing.pending === "duplicate"}
      disabled={doing.pending !== null}
      onClick={duplicate}
    >
      <Copy />
      Duplicate
    </Button>
  );
}

function Retry({ view, reader, doing }: PostActionsProps) {
  const reasonId = useId();
  const refusal = retryRefusal(view);
  const { workspaceId } = reader;
  const deed = deeds.retry_now;
  const run = () => {
    if (!deed) return;
    void doing.performAll("retry", [view], (each) => deed.run({ workspaceId, ...each }), deed.said);
  };
  return (
    <span className="flex max-w-56 flex-col gap-1">
      <Button
        variant="secondary"
        pending={doing.pending === "retry"}
        disabled={doing.pending !== null || refusal !== undefined}
        focusableWhenDisabled
        aria-describedby={refusal ? reasonId : undefined}
        onClick={run}
      >
        <RotateCw />
        Try again now
      </Button>
      {refusal ? (
        <span id={reasonId} className="text-meta text-ink-2">
          {refusal}
        </span>
      ) : null}
    </span>
  );
}

function End({ view, reader, doing, discard = false }: PostActionsProps & { discard?: boolean }) {
  const [asking, setAsking] = useState(false);
  const router = useRouter();
  const { workspaceId } = reader;
  const postId = view.id;
  const end = async () => {
    const run = discard ? discardDraftAction : cancelPostAction;
    const said = discard ? "Draft discarded" : "Cancelled. Nothing goes out";
    const ended = await doing.perform("end", () => run({ workspaceId, postId }), { postId, said });
    if (ended && discard) router.push(paths.posts(reader));
  };
  const question = discard
    ? {
        title: "Discard this draft?",
        text: "It ends for good. The video stays stored.",
        yes: "Discard the draft",
      }
    : {
        title: "Cancel this post?",
        text: "It won't go out, and it can't be taken up again. Nothing of it is live on TikTok.",
        yes: "Cancel the post",
      };
  return (
    <>
      <Button
        variant="secondary"
        pending={doing.pending === "end"}
        disabled={doing.pending !== null}
        onClick={() => setAsking(true)}
      >
        <Ban />
        {discard ? "Discard" : "Cancel"}
      </Button>
      <ConfirmLater
        question={question}
        open={asking}
        onOpenChange={setAsking}
        onYes={end}
        danger
        no={discard ? "Keep it" : "Keep the post"}
      />
    </>
  );
}
