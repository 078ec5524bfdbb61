"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Reader } from "#components/posts/reader";
import { notify } from "#components/ui/toast";
import type { Failure } from "#lib/errors/failure";
import type { Problem, Result } from "#lib/errors/result";

/** What stood in the way of a press: TikTok's or our own "no", or a server that cannot be reached. */
export type Trouble =
  | { kind: "failure"; failure: Failure; postId: string | null }
  | { kind: "words"; title: string; text: string };

export type Doing = {
  /** The button at work. All others wait for it. */
  pending: string | null;
  trouble: Trouble | null;
  forget: () => void;
  /**
   * Runs `work` under the name of its button, tells what went wrong where it happened, and brings the page up to date.
   * @returns whether it was done
   */
  perform: (
    name: string,
    work: () => Promise<Result<unknown>>,
    about?: { postId?: string; said?: string },
  ) => Promise<boolean>;
  /** The same for several posts, one after the other. */
  performAll: (
    name: string,
    ids: readonly string[],
    work: (postId: string) => Promise<Result<unknown>>,
    said: string,
  ) => Promise<boolean>;
};

const UNREACHABLE: Trouble = {
  kind: "words",
  title: "We can't reach Aircheck's server",
  text: "We don't know whether it was done. Look at the post before you try again.",
};

/** What a "no" without a row of its own says. */
function troubleOf(problem: Problem, postId: string | null): Trouble | undefined {
  switch (problem.kind) {
    case "failure":
      return { kind: "failure", failure: problem.failure, postId };
    case "not_allowed":
      return {
        kind: "words",
        title: "Your role here can't do this",
        text: "Ask somebody who owns or manages this workspace.",
      };
    case "not_found":
      return {
        kind: "words",
        title: "This isn't here any more",
        text: "It may have been removed while this page was open.",
      };
    case "input":
      return {
        kind: "words",
        title: "Something is missing",
        text: Object.values(problem.fields).join(". ") || "Open the post and look through its settings.",
      };
    default:
      return undefined;
  }
}

/** Presses of buttons that change posts. One at a time; what came of it is told, never swallowed. */
export function useDeed(reader: Reader): Doing {
  const [pending, setPending] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const client = useQueryClient();
  const router = useRouter();

  const bringUpToDate = async () => {
    const { workspaceId } = reader;
    await Promise.all(
      ["post", "fix", "fix-count"].map((name) => client.invalidateQueries({ queryKey: [name, workspaceId] })),
    );
    router.refresh();
  };

  /** Tells about a "no". The page may be out of date in every case but one: nobody is signed in to see it. */
  const tellProblem = (problem: Problem, postId: string | null) => {
    if (problem.kind === "signed_out") {
      window.location.assign(`/sign-in?next=${encodeURIComponent(window.location.pathname)}`);
      return;
    }
    if (problem.kind === "changed") {
      notify({
        title: "Somebody else was first",
        description: "The page now shows how it stands.",
      });
      return;
    }
    setTrouble(troubleOf(problem, postId) ?? null);
  };

  const guard = async (name: string, work: () => Promise<boolean>): Promise<boolean> => {
    if (pending) return false;
    setPending(name);
    setTrouble(null);
    try {
      const isDone = await work();
      await bringUpToDate();
      return isDone;
    } catch {
      setTrouble(UNREACHABLE);
      return false;
    } finally {
      setPending(null);
    }
  };

  return {
    pending,
    trouble,
    forget: () => setTrouble(null),
    perform: (name, work, { postId = undefined, said = undefined } = {}) =>
      guard(name, async () => {
        const result = await work();
        if (!result.ok) tellProblem(result.problem, postId ?? null);
        else if (said) notify({ title: said });
        return result.ok;
      }),
    performAll: (name, ids, work, said) =>
      guard(name, async () => {
        let done = 0;
        for (const postId of ids) {
          const result = await work(postId);
          if (result.ok) done += 1;
          else tellProblem(result.problem, postId);
        }
        if (done > 0) notify({ title: ids.length === 1 ? said : `${said}: ${done} of ${ids.length} posts` });
        return done === ids.length;
      }),
  };
}
