"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { calendarKey, metersKey } from "#components/calendar/use-calendar";
import { ask } from "#components/posts/ask";
import { timesKey } from "#components/schedule/times";
import type { Problem, Result } from "#lib/errors/result";
import type { QueueView } from "#lib/posts/queue-queries";

const EVERY_MS = 5_000;

/** What kept a change from being made, for the place where it was tried. */
function whyNot(problem: Problem): string {
  switch (problem.kind) {
    case "changed":
      return "Somebody else was first. This is how it stands now.";
    case "not_allowed":
      return "Your role here can't change the queue. Ask somebody who owns or manages this workspace.";
    case "signed_out":
      return "You are signed out. Sign in again, then try once more.";
    case "not_found":
      return "This account isn't in the workspace any more.";
    case "time":
      return "In that order TikTok's limit of 24 hours would be passed: it counts drafts for its inbox apart from posts. Everything stays as it was.";
    default:
      return "It was not taken. Look through what you entered.";
  }
}

/** A queue as it stands now, and changes to it: shown at once, taken back where the server says no. */
export function useQueue(workspaceId: string, creatorId: string, initial: QueueView) {
  const client = useQueryClient();
  const key = ["queue", workspaceId, creatorId];
  const [pending, setPending] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const query = useQuery({
    queryKey: key,
    initialData: initial,
    gcTime: 0,
    staleTime: 0,
    refetchOnMount: false,
    refetchInterval: pending ? false : EVERY_MS,
    queryFn: ({ signal }) => ask<QueueView>(`/api/w/${workspaceId}/queue/${creatorId}`, signal),
  });

  const change = async (
    name: string,
    shown: (before: QueueView) => QueueView,
    work: () => Promise<Result<unknown>>,
  ): Promise<boolean> => {
    if (pending) return false;
    setPending(name);
    setRefusal(null);
    await client.cancelQueries({ queryKey: key });
    const before = client.getQueryData<QueueView>(key);
    client.setQueryData<QueueView>(key, (view) => (view ? shown(view) : view));
    let isDone = false;
    try {
      const result = await work();
      isDone = result.ok;
      if (!result.ok) setRefusal(whyNot(result.problem));
    } catch {
      setRefusal("We can't reach Aircheck's server. Nothing was changed as far as we know.");
    }
    if (!isDone) client.setQueryData(key, before);
    setPending(null);
    for (const queryKey of [key, timesKey(workspaceId), calendarKey(workspaceId), metersKey(workspaceId)])
      void client.invalidateQueries({ queryKey });
    return isDone;
  };

  return { query, view: query.data, pending, refusal, forget: () => setRefusal(null), change };
}

export type Queue = ReturnType<typeof useQueue>;
