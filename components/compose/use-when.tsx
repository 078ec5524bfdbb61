"use client";

import { useEffect, useState } from "react";
import type { ServerClock } from "#components/posts/use-server-clock";
import type { Verdict } from "#components/schedule/judge";
import { askFull, roomOf } from "#components/schedule/room";
import { useTimes } from "#components/schedule/times";
import type { Movable } from "#components/schedule/wall-of";
import { localAt, nearText, wallText } from "#components/schedule/wall-words";
import type { WallTime } from "#lib/clock/wall-time";
import type { Full, TimeQuestion } from "#lib/errors/result";
import type { Missing } from "./missing";

/** How a time is chosen: none, the queue's next free one, or one of one's own. */
export type WhenChoice = "now" | "slot" | "pick";

/** How far ahead the queue's free times are asked for, ms. */
const AHEAD_MS = 45 * 86_400_000;

type UseWhen = {
  workspaceId: string;
  creatorId: string | null;
  /** What the draft keeps. */
  when: WallTime | null;
  keep: (when: WallTime | null) => void;
  clock: ServerClock;
  /** The workspace's zone, until the account's is known. */
  timeZone: string;
  /** How the post is sent: both ways have a limit of their own. */
  mode: "direct" | "inbox";
};

/** The "When" of a post that is being composed. */
export function useWhen({ workspaceId, creatorId, when, keep, clock, timeZone, mode }: UseWhen) {
  const [range] = useState(() => {
    const now = clock();
    return { from: new Date(now).toISOString(), to: new Date(now + AHEAD_MS).toISOString() };
  });
  const times = useTimes(workspaceId, creatorId, range.from, range.to);
  const zone = times.data?.timeZone ?? timeZone;
  const [first] = (creatorId && times.data?.free) || [];
  const slot = first ? { local: first.local, timeZone: first.timeZone, fold: first.fold } : null;
  const [choice, setChoice] = useState<WhenChoice>(when ? "pick" : "now");
  const [open, setOpen] = useState(false);
  const [question, setQuestion] = useState<TimeQuestion | null>(null);
  const [fromServer, setFromServer] = useState(false);

  // The slot that is shown is the one that the draft keeps: it moves on when somebody else takes it.
  const slotKey = slot ? JSON.stringify(slot) : null;
  const keptKey = when ? JSON.stringify(when) : null;
  useEffect(() => {
    if (choice === "slot" && slotKey && slotKey !== keptKey) keep(JSON.parse(slotKey) as WallTime);
  }, [choice, slotKey, keptKey, keep]);

  // By whom and how a post is sent decides whether there is room for it: who goes on anyway has said so of these.
  const subject = `${creatorId} ${mode}`;
  const [anyway, setAnyway] = useState<string | null>(null);
  const [said, setSaid] = useState<{ of: string; full: Full } | null>(null);
  // What the server has said holds until what is planned is known anew.
  const known = `${subject} ${times.dataUpdatedAt}`;
  const room = times.isPlaceholderData ? null : roomOf(times.data, mode, undefined);
  const counted = room && askFull(room, clock());
  const full = choice === "now" ? (counted ?? (said?.of === known ? said.full : null)) : null;
  const isAnyway = full !== null && anyway === subject;

  const choose = (next: WhenChoice) => {
    setChoice(next);
    setQuestion(null);
    setAnyway(null);
    if (next === "now") keep(null);
    else if (next === "slot") keep(slot);
  };
  const pick = (next: WallTime, verdict: Verdict) => {
    setChoice("pick");
    setFromServer(false);
    setQuestion(verdict.kind === "ask" ? verdict.question : null);
    keep(next);
  };
  /** A time that needs no picker. The button that named it is gone. */
  const take = (next: WallTime) => {
    setChoice("pick");
    setQuestion(null);
    keep(next);
    document.getElementById("compose-when")?.focus();
  };
  /** The server's question about the time, shown where it is answered. */
  const ask = (next: TimeQuestion) => {
    if (choice === "now" && next.kind === "full") {
      setSaid({ of: known, full: next });
      void times.refetch();
      document.getElementById("compose-when")?.scrollIntoView({ block: "center" });
      return;
    }
    setQuestion(next);
    setFromServer(true);
    setChoice("pick");
    setOpen(true);
  };
  /** Opens the picker with a time that suits, where the one that was wished for has no room. */
  const pickLater = async (post: Pick<Movable, "id" | "mode">) => {
    setChoice("pick");
    setQuestion(null);
    setOpen(true);
    document.getElementById("compose-when")?.scrollIntoView({ block: "center" });
    if (!times.data) return;
    const { propose } = await import("#components/schedule/propose");
    const wished = { publishLocal: when?.local ?? null, timeZone: when?.timeZone ?? null, fold: null };
    const subject: Movable = { ...post, ...wished, caption: "", creator: null, publishAt: null };
    const proposal = propose(subject, times.data, { now: clock(), usual: zone });
    if (proposal) keep(proposal.when);
  };
  const nowLocal = localAt(new Date(clock()).toISOString(), when?.timeZone ?? zone);
  return {
    ...{ choice, choose, pick, take, pickLater, ask, open, setOpen, when, zone, slot, clock },
    times: times.data,
    /** The server's own question; what the picker finds by itself it tells by itself. */
    asked: fromServer ? question : null,
    /** Why there seems to be no room now, where the post is to go out now. */
    full,
    isAnyway,
    /** Sends it now whatever is counted here: TikTok has the last word. */
    goAnyway: (goes: boolean) => setAnyway(goes ? subject : null),
    missing: missingOf(choice, when, choice === "now" ? (isAnyway ? null : full) : question),
    slotText: slot ? nearText(slot.local, nowLocal) : null,
    whenText: when ? wallText(when.local, nowLocal) : null,
  };
}

export type When = ReturnType<typeof useWhen>;

const SHORT: Record<TimeQuestion["kind"], string> = {
  past: "Choose a time that is still to come",
  gap: "Choose a time that exists on that day",
  twice: "Say which of the two times is meant",
  full: "Choose a time at which the account has room",
  too_far: "Choose a time within a year",
  unreadable: "Choose a time",
  no_slot: "Choose a time",
};

function missingOf(choice: WhenChoice, when: WallTime | null, question: TimeQuestion | null): Missing[] {
  if (choice !== "now" && !when) return [{ id: "compose-when", message: "Choose a time" }];
  return question ? [{ id: "compose-when", message: SHORT[question.kind] }] : [];
}
