import { useQuery } from "@tanstack/react-query";
import type { Result } from "#lib/errors/result";
import type { RecentCaption } from "#lib/posts/caption-findings";

const NOTHING: readonly RecentCaption[] = [];

/** What was written lately for the account; nothing until that is known, because it only serves advice. */
export function useRecentCaptions(
  workspaceId: string,
  creatorId: string | null,
  postId: string | null,
): readonly RecentCaption[] {
  const { data } = useQuery({
    queryKey: ["recent-captions", workspaceId, creatorId, postId],
    enabled: creatorId !== null,
    staleTime: 5 * 60_000,
    retry: false,
    refetchOnWindowFocus: false,
    queryFn: async ({ signal }) => {
      const except = postId ? `?except=${postId}` : "";
      const answer = await fetch(`/api/w/${workspaceId}/creators/${creatorId}/captions${except}`, { signal });
      return (await answer.json()) as Result<RecentCaption[]>;
    },
  });
  return data?.ok ? data.value : NOTHING;
}
