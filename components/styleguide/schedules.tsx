"use client";

import { useState } from "react";
import { CalendarList } from "#components/calendar/calendar-list";
import { CalendarMeters } from "#components/calendar/calendar-meters";
import { PostBlock, PostLine } from "#components/calendar/post-row";
import { SlotGhost } from "#components/calendar/slot-ghost";
import type { Reader } from "#components/posts/reader";
import { SlotEditor } from "#components/queue/slot-editor";
import { SchedulePicker } from "#components/schedule/schedule-picker";
import type { CreatorTimes } from "#components/schedule/times";
import type { WallTime } from "#lib/clock/wall-time";
import type { CalendarPost } from "#lib/posts/calendar";
import { Chapter, Specimen } from "./specimen";

const NOW = "2026-11-24T15:00:00Z";
const NEW_YORK = "America/New_York";
const clock = () => Date.parse(NOW);
const LENA = { id: "lena", handle: "lena.rooftop", displayName: "Lena", avatarUrl: null };

const reader: Reader = {
  workspaceId: "styleguide",
  workspaceName: "Northlight Studio",
  timeZone: NEW_YORK,
  ownCreatorId: null,
  may: { write: true, publish: true, resolve: true, connect: true, operate: false },
  missing: {},
  tiktokUrl: "https://www.tiktok.com",
  now: NOW,
};

const post = (id: string, publishAt: string, more: Partial<CalendarPost> = {}): CalendarPost => ({
  id,
  state: "scheduled",
  caption: "sunset set, take three",
  mode: "direct",
  mediaId: null,
  kind: "video",
  creator: LENA,
  publishAt,
  publishLocal: null,
  timeZone: NEW_YORK,
  fold: null,
  fromSlot: false,
  dueAt: publishAt,
  updatedAt: NOW,
  endedAt: null,
  visibility: null,
  publicPostIds: [],
  failure: null,
  warning: null,
  ...more,
});

const warning = { code: "access_token_invalid", args: {}, support: { at: NOW } } as const;
const posts = [
  post("a", "2026-11-24T14:30:00Z", { state: "published", visibility: "public", endedAt: NOW }),
  post("b", "2026-11-24T17:00:00Z", { caption: "Q&A with Kess, part 2 of 4" }),
  post("c", "2026-11-25T14:30:00Z", { warning, caption: "Behind the scenes" }),
  post("d", "2026-11-25T23:00:00Z", { state: "failed", caption: "" }),
];

const slots = [
  { weekday: 2, time: "18:00" },
  { weekday: 4, time: "09:30" },
];
const meter = {
  creatorId: "lena",
  from: "2026-11-24T05:00:00Z",
  to: "2026-11-25T05:00:00Z",
  sent: 1,
  planned: 4,
  cap: 15,
  learned: false,
  inbox: { pending: 2, cap: 5 },
};
const times: CreatorTimes = {
  timeZone: NEW_YORK,
  slots,
  posts: [
    { id: "x", publishAt: "2026-11-26T14:30:00Z", caption: "Already there" },
    { id: "y", publishAt: "2026-11-24T23:00:00Z", caption: "Tonight" },
  ],
  free: [
    { local: "2026-12-01T18:00", timeZone: NEW_YORK, fold: null, at: "2026-12-01T23:00:00Z" },
    { local: "2026-12-03T09:30", timeZone: NEW_YORK, fold: null, at: "2026-12-03T14:30:00Z" },
  ],
  meter,
  limits: { direct: { usual: 15 }, inbox: { usual: 5 } },
  counted: [],
  countedUntil: "2028-01-01T00:00:00Z",
};
/** A day on which TikTok takes no more: fifteen posts, one every hour from six. */
const crowded: CreatorTimes = {
  ...times,
  counted: Array.from({ length: 15 }, (_, hour) => ({
    id: null,
    at: new Date(Date.parse("2026-11-27T11:00:00Z") + hour * 3_600_000).toISOString(),
    mode: "direct",
  })),
};

const card = { show: () => {}, hide: () => {}, keep: () => {} };
const piece = { reader, now: NOW, card, onMove: () => {} };

/** Times: how they are chosen, and how posts stand at them. */
export function Schedules() {
  return (
    <Chapter title="Schedules">
      <Specimen name="schedule-picker: nothing chosen · fine · close to another · skipped · twice · past · full">
        <div className="grid gap-8 sm:grid-cols-2 xl:grid-cols-1 2xl:grid-cols-2">
          <Picker when={null} />
          <Picker when="2026-11-27T09:30" />
          <Picker when="2026-11-26T09:35" />
          <Picker when="2027-03-14T02:30" />
          <Picker when="2027-11-07T01:30" />
          <Picker when="2026-11-24T09:55" />
          <Picker when="2026-11-27T12:30" times={crowded} />
        </div>
      </Specimen>
      <Specimen name="calendar: lines of a month · blocks of a week · a free slot">
        <div className="grid max-w-md grid-cols-2 gap-4">
          <div className="flex flex-col gap-0.5">
            {posts.map((each) => (
              <PostLine key={each.id} post={each} time={each.publishAt.slice(11, 16)} {...piece} />
            ))}
          </div>
          <div className="flex flex-col gap-1">
            {posts.slice(1, 3).map((each) => (
              <div key={each.id} className="h-16">
                <PostBlock post={each} time={each.publishAt.slice(11, 16)} {...piece} />
              </div>
            ))}
            <div className="h-8">
              <SlotGhost
                reader={reader}
                ghost={{
                  at: "2026-12-01T23:00:00Z",
                  local: "2026-12-01T18:00",
                  timeZone: NEW_YORK,
                  creatorId: "lena",
                  handle: "@lena.rooftop",
                }}
              />
            </div>
          </div>
        </div>
      </Specimen>
      <Specimen name="calendar-list · calendar-meters">
        <CalendarList posts={posts} level={4} {...piece} />
        <CalendarMeters
          meters={[meter, { ...meter, creatorId: "kess", planned: 15, inbox: { pending: 0, cap: 5 } }]}
          nameOf={(id) => (id === "lena" ? "@lena.rooftop" : "@kess")}
          timeZone={NEW_YORK}
        />
      </Specimen>
      <Specimen name="slot-editor">
        <SlotEditor slots={slots} mayChange pending={false} onChange={() => {}} />
      </Specimen>
    </Chapter>
  );
}

function Picker({ when, times: planned = times }: { when: string | null; times?: CreatorTimes }) {
  const [value, setValue] = useState<WallTime | null>(
    when ? { local: when, timeZone: NEW_YORK, fold: null } : null,
  );
  const [month, setMonth] = useState((when ?? NOW).slice(0, 7));
  return (
    <div className="max-w-[20rem]">
      <SchedulePicker
        workspaceId="styleguide"
        creatorId="lena"
        handle="@lena.rooftop"
        timeZone={NEW_YORK}
        clock={clock}
        value={value}
        onChange={setValue}
        onNow={() => {}}
        mode="direct"
        times={planned}
        month={month}
        onMonth={setMonth}
        quiet
      />
    </div>
  );
}
