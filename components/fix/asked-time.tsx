"use client";

import { useState } from "react";
import { titleOf } from "#components/posts/post-words";
import { accountOf, type Reader } from "#components/posts/reader";
import { askAbout, fullNowText, NOW_ANYWAY } from "#components/schedule/question-words";
import { localAt, wallText } from "#components/schedule/wall-words";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { zoneName } from "#lib/errors/moment";
import type { AskedDeed, Doing } from "./use-deed";

/** What is said and offered of one question. */
function tell({ post, question, wish }: AskedDeed, reader: Reader) {
  const timeZone = post.timeZone ?? reader.timeZone;
  const account = accountOf(post.creator) || "the account";
  const told = askAbout(question, wish ?? { local: "", timeZone, fold: null }, account);
  if (question.kind !== "full") return { ...told, title: "Another time is needed" };
  const nowLocal = localAt(reader.now, timeZone);
  const [next] = told.answers.map(({ when }) => ({ when, text: wallText(when.local, nowLocal) }));
  const place = next ? `The next time with room is ${next.text} ${zoneName(next.when.timeZone)}.` : "";
  return {
    title:
      question.reason === "daily"
        ? `${account} has no room for it now`
        : `The TikTok inbox of ${account} has no room now`,
    text: `${wish ? told.text : fullNowText(question, account)} ${place} ${NOW_ANYWAY}`,
    answers: next ? [{ label: `Schedule for ${next.text}`, when: next.when }] : [],
  };
}

/** Asks what a press has to know before the post can go out. Several posts are asked about one after the other. */
export function AskedTime({ reader, doing }: { reader: Reader; doing: Doing }) {
  const { asked, answer, leave, pending } = doing;
  const [first] = asked;
  // It closes in its own time, with the words that it had.
  const [shown, setShown] = useState(first);
  if (first && first !== shown) setShown(first);
  const [pressed, setPressed] = useState<string | null>(null);
  if (!shown) return null;
  const { title, text, answers } = tell(shown, reader);
  const press = (label: string, when: Parameters<typeof answer>[0], isFirst: boolean) => (
    <Button
      key={label}
      variant={isFirst ? "primary" : "secondary"}
      pending={pending !== null && pressed === label}
      disabled={pending !== null}
      onClick={() => {
        setPressed(label);
        void answer(when);
      }}
    >
      {label}
    </Button>
  );
  return (
    <Dialog
      open={asked.length > 0}
      onOpenChange={(open) => open || leave()}
      title={title}
      description={<bdi>{titleOf(shown.post.caption)}</bdi>}
      actions={
        <>
          {answers.map(({ label, when }, index) => press(label, when, index === 0))}
          {press("Send it now anyway", "now_anyway", answers.length === 0)}
          <DialogClose>Leave it</DialogClose>
        </>
      }
    >
      <p className="max-w-measure text-body text-ink-2">{text}</p>
      {asked.length > 1 ? (
        <p className="mt-2 text-body text-ink-2">
          {asked.length === 2 ? "1 more post has" : `${asked.length - 1} more posts have`} the same question.
        </p>
      ) : null}
    </Dialog>
  );
}
