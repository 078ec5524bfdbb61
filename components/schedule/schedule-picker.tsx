"use client";

import { useEffect, useId, useMemo, useRef } from "react";
import type { ServerClock } from "#components/posts/use-server-clock";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { type WallTime, wallTimeAt } from "#lib/clock/wall-time";
import type { TimeQuestion } from "#lib/errors/result";
import { capAt } from "#lib/posts/caps";
import { judge, ownTime, type Verdict } from "./judge";
import { loadsOf } from "./loads";
import { useOwnZone } from "./media-query";
import { MonthGrid } from "./month-grid";
import { askAbout } from "./question-words";
import { fullDays, type Room, roomOf } from "./room";
import { Saying } from "./saying";
import type { CreatorTimes } from "./times";
import { clockText, localAt, nearText, whenSentence } from "./wall-words";
import { ZoneField } from "./zone-field";

const MINUTE_MS = 60_000;

/** For whom a time is chosen. */
export type PickerFacts = {
  workspaceId: string;
  creatorId: string;
  /** How people call the account: "@lena.rooftop". */
  handle: string;
  /** The account's zone, in which a time is meant unless another one is chosen. */
  timeZone: string;
  clock: ServerClock;
  /** How the post is sent: both ways have a limit of their own. */
  mode: "direct" | "inbox";
  /** The post that is being moved: it is not in its own way. */
  exceptPostId?: string;
};

export type SchedulePickerProps = PickerFacts & {
  value: WallTime | null;
  onChange: (when: WallTime, verdict: Verdict) => void;
  /** What the server asked about `value`. It goes with the next change. */
  question?: TimeQuestion | null;
  /** Offered where the time has passed. */
  onNow?: () => void;
  /** What is planned around the month that is shown; absent until it is known. */
  times: CreatorTimes | undefined;
  /** `2026-11`. */
  month: string;
  onMonth: (month: string) => void;
  /** It does not bring what it asks into view: several stand on one page. */
  quiet?: boolean;
};

/** A day and a time in a zone, with everything that speaks for or against it. */
export function SchedulePicker(props: SchedulePickerProps) {
  const { value, timeZone, clock, mode, exceptPostId, times, month, onMonth, onChange } = props;
  const zone = value?.timeZone ?? timeZone;
  const nowLocal = wallTimeAt(clock(), zone);
  const today = nowLocal.slice(0, 10);
  const posts = times?.posts.filter(({ id }) => id !== exceptPostId) ?? [];
  const room = useMemo(() => roomOf(times, mode, exceptPostId), [times, mode, exceptPostId]);
  const minute = Math.floor(clock() / MINUTE_MS) * MINUTE_MS;
  const full = useMemo(() => (room ? fullDays(room, zone, minute) : new Set<string>()), [room, zone, minute]);
  const set = (change: Partial<WallTime>) => {
    const before = value ?? { local: `${today}T${firstTime(today, nowLocal)}`, timeZone: zone };
    const when = { ...before, fold: null, ...change };
    onMonth(when.local.slice(0, 7));
    onChange(when, judge(when, clock(), posts, room));
  };
  const pickDay = (day: string) =>
    set({ local: `${day}T${value ? clockText(value.local) : firstTime(day, nowLocal)}` });
  const pickTime = (time: string) => time && set({ local: `${value?.local.slice(0, 10) ?? today}T${time}` });
  return (
    <div className="flex flex-col gap-3">
      <FreeSlots
        free={times?.free ?? []}
        nowLocal={nowLocal}
        value={value}
        onPick={({ local, timeZone, fold }) => set({ local, timeZone, fold })}
      />
      <MonthGrid
        day={value?.local.slice(0, 10) ?? null}
        today={today}
        month={month}
        loads={loadsOf({ posts, slots: times?.slots ?? [], timeZone: times?.timeZone ?? zone, full }, zone)}
        onDay={pickDay}
        onMonth={onMonth}
      />
      {times && times.slots.length > 0 ? (
        <p className="text-meta text-ink-2">
          Dots are posts of this account. Hatched days have no free slot.
        </p>
      ) : null}
      {room && full.size > 0 ? (
        <p className="text-meta text-ink-2">
          {room.reason === "daily"
            ? `On full days TikTok takes no more posts: usually about ${room.limit.usual} in 24 hours.`
            : `On full days the TikTok inbox has no room: it keeps ${room.limit.usual} drafts in 24 hours.`}
        </p>
      ) : null}
      <div className="grid grid-cols-[8.5rem_minmax(0,1fr)] items-start gap-3 max-[26rem]:grid-cols-1">
        <Field label="Time">
          <Input
            type="time"
            value={value ? clockText(value.local) : ""}
            onValueChange={pickTime}
            className="appearance-none"
          />
        </Field>
        <div className="[&>div]:gap-2">
          <ZoneField
            label="Time zone"
            value={zone}
            onChange={(next) => set({ timeZone: next })}
            at={clock()}
          />
        </div>
      </div>
      <Sayings {...props} posts={posts} room={room} set={set} />
    </div>
  );
}

/** Nine in the morning; on a day that is further on than that, the next full half hour. */
function firstTime(day: string, nowLocal: string): string {
  if (day !== nowLocal.slice(0, 10) || clockText(nowLocal) < "08:30") return "09:00";
  const minutes = Number(nowLocal.slice(11, 13)) * 60 + Number(nowLocal.slice(14, 16));
  const next = Math.min(Math.ceil((minutes + 15) / 30) * 30, 23 * 60 + 30);
  return `${String(Math.floor(next / 60)).padStart(2, "0")}:${String(next % 60).padStart(2, "0")}`;
}

type FreeSlotsProps = {
  free: readonly WallTime[];
  nowLocal: string;
  value: WallTime | null;
  onPick: (slot: WallTime) => void;
};

const SLOTS_SHOWN = 4;

function FreeSlots({ free, nowLocal, value, onPick }: FreeSlotsProps) {
  const labelId = useId();
  if (free.length === 0) return null;
  return (
    <div>
      <p id={labelId} className="mb-1 text-label">
        Free slots
      </p>
      <ul aria-labelledby={labelId} className="flex flex-wrap gap-1">
        {free.slice(0, SLOTS_SHOWN).map((slot) => (
          <li key={`${slot.local} ${slot.fold}`}>
            <Button
              size="sm"
              variant="secondary"
              aria-pressed={value?.local === slot.local && value.timeZone === slot.timeZone}
              onClick={() => onPick(slot)}
              className="px-2 font-medium aria-pressed:border-action aria-pressed:bg-sunken"
            >
              {nearText(slot.local, nowLocal)}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

type SayingsProps = SchedulePickerProps & {
  posts: CreatorTimes["posts"];
  room: Room | null;
  set: (change: Partial<WallTime>) => void;
};

/** What there is to say about the chosen time: itself in words, then what is to be asked, or what to think of. */
function Sayings({ value, clock, handle, question, onNow, posts, room, times, quiet, set }: SayingsProps) {
  const ownZone = useOwnZone();
  const box = useRef<HTMLDivElement>(null);
  const verdict = value ? judge(value, clock(), posts, room) : null;
  const asked = question ?? (verdict?.kind === "ask" ? verdict.question : null);
  const isAsked = asked !== null;
  const isKnown = times !== undefined;
  // Below the month there may be no room for it, on a phone least of all.
  useEffect(() => {
    // What is planned comes a moment later, and pushes it down once more.
    if (isAsked && !quiet) box.current?.scrollIntoView({ block: isKnown ? "nearest" : "end" });
  }, [isAsked, isKnown, quiet]);
  if (!value) return <p className="text-body text-ink-2">Choose a day, or one of the free slots.</p>;
  const told = asked ? askAbout(asked, value, handle) : null;
  const near = verdict?.kind === "fine" ? verdict.near : null;
  return (
    <div ref={box} className="flex flex-col gap-2" aria-live="polite">
      <p className="text-body font-semibold">
        {whenSentence(value, ownZone ? ownTime(value, ownZone) : null)}
        {value.fold ? ` (the ${value.fold === "earlier" ? "first" : "second"} of the two)` : ""}
      </p>
      {told ? (
        <Saying tone="stop" text={told.text}>
          {told.answers.map(({ label, when }) => (
            <Button key={label} size="sm" variant="secondary" onClick={() => set(when)}>
              {label}
            </Button>
          ))}
          {told.offersNow && onNow ? (
            <Button size="sm" variant="secondary" onClick={onNow}>
              Post now
            </Button>
          ) : null}
        </Saying>
      ) : null}
      {near && !told ? (
        <Saying
          tone="wait"
          text={`Another post of ${handle} goes out at ${clockText(wallTimeAt(Date.parse(near.publishAt), value.timeZone))}${
            near.caption ? `: “${near.caption.slice(0, 40)}${near.caption.length > 40 ? "…" : ""}”` : ""
          }. Posts within 15 minutes of each other compete.`}
        />
      ) : null}
      {times && verdict?.kind === "fine" && !told ? (
        <p className="text-meta text-ink-2">
          {dayLoad(value, posts, capAt(times.limits.direct, verdict.at))}
        </p>
      ) : null}
    </div>
  );
}

/** How full the day is before this post: "3 other posts that day. TikTok takes about 15 in 24 hours from all apps." */
function dayLoad(value: WallTime, posts: CreatorTimes["posts"], cap: number): string {
  const sameDay = posts.filter(
    ({ publishAt }) => localAt(publishAt, value.timeZone).slice(0, 10) === value.local.slice(0, 10),
  );
  const others =
    sameDay.length === 0
      ? "No other post"
      : sameDay.length === 1
        ? "1 other post"
        : `${sameDay.length} other posts`;
  return `${others} that day. TikTok takes about ${cap} in 24 hours, from all apps together.`;
}
