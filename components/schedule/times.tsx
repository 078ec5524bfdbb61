"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ask } from "#components/posts/ask";
import type { Meter } from "#lib/posts/meter";
import type { CreatorTimes } from "#lib/posts/times";

export type { CreatorTimes, Meter };

export const timesKey = (workspaceId: string) => ["times", workspaceId];

/** @param from ISO 8601 @param to ISO 8601 */
export function useTimes(workspaceId: string, creatorId: string | null, from: string, to: string) {
  return useQuery({
    queryKey: [...timesKey(workspaceId), creatorId, from, to],
    enabled: creatorId !== null,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      const range = new URLSearchParams({ from, to });
      return ask<CreatorTimes>(`/api/w/${workspaceId}/creators/${creatorId}/times?${range}`, signal);
    },
  });
}

/** From a day before a month's grid begins to a day after it ends. @param month `2026-11` */
export function gridRange(month: string): { from: string; to: string } {
  const first = Date.parse(`${month}-01T00:00Z`);
  const day = 86_400_000;
  return { from: new Date(first - 8 * day).toISOString(), to: new Date(first + 44 * day).toISOString() };
}
