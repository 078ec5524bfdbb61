"use client";

import { ExternalLink } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { ConnectButton } from "#components/connections/connect-button";
import type { RenderAction } from "#components/guidance/guidance-actions";
import { profileLink } from "#components/posts/public-link";
import { accountOf, paths, type Reader } from "#components/posts/reader";
import { Button, buttonClass } from "#components/ui/button";
import { rowOf } from "#lib/errors/catalog";
import type { Failure } from "#lib/errors/failure";
import type { Action } from "#lib/errors/guidance";
import { done } from "#lib/errors/result";
import { backToDraftAction } from "#lib/posts/actions";
import type { PostRow } from "#lib/posts/queries";
import { type Ask, asks, messageFor } from "./ask-message";
import { type Deed, deeds, editable, edits } from "./deeds";
import { AskLater, ConfirmLater } from "./later";
import { MoveLater, movable } from "./move-later";
import { ReconnectButton } from "./reconnect-button";
import { retryRefusal } from "./retry-refusal";
import type { Doing } from "./use-deed";

/** What the buttons of a card act on. */
export type Subject = {
  reader: Reader;
  failure: Failure;
  /** The posts that wait for the same; the first is the one that the card tells about. */
  posts: readonly [PostRow, ...PostRow[]];
  doing: Doing;
  now: string;
  /** A path of this app: where to come back to from TikTok. */
  returnTo: string;
};

type Look = "primary" | "secondary";
type ButtonProps = { action: Action; look: Look; subject: Subject };

const isAsk = (id: string): id is Ask => (asks as readonly string[]).includes(id);

/** Makes the buttons of a card work on these posts. What the reader's role may not do is left out. */
export function renderActionFor(subject: Subject): RenderAction {
  const { reader, posts, failure } = subject;
  const [post] = posts;
  return (action, look) => {
    const { id, label } = action;
    const deed = deeds[id];
    if (deed) {
      const acted = posts.filter(({ state }) => deed.from.includes(state));
      if (acted.length === 0 || !reader.may[deed.needs]) return null;
      return <DeedButton action={action} look={look} subject={subject} deed={deed} acted={acted} />;
    }
    if (id === "move_to_later") {
      const asked = movable(posts);
      if (asked.length === 0 || !reader.may.publish) return null;
      const disabled = subject.doing.pending !== null;
      return (
        <MoveLater
          label={label}
          look={look}
          reader={reader}
          posts={asked}
          disabled={disabled}
          now={subject.now}
        />
      );
    }
    if (edits.has(id)) {
      if (!reader.may.write || !editable.includes(post.state)) return null;
      return <EditButton action={action} look={look} subject={subject} />;
    }
    if (id === "reconnect" || id === "grant_missing") {
      const { workspaceId } = reader;
      const target = { workspaceId, creatorId: post.creator?.id ?? null, returnTo: subject.returnTo };
      if (!reader.may.connect) return null;
      return (
        <ConnectButton target={target} variant={look}>
          {label}
        </ConnectButton>
      );
    }
    if (id === "send_reconnect_link") {
      // Whoever writes the posts may ask for the permission that they wait for (`link:repair`).
      if (!post.creator || !reader.may.write) return null;
      const { workspaceId, workspaceName, timeZone } = reader;
      const target = {
        workspaceId,
        workspaceName,
        creatorId: post.creator.id,
        account: accountOf(post.creator),
      };
      return (
        <ReconnectButton target={target} times={{ timeZone, now: subject.now }} variant={look}>
          {label}
        </ReconnectButton>
      );
    }
    if (isAsk(id)) return <AskButton ask={id} action={action} look={look} subject={subject} />;
    if (id === "open_tiktok" || id === "check_profile") {
      const href = profileLink(reader.tiktokUrl, post.creator?.handle);
      return <Away href={href} label={label} look={look} />;
    }
    if (id === "open_queue") {
      const creatorId = post.creator?.id;
      return creatorId ? <Inside href={paths.queue(reader, creatorId)} label={label} look={look} /> : null;
    }
    if (id === "check_setup") return <Inside href={`/errors/${failure.code}`} label={label} look={look} />;
    if (id === "disconnect" && post.creator && reader.may.connect) {
      return <Inside href={paths.connection(reader, post.creator.id)} label={label} look={look} />;
    }
    return null;
  };
}

function Away({ href, label, look }: { href: string; label: string; look: Look }) {
  return (
    <a href={href} target="_blank" rel="noreferrer" className={buttonClass({ variant: look })}>
      {label}
      <ExternalLink aria-hidden />
      <span className="sr-only">(opens a new tab)</span>
    </a>
  );
}

const Inside = ({ href, label, look }: { href: string; label: string; look: Look }) => (
  <Link href={href} className={buttonClass({ variant: look })}>
    {label}
  </Link>
);

/** A button that changes posts: this one, or all that wait for the same. */
function DeedButton({
  action: { id, label },
  look,
  subject: { reader, doing },
  deed,
  acted,
}: ButtonProps & { deed: Deed; acted: readonly PostRow[] }) {
  const [asking, setAsking] = useState(false);
  const reasonId = useId();
  const refusals = id === "retry_now" || id === "start_again" ? acted.map(retryRefusal) : [];
  const refusal = refusals.length > 0 && refusals.every(Boolean) ? refusals[0] : undefined;
  const question = deed.ask?.({ count: acted.length });
  const run = () => {
    const { workspaceId } = reader;
    void doing.performAll(id, acted, (each) => deed.run({ workspaceId, ...each }), deed.said);
  };
  if (refusal) {
    return (
      <span className="flex flex-col gap-1 sm:max-w-64">
        <Button variant="secondary" disabled focusableWhenDisabled aria-describedby={reasonId}>
          {label}
        </Button>
        <span id={reasonId} className="text-meta text-ink-2">
          {refusal}
        </span>
      </span>
    );
  }
  return (
    <>
      <Button
        variant={look}
        pending={doing.pending === id}
        disabled={doing.pending !== null}
        onClick={() => (question ? setAsking(true) : run())}
      >
        {acted.length > 1 ? `${label} · all ${acted.length}` : label}
      </Button>
      {question ? (
        <ConfirmLater question={question} open={asking} onOpenChange={setAsking} onYes={run} />
      ) : null}
    </>
  );
}

/** Takes the post back to the desk and opens it in compose. */
function EditButton({
  action: { id, label },
  look,
  subject: { reader, posts, doing, failure },
}: ButtonProps) {
  const router = useRouter();
  const [{ id: postId, state }] = posts;
  const open = async () => {
    const { workspaceId } = reader;
    const isOpen = await doing.perform(
      id,
      async () => (state === "draft" ? done(null) : backToDraftAction({ workspaceId, postId })),
      { postId },
    );
    // What TikTok itself refused is made anew as a whole, whatever our own checks say of it.
    const isRefused = id === "convert_file" && rowOf(failure.code).official;
    if (isOpen) router.push(`${paths.compose(reader, postId)}${isRefused ? "?convert=refused" : ""}`);
  };
  return (
    <Button variant={look} pending={doing.pending === id} disabled={doing.pending !== null} onClick={open}>
      {label}
    </Button>
  );
}

/** Opens a ready-written message to whoever can help. */
function AskButton({ ask, action, look, subject }: ButtonProps & { ask: Ask }) {
  const [open, setOpen] = useState(false);
  const [origin, setOrigin] = useState("");
  const { reader, failure, posts, now } = subject;
  const show = () => {
    setOrigin(window.location.origin);
    setOpen(true);
  };
  return (
    <>
      <Button variant={look} onClick={show}>
        {action.label}
      </Button>
      <AskLater
        message={messageFor(ask, { reader, failure, post: posts[0], now, origin })}
        open={open}
        onOpenChange={setOpen}
      />
    </>
  );
}
