"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Result } from "#lib/errors/result";
import type { CreatorInfo } from "#lib/tiktok/query-creator";

/**
 * What TikTok says that this creator may do, asked anew each time the screen opens and for each account, as TikTok's
 * guideline 1 wants. Nothing is reused from an earlier screen or another post.
 */
export function useCreatorInfo(workspaceId: string, creatorId: string | null) {
  const [opened] = useState(() => Date.now());
  const query = useQuery({
    queryKey: ["creator-info", opened, workspaceId, creatorId],
    enabled: creatorId !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    queryFn: async ({ signal }) => {
      const path = `/api/w/${workspaceId}/creators/${creatorId}/info`;
      const answer = await fetch(path, { signal, cache: "no-store" });
      return (await answer.json()) as Result<CreatorInfo>;
    },
  });
  const { data, isError, isFetching, dataUpdatedAt, refetch } = query;
  return {
    info: data?.ok ? data.value : null,
    problem: data && !data.ok ? data.problem : null,
    /** We could not even be asked. */
    unreachable: isError && !isFetching,
    asking: isFetching,
    /** ms since 1970. */
    askedAt: dataUpdatedAt,
    askAgain: refetch,
  };
}
