"use client";

import {
  type InfiniteData,
  keepPreviousData,
  type QueryClient,
  useInfiniteQuery,
  useQuery,
} from "@tanstack/react-query";
import { ask } from "#components/posts/ask";
import type { CalendarPage, CalendarPost, CalendarView } from "#lib/posts/calendar";
import type { Meter } from "#lib/posts/meter";
import type { CalendarAddress } from "./calendar-address";
import type { CalendarRange } from "./calendar-range";

/** A change by a colleague or the worker is on the screen after so long, ms. */
const EVERY_MS = 5_000;
/** How full an account is changes slowly, and costs more to ask, ms. */
const METERS_EVERY_MS = 60_000;

export const calendarKey = (workspaceId: string) => ["calendar", workspaceId];
export const metersKey = (workspaceId: string) => ["calendar-meters", workspaceId];

type Filter = Pick<CalendarAddress, "creatorId" | "by" | "status">;
const filterKey = ({ creatorId, by, status }: Filter) => [creatorId, by, status?.id];

function asQuery({ creatorId, by, status }: Filter, place: Record<string, string>): URLSearchParams {
  const query = new URLSearchParams(place);
  if (creatorId) query.set("creator", creatorId);
  if (by) query.set("by", by);
  if (status) query.set("status", status.states.join(","));
  return query;
}

type Asked = {
  workspaceId: string;
  range: CalendarRange;
  filter: Filter;
  /** While a move is on its way nobody asks: the answer could be from before it. */
  isQuiet: boolean;
  enabled: boolean;
};

/** The posts of a time, asked for anew every few seconds while somebody looks. What was there stays until it is known. */
export function useCalendar({ workspaceId, range: { from, to }, filter, isQuiet, enabled }: Asked) {
  return useQuery({
    queryKey: [...calendarKey(workspaceId), from, to, ...filterKey(filter)],
    enabled,
    staleTime: 0,
    refetchInterval: isQuiet ? false : EVERY_MS,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      ask<CalendarView>(`/api/w/${workspaceId}/calendar?${asQuery(filter, { from, to })}`, signal),
  });
}

/** A page of the list: from a moment on, or beside one that is there. `at`: ISO 8601. */
type Place = { side: "from" | "after" | "before"; at: string; id: string };

/** The posts from a moment on, page by page in both directions. */
export function useCalendarList({ workspaceId, range: { from }, filter, isQuiet, enabled }: Asked) {
  const start: Place = { side: "from", at: from, id: "" };
  return useInfiniteQuery({
    queryKey: [...calendarKey(workspaceId), "list", from, ...filterKey(filter)],
    enabled,
    staleTime: 0,
    refetchInterval: isQuiet ? false : EVERY_MS,
    placeholderData: keepPreviousData,
    initialPageParam: start,
    getNextPageParam: ({ later }: CalendarPage): Place | null => later && { side: "after", ...later },
    getPreviousPageParam: ({ earlier }: CalendarPage): Place | null =>
      earlier && { side: "before", ...earlier },
    queryFn: ({ pageParam, signal }) =>
      ask<CalendarPage>(`/api/w/${workspaceId}/calendar/list?${asQuery(filter, pageParam)}`, signal),
  });
}

/** How full the accounts of a time are: asked for by itself, once a minute, whenever the calendar is opened, and after a move. */
export function useMeters(workspaceId: string, { from, to }: CalendarRange, creatorId: string | null) {
  return useQuery({
    queryKey: [...metersKey(workspaceId), from, to, creatorId],
    staleTime: 0,
    refetchInterval: METERS_EVERY_MS,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      const query = asQuery({ creatorId, by: null, status: null }, { from, to });
      return ask<Meter[]>(`/api/w/${workspaceId}/calendar/meters?${query}`, signal);
    },
  });
}

/** The time of a post, as it can be changed. */
export type Time = Pick<CalendarPost, "publishAt" | "publishLocal" | "timeZone" | "fold">;

/** Shows a post at another time wherever it is shown, before the server has said anything. */
export function showAt(client: QueryClient, workspaceId: string, postId: string, time: Time): void {
  const moved = (posts: CalendarPost[]) =>
    posts.map((post) => (post.id === postId ? { ...post, ...time } : post));
  client.setQueriesData<CalendarView | InfiniteData<CalendarPage>>(
    { queryKey: calendarKey(workspaceId) },
    (view) => {
      if (!view) return view;
      if (!("pages" in view)) return { ...view, posts: moved(view.posts) };
      return { ...view, pages: view.pages.map((page) => ({ ...page, posts: moved(page.posts) })) };
    },
  );
}
