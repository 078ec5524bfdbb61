"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { ask } from "#components/posts/ask";
import type { LibraryPage } from "#lib/media-library/queries";

/** Which files are looked for. `kind`: null for both. */
export type LibraryChoice = { kind: "video" | "photo" | null; search: string };

/** The workspace's files, newest first, page by page. What was there stays until the answer to another search is. */
export function useLibrary(workspaceId: string, { kind, search }: LibraryChoice) {
  return useInfiniteQuery({
    queryKey: ["library", workspaceId, kind, search],
    // Somebody may have added a file a moment ago, here or elsewhere.
    staleTime: 0,
    placeholderData: keepPreviousData,
    initialPageParam: "",
    getNextPageParam: ({ next }: LibraryPage) => next,
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries({ kind, search, after: pageParam }))
        if (value) query.set(name, value);
      return ask<LibraryPage>(`/api/w/${workspaceId}/library?${query}`, signal);
    },
  });
}
