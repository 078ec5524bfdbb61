"use client";

import type { EventDisplayInfo, EventDropInfo, EventInput } from "@fullcalendar/react";
import { Calendar } from "@fullcalendar/react";
import dayGrid from "@fullcalendar/react/daygrid";
import interaction from "@fullcalendar/react/interaction";
import timeGrid from "@fullcalendar/react/timegrid";
import "@fullcalendar/react/skeleton.css";
import { useMemo, useRef } from "react";
import { createPortal } from "react-dom";
import type { Reader } from "#components/posts/reader";
import { clockText, localAt } from "#components/schedule/wall-words";
import { cn } from "#components/ui/cn";
import { wallTimeAt } from "#lib/clock/wall-time";
import type { CalendarPost } from "#lib/posts/calendar";
import { DayStart, useDayCells, useDayKeys } from "./day-start";
import type { CardHandle } from "./post-link";
import { PostBlock, PostLine } from "./post-row";
import { FileGhost, type Ghost, SlotGhost } from "./slot-ghost";
import { whyFixed } from "./standing-still";
import type { Drop } from "./use-moves";

export type CalendarGridProps = {
  view: "month" | "week";
  day: string;
  posts: readonly CalendarPost[];
  ghosts: readonly Ghost[];
  reader: Reader;
  now: string;
  card: CardHandle;
  onMove: (post: CalendarPost) => void;
  onDrop: (drop: Drop) => void;
  /** An empty place was chosen: its wall time, or its day alone. */
  onEmpty: (local: string) => void;
  onMore: (day: string) => void;
  /** A file of the library was dropped: its id, and the wall time or the day alone. */
  onFile: (fileId: string, local: string) => void;
};

/** Posts shown on one day of a month; the rest is one press away. */
const SHOWN_PER_DAY = 3;
/** Posts side by side in the week: more of them would be too narrow to read. */
const SHOWN_BESIDE = 2;
/** How long a block of the week is, so that a frame has room in it. It says nothing about the video. Minutes. */
const BLOCK_MINUTES = 60;
/** Where the week begins to be shown while the present is later. What is earlier is a scroll away. */
const FIRST_HOUR = 7;

/** A block ends with its day, so that it stays one block. */
function asEvent(post: CalendarPost, timeZone: string, editable: boolean): EventInput {
  const local = localAt(post.publishAt, timeZone);
  const at = Date.parse(post.publishAt);
  const minutesLeft = 24 * 60 - Number(local.slice(11, 13)) * 60 - Number(local.slice(14, 16));
  const left = minutesLeft * 60_000 - (at % 60_000) - 1;
  return {
    id: post.id,
    start: post.publishAt,
    end: new Date(at + Math.min(BLOCK_MINUTES * 60_000, left)).toISOString(),
    editable: editable && !whyFixed(post),
    extendedProps: { post },
  };
}

const asGhost = (ghost: Ghost): EventInput => ({
  id: `free ${ghost.creatorId} ${ghost.at}`,
  start: ghost.at,
  end: new Date(Date.parse(ghost.at) + (BLOCK_MINUTES / 2) * 60_000).toISOString(),
  editable: false,
  extendedProps: { ghost },
});

/** The hour at which a day begins to be shown, or an hour before the present one, if that is earlier. */
function firstHour(now: string, timeZone: string): string {
  const present = Number(localAt(now, timeZone).slice(11, 13));
  return `${String(Math.max(0, Math.min(FIRST_HOUR, present - 1))).padStart(2, "0")}:00:00`;
}

/** The calendar opens a layer of its own after nothing, and another view after a word; after anything else it rests. */
const NO_POPOVER = true as unknown as string;

const line = "border-line";

/** A month or a week with its posts. Only loaded where there is room for one. */
export function CalendarGrid(props: CalendarGridProps) {
  const { view, day, posts, ghosts, reader, now, card, onMove } = props;
  const { timeZone } = reader;
  const dragging = useRef(false);
  const mayMove = reader.may.publish;
  const today = localAt(now, timeZone).slice(0, 10);
  const keys = useDayKeys(day < today ? today : day);
  const cells = useDayCells();
  const events = useMemo(
    () => [...posts.map((post) => asEvent(post, timeZone, mayMove)), ...ghosts.map(asGhost)],
    [posts, ghosts, timeZone, mayMove],
  );
  const content = (info: EventDisplayInfo) => {
    const { post, ghost } = info.event.extendedProps as { post?: CalendarPost; ghost?: Ghost };
    if (ghost) return <SlotGhost ghost={ghost} reader={reader} />;
    if (!info.event.start) return null;
    // While it is dragged, a piece tells the time that it would get.
    const time = clockText(localAt(info.event.start.toISOString(), timeZone));
    if (!post) return <FileGhost time={time} />;
    const piece = { post, time, reader, now, card, onMove };
    return view === "month" ? <PostLine {...piece} /> : <PostBlock {...piece} />;
  };
  const drop = (info: EventDropInfo) => {
    const { post } = info.event.extendedProps as { post: CalendarPost };
    const at = info.event.start?.toISOString();
    // What is shown is what our own data says: it moves the post, or leaves it.
    info.revert();
    if (!at) return;
    const { years = 0, months = 0, days, milliseconds } = info.delta;
    if (years || months) return;
    props.onDrop({ post, days, at, keepsHour: milliseconds === 0 });
  };
  const placeOf = ({ date, allDay }: { date: Date; allDay: boolean }) => {
    const local = wallTimeAt(date.getTime(), timeZone);
    return allDay || view === "month" ? local.slice(0, 10) : local;
  };
  return (
    <div
      className="calendar-grid min-w-0 flex-1"
      onClickCapture={(event) => {
        // A drop on its own link is no press of it.
        if (dragging.current) event.preventDefault();
      }}
    >
      <Calendar
        key={`${view} ${day} ${timeZone}`}
        plugins={[dayGrid, timeGrid, interaction]}
        initialView={view === "month" ? "dayGridMonth" : "timeGridWeek"}
        initialDate={day}
        timeZone={timeZone}
        now={now}
        locale="en-GB"
        firstDay={1}
        headerToolbar={false}
        events={events}
        eventContent={content}
        eventInteractive={false}
        editable={mayMove}
        eventDurationEditable={false}
        eventStartEditable={mayMove}
        longPressDelay={300}
        dragRevertDuration={160}
        eventDragStart={() => {
          dragging.current = true;
        }}
        eventDragStop={() => {
          setTimeout(() => {
            dragging.current = false;
          });
        }}
        eventDrop={drop}
        dateClick={(info) => props.onEmpty(placeOf(info))}
        droppable={reader.may.write}
        drop={(info) => props.onFile(info.draggedEl.dataset.file ?? "", placeOf(info))}
        eventOrder="start,id"
        dayMaxEvents={SHOWN_PER_DAY}
        moreLinkClick={({ date }) => {
          props.onMore(wallTimeAt(date.getTime(), timeZone).slice(0, 10));
          return NO_POPOVER;
        }}
        moreLinkText={(count) => `+${count} more`}
        moreLinkHint={(count) => `Show ${count} more posts of this day`}
        height={view === "month" ? "auto" : "calc(100dvh - 15rem)"}
        fixedWeekCount={false}
        allDaySlot={false}
        nowIndicator
        slotDuration="00:30:00"
        snapDuration="00:15:00"
        slotMinHeight={32}
        slotEventOverlap={false}
        eventMaxStack={SHOWN_BESIDE}
        scrollTime={firstHour(now, timeZone)}
        defaultTimedEventDuration={{ minutes: BLOCK_MINUTES }}
        slotHeaderFormat={{ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }}
        className="text-body"
        viewClass="overflow-hidden rounded-lg border border-line bg-surface"
        tableHeaderClass="bg-surface"
        dayHeaderRowClass={cn("border", line)}
        dayHeaderClass={cn("border", line)}
        dayHeaderAlign="start"
        dayHeaderInnerClass="px-2 py-1.5 text-meta font-normal text-ink-2"
        dayHeaderDividerClass={cn("border-b", line)}
        dayRowClass={cn("border", line)}
        dayCellClass={({ isOther, isToday, isPast }) =>
          cn(
            "group/day border min-h-32",
            line,
            isPast && "bg-canvas",
            isOther && "bg-sunken",
            isToday && "bg-accent-tint",
          )
        }
        dayCellTopClass="flex justify-start p-1"
        dayCellTopInnerClass={({ isToday }) =>
          cn("px-1 text-meta text-ink-2", isToday && "font-semibold text-accent-text")
        }
        dayCellDidMount={cells.mount}
        dayCellWillUnmount={cells.unmount}
        dayLaneClass={({ isToday }) => cn("border", line, isToday && "bg-accent-tint")}
        dayLaneInnerClass="mx-0.5"
        slotLaneClass={({ isMinor }) => cn("border", line, isMinor && "border-dotted")}
        slotHeaderClass={cn("border", line)}
        slotHeaderInnerClass="px-2 py-0.5 text-meta text-ink-2"
        slotHeaderRowClass={cn("border", line)}
        slotHeaderDividerClass={cn("border-e", line)}
        fillerClass={cn("border", line)}
        nowIndicatorLineClass="border-t-2 border-accent"
        nowIndicatorHeaderClass="hidden"
        highlightClass="bg-accent-tint"
        eventClass={({ isMirror, isDragging }) =>
          cn(isMirror && "shadow-float", isDragging && !isMirror && "opacity-50")
        }
        rowEventClass="mx-1 mb-0.5"
        listItemEventClass="mx-1 mb-0.5"
        listItemEventInnerClass="min-w-0"
        rowMoreLinkClass="mx-1 mb-1 rounded-sm"
        rowMoreLinkInnerClass="block min-h-6 px-2 py-1 text-meta font-semibold text-accent-text hover:underline"
        columnEventClass="mb-px"
        columnEventInnerClass="h-full"
        columnMoreLinkClass="rounded-sm border border-line bg-raised"
        columnMoreLinkInnerClass="block px-1 py-1 text-meta font-semibold text-accent-text hover:underline"
      />
      {view === "month" && reader.may.write
        ? [...cells.byDay]
            .filter(([each]) => each >= today)
            .map(([each, cell]) =>
              createPortal(<DayStart day={each} keys={keys} onBegin={props.onEmpty} />, cell, each),
            )
        : null}
    </div>
  );
}
