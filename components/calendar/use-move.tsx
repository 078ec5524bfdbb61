"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { titleOf } from "#components/posts/post-words";
import { timesKey } from "#components/schedule/times";
import { localAt, wallText } from "#components/schedule/wall-words";
import { type Notice, notify } from "#components/ui/toast";
import type { WallTime } from "#lib/clock/wall-time";
import { zoneName } from "#lib/errors/moment";
import type { Problem, TimeQuestion } from "#lib/errors/result";
import { movePostAction } from "#lib/posts/actions";
import type { PostRow } from "#lib/posts/queries";
import { calendarKey, metersKey, showAt, type Time } from "./use-calendar";

/** What came of a move. `asked`: the server has a question about the time; anything else is a sentence. */
export type MoveOutcome =
  | { kind: "moved" }
  | { kind: "asked"; question: TimeQuestion }
  | { kind: "no"; why: string };

type Moved = Pick<PostRow, "id" | "caption" | "publishAt" | "publishLocal" | "timeZone" | "fold">;

const timeOf = ({ publishAt, publishLocal, timeZone, fold }: Moved): Time => ({
  publishAt: publishAt ?? "",
  publishLocal,
  timeZone,
  fold,
});

async function whyNot(problem: Problem): Promise<string> {
  switch (problem.kind) {
    case "failure": {
      const { plainTitle, rowOf } = await import("#lib/errors/catalog");
      return plainTitle(rowOf(problem.failure.code));
    }
    case "changed":
      return "It has just begun, or somebody else was first. The page now shows how it stands.";
    case "not_allowed":
      return "Your role here can't move posts.";
    case "signed_out":
      return "You are signed out. Sign in again, then move it once more.";
    default:
      return "It isn't here any more.";
  }
}

/** There is no way back to a time that has passed. */
async function isAhead(when: WallTime, now: number): Promise<boolean> {
  const { resolveWallTime } = await import("#lib/clock/wall-time");
  const resolved = resolveWallTime(when);
  return resolved.kind !== "one" || resolved.at > now;
}

/** Moves posts: shown at once, told with a way back, taken back where the server says no. */
export function useMove(workspaceId: string, now: () => number) {
  const client = useQueryClient();
  const [moving, setMoving] = useState<string | null>(null);

  const send = async (post: Moved, when: WallTime): Promise<MoveOutcome & { before?: WallTime | null }> => {
    const before = timeOf(post);
    // The rules of all zones come with the picker and the grid: no page loads them before.
    const { resolveWallTime } = await import("#lib/clock/wall-time");
    const resolved = resolveWallTime(when);
    await client.cancelQueries({ queryKey: calendarKey(workspaceId) });
    if (resolved.kind === "one") {
      const publishAt = new Date(resolved.at).toISOString();
      const { local: publishLocal, timeZone, fold } = when;
      showAt(client, workspaceId, post.id, { publishAt, publishLocal, timeZone, fold });
    }
    setMoving(post.id);
    try {
      const result = await movePostAction({ workspaceId, postId: post.id, when });
      if (result.ok) return { kind: "moved", before: result.value.before.when };
      showAt(client, workspaceId, post.id, before);
      const { problem } = result;
      return problem.kind === "time"
        ? { kind: "asked", question: problem.question }
        : { kind: "no", why: await whyNot(problem) };
    } catch {
      showAt(client, workspaceId, post.id, before);
      return { kind: "no", why: "We can't reach Aircheck's server. Look at the post before you try again." };
    } finally {
      setMoving(null);
      const stale = [
        calendarKey(workspaceId),
        metersKey(workspaceId),
        ["post", workspaceId],
        ["queue", workspaceId],
        ["fix", workspaceId],
        ["fix-count", workspaceId],
        timesKey(workspaceId),
      ];
      for (const queryKey of stale) void client.invalidateQueries({ queryKey });
    }
  };

  /** @param tell says that it was done; whoever has a drawer open over the notices keeps them until it closes */
  const move = async (
    post: Moved,
    when: WallTime,
    tell: (notice: Notice) => void = notify,
  ): Promise<MoveOutcome> => {
    const outcome = await send(post, when);
    if (outcome.kind !== "moved") return outcome;
    const nowLocal = localAt(new Date(now()).toISOString(), when.timeZone);
    const { before } = outcome;
    const moved: Moved = { ...post, publishLocal: when.local, timeZone: when.timeZone, fold: when.fold };
    const undo = async () => {
      if (!before) return;
      const back = await send(moved, before);
      notify(
        back.kind === "moved"
          ? { title: `Moved back to ${wallText(before.local, nowLocal)}` }
          : {
              title: "It can't go back",
              description: back.kind === "no" ? back.why : "That time has passed.",
            },
      );
    };
    tell({
      title: `Moved to ${wallText(when.local, nowLocal)}`,
      // A post keeps its own zone, whichever the calendar shows.
      description: `${titleOf(post.caption)} · time in ${zoneName(when.timeZone)}`,
      undo: before && (await isAhead(before, now())) ? { label: "Undo", run: () => void undo() } : undefined,
    });
    return { kind: "moved" };
  };

  return { move, moving };
}

export type Moves = ReturnType<typeof useMove>;
