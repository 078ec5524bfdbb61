"use client";

import { useQuery } from "@tanstack/react-query";
import type { PostView } from "#lib/posts/queries";
import { ask } from "./ask";
import { paceOf } from "./pace";
import type { Reader } from "./reader";

export const postKey = (workspaceId: string, postId?: string) =>
  postId ? ["post", workspaceId, postId] : ["post", workspaceId];

/** A post as it stands now, asked for as often as it may change. A hidden tab and an offline one do not ask. */
export function usePost(reader: Reader, initial: PostView, now: () => number) {
  return useQuery({
    queryKey: postKey(reader.workspaceId, initial.id),
    initialData: initial,
    // Nothing is kept after the page is left: the server renders the next visit from the newest row.
    gcTime: 0,
    staleTime: 0,
    refetchOnMount: false,
    refetchInterval: ({ state }) => paceOf(state.data ?? initial, now()),
    queryFn: ({ signal }) => ask<PostView>(`/api/w/${reader.workspaceId}/posts/${initial.id}`, signal),
  });
}
