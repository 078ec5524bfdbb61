"use client";

import { keepPreviousData, type QueryClient, useQuery } from "@tanstack/react-query";
import { ask } from "#components/posts/ask";
import type { CalendarPost, CalendarView } from "#lib/posts/calendar";
import type { CalendarAddress } from "./calendar-address";
import type { CalendarRange } from "./calendar-range";

/** A change by a colleague or the worker is on the screen after so long, ms. */
const EVERY_MS = 5_000;

export const calendarKey = (workspaceId: string) => ["calendar", workspaceId];

/** The posts of a time, asked for anew every few seconds while somebody looks. What was there stays until it is known. */
export function useCalendar(
  workspaceId: string,
  { from, to }: CalendarRange,
  { creatorId, status }: Pick<CalendarAddress, "creatorId" | "status">,
  /** While a move is on its way nobody asks: the answer could be from before it. */
  isQuiet: boolean,
) {
  return useQuery({
    queryKey: [...calendarKey(workspaceId), from, to, creatorId, status?.id],
    staleTime: 0,
    refetchInterval: isQuiet ? false : EVERY_MS,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ from, to });
      if (creatorId) query.set("creator", creatorId);
      if (status) query.set("status", status.states.join(","));
      return ask<CalendarView>(`/api/w/${workspaceId}/calendar?${query}`, signal);
    },
  });
}

/** The time of a post, as it can be changed. */
export type Time = Pick<CalendarPost, "publishAt" | "publishLocal" | "timeZone" | "fold">;

/** Shows a post at another time wherever it is shown, before the server has said anything. */
export function showAt(client: QueryClient, workspaceId: string, postId: string, time: Time): void {
  client.setQueriesData<CalendarView>({ queryKey: calendarKey(workspaceId) }, (view) =>
    view
      ? { ...view, posts: view.posts.map((post) => (post.id === postId ? { ...post, ...time } : post)) }
      : view,
  );
}
