"use client";

import { useMemo } from "react";
import { cn } from "#components/ui/cn";
import { Field } from "#components/ui/field";
import { Textarea } from "#components/ui/textarea";
import { MARK } from "#lib/posts/caption-findings";
import { captionLimit } from "#lib/posts/rules";
import { CaptionAdvice } from "./caption-advice";
import type { Compose } from "./use-compose";

/** UTF-16 units before the limit from which on it is said. */
const NEARLY = 100;
const count = (value: number) => value.toLocaleString("en-US");

/** Guideline 2a: the caption, with its tags and names marked, counted as TikTok counts. */
export function CaptionField({ compose }: { compose: Compose }) {
  const { content, edit } = compose;
  const { length } = content.caption;
  const limit = captionLimit(content);
  const over = length - limit;
  return (
    <Field
      label={content.kind === "photo" ? "Description" : "Caption"}
      description="Most emoji count as 2."
      error={
        over > 0
          ? `The ${content.kind === "photo" ? "description" : "caption"} is ${count(over)} too long`
          : undefined
      }
      footer={
        <>
          <Counter length={length} limit={limit} />
          <CaptionAdvice compose={compose} />
        </>
      }
    >
      <div className="relative">
        <Mirror text={content.caption} />
        <Textarea
          id="compose-caption"
          dir="auto"
          value={content.caption}
          onValueChange={(caption) => edit({ content: { caption } })}
          aria-describedby="compose-caption-count"
          className="relative block resize-none bg-transparent"
        />
      </div>
    </Field>
  );
}

/** The same text below the real one, invisible, with a tint where a tag or a name stands. */
function Mirror({ text }: { text: string }) {
  const parts = useMemo(() => split(text), [text]);
  return (
    <div
      aria-hidden
      dir="auto"
      className="pointer-events-none absolute inset-0 overflow-hidden rounded-md border border-transparent bg-surface px-3 py-2 text-body-lg break-words whitespace-pre-wrap text-transparent"
    >
      {parts.map(({ at, text: part, marked }) =>
        marked ? (
          <mark
            key={at}
            className="rounded-sm bg-accent-tint text-transparent shadow-[0_0_0_1px_var(--accent-tint)]"
          >
            {part}
          </mark>
        ) : (
          <span key={at}>{part}</span>
        ),
      )}
    </div>
  );
}

function split(text: string) {
  const parts: { at: number; text: string; marked: boolean }[] = [];
  let done = 0;
  for (const match of text.matchAll(MARK)) {
    if (match.index > done) parts.push({ at: done, text: text.slice(done, match.index), marked: false });
    parts.push({ at: match.index, text: match[0], marked: true });
    done = match.index + match[0].length;
  }
  if (done < text.length) parts.push({ at: done, text: text.slice(done), marked: false });
  return parts;
}

function Counter({ length, limit }: { length: number; limit: number }) {
  const over = length - limit;
  const isNear = length >= limit - NEARLY;
  const told = over > 0 ? "The text is too long" : isNear ? "Less than 100 characters left" : "";
  return (
    <div className="mt-1 flex justify-end">
      <p
        id="compose-caption-count"
        className={cn(
          "text-meta",
          over > 0 ? "font-semibold text-stop-text" : isNear ? "text-wait-text" : "text-ink-2",
        )}
      >
        {count(length)} of {count(limit)}
        {over > 0 ? `, ${count(over)} over` : ""}
      </p>
      {/* Said when a limit is near or passed, not at every key. */}
      <span role="status" className="sr-only">
        {told}
      </span>
    </div>
  );
}
