"use client";

import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { ask, Refused } from "#components/posts/ask";
import type { RepairPlan } from "#lib/db/json";
import { type Failure, failure } from "#lib/errors/failure";
import type { Problem, Result } from "#lib/errors/result";
import { placeFor, type RepairPlace } from "#lib/media/repair-time";
import type { MediaView } from "#lib/media/view";
import { cancelRepairAction, requestRepairAction } from "#lib/repair/actions";
import type { RepairView } from "#lib/repair/repair-view";

/** How one conversion stands. `share` from 0 to 1; `null` while it waits for its turn. */
export type Repairing =
  | { kind: "converting"; place: RepairPlace; share: number | null }
  /** Converted in this browser, and on its way to the server. */
  | { kind: "storing" }
  | { kind: "done"; result: MediaView }
  | { kind: "failed"; failure: Failure }
  /** Our own server said no, or could not be reached. */
  | { kind: "refused"; why: "signed_out" | "not_allowed" | "unreached" | "changed" };

/** Why our own server did not convert, in words. */
export const REFUSED_TEXT = {
  unreached: "We could not reach the server. Nothing you wrote is lost.",
  signed_out: "You are signed out. Sign in again in another tab, then convert here.",
  not_allowed: "Your role here may not upload or convert files.",
  changed: "It was cancelled or changed in another window.",
} as const;

/** The id of the part of the page that converts. */
export const REPAIR_ID = "compose-convert";

export type RepairWish = {
  place: RepairPlace;
  file: MediaView;
  plan: RepairPlan;
  maxSeconds: number | null;
  /** TikTok has refused the file, whatever our checks say of it. */
  refused: boolean;
};

const LOOK_MS = 500;

/**
 * Converts stored files, any number at once: on the server where it can, else in this browser, which then sends the result
 * through `keep`. What runs on the server goes on when the page is left, and is found again when it is asked for again.
 */
export function useRepairs(
  workspaceId: string,
  keep: (file: File, original: MediaView) => Promise<Result<MediaView>>,
) {
  const [all, setAll] = useState<Readonly<Record<string, Repairing>>>({});
  const stops = useRef(new Map<string, AbortController>());
  const serverIds = useRef(new Map<string, string>());
  /** What is under way or being ended for each file: the next one begins after it, or would be ended with it. */
  const works = useRef(new Map<string, Promise<unknown>>());
  const keeper = useRef(keep);
  keeper.current = keep;
  useEffect(() => {
    const running = stops.current;
    return () => {
      for (const stop of running.values()) stop.abort();
    };
  }, []);

  const expected = useRef<{ file: File; mediaId: string | null } | null>(null);
  /** Somebody wants this file converted as soon as it is stored. */
  const expect = useCallback((file: File) => {
    expected.current = { file, mediaId: null };
  }, []);
  /** A file is stored. What it is called there is no sign of which one it is. */
  const noteStored = useCallback((file: File | null, mediaId: string) => {
    if (expected.current && expected.current.file === file) expected.current.mediaId = mediaId;
  }, []);
  const isExpected = useCallback(({ id }: MediaView) => expected.current?.mediaId === id, []);

  const set = useCallback((fileId: string, state: Repairing | null) => {
    setAll(({ [fileId]: _before, ...others }) => (state ? { ...others, [fileId]: state } : others));
  }, []);

  const start = useCallback(
    (wish: RepairWish) => {
      const { file } = wish;
      const place = placeFor(file, wish.place);
      const { id } = file;
      if (stops.current.has(id)) return;
      expected.current = null;
      const stop = new AbortController();
      stops.current.set(id, stop);
      set(id, { kind: "converting", place, share: null });
      const tell = (state: Repairing) => {
        if (!stop.signal.aborted) set(id, state);
      };
      const onId = (repairId: string) => {
        if (!stop.signal.aborted) serverIds.current.set(id, repairId);
      };
      const work = (works.current.get(id) ?? Promise.resolve())
        .then(() =>
          place === "server"
            ? onServer(workspaceId, wish, stop.signal, tell, onId, () => stops.current.size)
            : inBrowser(workspaceId, wish, stop.signal, tell, keeper.current),
        )
        .catch(() => tell({ kind: "refused", why: "unreached" }))
        .finally(() => {
          if (stops.current.get(id) === stop) stops.current.delete(id);
        });
      works.current.set(id, work);
    },
    [workspaceId, set],
  );

  const cancel = useCallback(
    (fileId: string) => {
      stops.current.get(fileId)?.abort();
      stops.current.delete(fileId);
      const repairId = serverIds.current.get(fileId);
      if (repairId) {
        const ending = cancelRepairAction({ workspaceId, repairId }).catch(() => {});
        works.current.set(fileId, Promise.all([works.current.get(fileId), ending]));
      }
      serverIds.current.delete(fileId);
      set(fileId, null);
    },
    [workspaceId, set],
  );

  /** Puts what came of it out of sight; the converted file stays in the library. */
  const forget = useCallback((fileId: string) => set(fileId, null), [set]);

  return { all, start, cancel, forget, expect, noteStored, isExpected };
}

export type Repairs = ReturnType<typeof useRepairs>;

/** Where this installation converts; `null` while nobody has said. */
export function useRepairPlace(workspaceId: string): RepairPlace | null {
  const { data } = useQuery({
    queryKey: ["repair-place", workspaceId],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => ask<{ where: RepairPlace }>(`/api/w/${workspaceId}/repairs`, signal),
  });
  return data?.where ?? null;
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function onServer(
  workspaceId: string,
  { file, maxSeconds, refused }: RepairWish,
  signal: AbortSignal,
  tell: (state: Repairing) => void,
  onId: (repairId: string) => void,
  running: () => number,
): Promise<void> {
  const asked = await requestRepairAction({ workspaceId, mediaId: file.id, maxSeconds, refused });
  if (!asked.ok) return tell(stateOfProblem(asked.problem));
  onId(asked.value.id);
  if (signal.aborted) {
    await cancelRepairAction({ workspaceId, repairId: asked.value.id });
    return;
  }
  let view: RepairView = asked.value;
  for (;;) {
    if (view.state === "done" && view.result) return tell({ kind: "done", result: view.result });
    if (view.state === "failed" && view.failure) return tell({ kind: "failed", failure: view.failure });
    if (view.state === "canceled" || view.state === "done" || view.state === "failed") {
      return tell({ kind: "refused", why: "changed" });
    }
    tell({ kind: "converting", place: "server", share: view.state === "queued" ? null : view.share });
    // Many at once ask no more often in all than a few.
    await sleep(Math.max(LOOK_MS, 100 * running()));
    if (signal.aborted) return;
    const next = await look(`/api/w/${workspaceId}/repairs/${view.id}`, signal);
    if (!next.ok) return tell(stateOfProblem(next.problem));
    view = next.value ?? view;
  }
}

/** A server that cannot be reached for a while is asked again. */
async function look(path: string, signal: AbortSignal): Promise<Result<RepairView | null>> {
  try {
    return { ok: true, value: await ask<RepairView>(path, signal) };
  } catch (problem) {
    return problem instanceof Refused ? { ok: false, problem: problem.problem } : { ok: true, value: null };
  }
}

function stateOfProblem(problem: Problem): Repairing {
  if (problem.kind === "failure") return { kind: "failed", failure: problem.failure };
  const { kind } = problem;
  return { kind: "refused", why: kind === "signed_out" || kind === "not_allowed" ? kind : "changed" };
}

async function inBrowser(
  workspaceId: string,
  { file, plan }: RepairWish,
  signal: AbortSignal,
  tell: (state: Repairing) => void,
  keep: (file: File, original: MediaView) => Promise<Result<MediaView>>,
): Promise<void> {
  const { convertHere } = await import("./repair-in-browser");
  const stem = file.fileName.replace(/\.[A-Za-z0-9]{1,5}$/, "");
  const onProgress = (share: number) => tell({ kind: "converting", place: "browser", share });
  const from = `/api/w/${workspaceId}/media/${file.id}`;
  const { facts, bytes } = file;
  const outcome = await convertHere({ from, facts, bytes, plan, stem, signal, onProgress });
  const at = new Date().toISOString();
  switch (outcome.kind) {
    case "stopped":
      return;
    case "not_here":
      return tell({ kind: "failed", failure: failure("repair.not_here", {}, { at }) });
    case "broken": {
      const message = outcome.said;
      return tell({ kind: "failed", failure: failure("repair.broken", {}, { at, message }) });
    }
    default: {
      tell({ kind: "storing" });
      const kept = await keep(outcome.file, file);
      return tell(kept.ok ? { kind: "done", result: kept.value } : stateOfProblem(kept.problem));
    }
  }
}
