"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Reader } from "#components/posts/reader";
import { wallText } from "#components/schedule/wall-words";
import { notify } from "#components/ui/toast";
import type { WallTime } from "#lib/clock/wall-time";
import type { Failure } from "#lib/errors/failure";
import type { Problem, Result, TimeQuestion } from "#lib/errors/result";
import type { Wish } from "#lib/posts/find-place";
import type { PostRow } from "#lib/posts/queries";

/** What stood in the way of a press: TikTok's or our own "no", or a server that cannot be reached. */
export type Trouble =
  | { kind: "failure"; failure: Failure; postId: string | null }
  | { kind: "words"; title: string; text: string };

/** A press that the server has answered with a question about the time, and the way to press again with an answer. */
export type AskedDeed = {
  post: PostRow;
  question: TimeQuestion;
  /** What the question is about; null where it is now. */
  wish: WallTime | null;
  again: (when: Wish) => Promise<Result<unknown>>;
  name: string;
  said: string;
};

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
  /** The same for posts that are sent on, one after the other. */
  performAll: (
    name: string,
    posts: readonly PostRow[],
    work: (input: { postId: string; when?: Wish }) => Promise<Result<unknown>>,
    said: string,
  ) => Promise<boolean>;
  /** What such presses are asked, one after the other. */
  asked: readonly AskedDeed[];
  answer: (when: Wish) => Promise<boolean>;
  /** Leaves all that is asked as it is. */
  leave: () => void;
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
  const [asked, setAsked] = useState<readonly AskedDeed[]>([]);
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
      setAsked([]);
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
    performAll: (name, posts, work, said) =>
      guard(name, async () => {
        const questions: AskedDeed[] = [];
        let done = 0;
        for (const post of posts) {
          const postId = post.id;
          const again = (when: Wish) => work({ postId, when });
          const result = await work({ postId });
          if (result.ok) done += 1;
          else if (result.problem.kind === "time")
            questions.push({ post, question: result.problem.question, wish: null, again, name, said });
          else tellProblem(result.problem, postId);
        }
        setAsked(questions);
        if (done > 0)
          notify({ title: posts.length === 1 ? said : `${said}: ${done} of ${posts.length} posts` });
        return done === posts.length;
      }),
    asked,
    answer: (when) =>
      guard("answer", async () => {
        const [first, ...rest] = asked;
        if (!first) return false;
        const result = await first.again(when);
        const wish = typeof when === "string" ? null : when;
        if (!result.ok && result.problem.kind === "time") {
          setAsked([{ ...first, wish, question: result.problem.question }, ...rest]);
          return false;
        }
        setAsked(rest);
        if (!result.ok) tellProblem(result.problem, first.post.id);
        else notify({ title: wish ? `Scheduled for ${wallText(wish.local)}` : first.said });
        return result.ok;
      }),
    leave: () => setAsked([]),
  };
}
