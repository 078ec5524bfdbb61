"use client";

import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { ask } from "#components/posts/ask";
import { type CreatorTimes, timesKey } from "#components/schedule/times";
import { occurrences } from "#lib/posts/slots";
import type { CalendarRange } from "./calendar-range";
import type { Ghost } from "./slot-ghost";

/** Free slots are drawn for so many accounts at most: more would hide the posts. */
const MOST_ACCOUNTS = 3;
const EVERY_MS = 30_000;
const DAY_MS = 86_400_000;

type Account = { id: string; handle: string };

/** The free slots of a week, of the accounts that are looked at. */
export function useGhosts(
  workspaceId: string,
  accounts: readonly Account[],
  range: CalendarRange | null,
  now: number,
): Ghost[] {
  const asked = range && accounts.length <= MOST_ACCOUNTS ? accounts : [];
  const { from = "", to = "" } = range ?? {};
  const found = useQueries({
    queries: asked.map(({ id }) => ({
      queryKey: [...timesKey(workspaceId), id, from, to],
      refetchInterval: EVERY_MS,
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        ask<CreatorTimes>(
          `/api/w/${workspaceId}/creators/${id}/times?${new URLSearchParams({ from, to })}`,
          signal,
        ),
    })),
    combine: (results) => results.map(({ data }) => data),
  });
  const minute = Math.floor(now / 60_000) * 60_000;
  return useMemo(
    () =>
      asked.flatMap(({ id, handle }, index) => {
        const times = found[index];
        if (!times) return [];
        const start = Math.max(Date.parse(from), minute);
        const days = Math.ceil((Date.parse(to) - start) / DAY_MS);
        const taken = new Set(times.posts.map(({ publishAt }) => publishAt.slice(0, 16)));
        return occurrences(times.slots, times.timeZone, { from: start, days })
          .filter(({ at }) => at < Date.parse(to))
          .map(({ at, local, timeZone }) => {
            return { at: new Date(at).toISOString(), local, timeZone, creatorId: id, handle };
          })
          .filter(({ at }) => !taken.has(at.slice(0, 16)));
      }),
    [asked, found, from, to, minute],
  );
}
