import { IN_FLIGHT, NEEDS_FIXING, type PostState } from "#lib/posts/states";

export const VIEWS = ["month", "week", "list"] as const;
export type CalendarView = (typeof VIEWS)[number];

/** Which posts the calendar shows, by their state. */
export const statusFilters = [
  { id: "scheduled", label: "Scheduled", states: ["scheduled"] },
  { id: "sending", label: "On the way", states: IN_FLIGHT },
  { id: "fix", label: "Needs fixing", states: NEEDS_FIXING },
  { id: "posted", label: "Posted", states: ["published", "in_inbox"] },
] as const satisfies readonly { id: string; label: string; states: readonly PostState[] }[];

/** What the calendar shows, as its address says it. `null`: not said. */
export type CalendarAddress = {
  view: CalendarView | null;
  /** `2026-11-26`. */
  date: string | null;
  creatorId: string | null;
  /** The member who scheduled it, by their id. */
  by: string | null;
  status: (typeof statusFilters)[number] | null;
};

type Query = { get: (name: string) => string | null };

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const isDay = (text: string) => DAY.test(text) && !Number.isNaN(Date.parse(text));

/** Reads an address. What nobody can read counts as not said. */
export function readAddress(query: Query): CalendarAddress {
  const date = query.get("date");
  return {
    view: VIEWS.find((view) => view === query.get("view")) ?? null,
    date: date && isDay(date) ? date : null,
    creatorId: query.get("creator") || null,
    by: query.get("by") || null,
    status: statusFilters.find(({ id }) => id === query.get("status")) ?? null,
  };
}

/** The address that shows this, without what is usual. */
export function addressOf(base: string, { view, date, creatorId, by, status }: CalendarAddress): string {
  const query = new URLSearchParams();
  if (view) query.set("view", view);
  if (date) query.set("date", date);
  if (creatorId) query.set("creator", creatorId);
  if (by) query.set("by", by);
  if (status) query.set("status", status.id);
  return query.size > 0 ? `${base}?${query}` : base;
}
