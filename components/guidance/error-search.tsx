"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useRef, useTransition } from "react";
import { Button } from "#components/ui/button";
import { cn } from "#components/ui/cn";
import { controlClass } from "#components/ui/input";

/** A pasted answer may be long, but it has to fit into an address. Characters. */
const LONGEST_QUERY = 4_000;
const PAUSE_MS = 200;

/**
 * Takes a word, a code or a whole pasted answer. Without scripts it is a form that asks the server; with them the list
 * below follows while one types. Enter goes straight to the best match.
 */
export function ErrorSearch({ query }: { query: string }) {
  const router = useRouter();
  const [, startTransition] = useTransition();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const follow = (text: string) => {
    clearTimeout(timer.current);
    const asked = text.trim();
    const href = asked ? `/errors?q=${encodeURIComponent(asked)}` : "/errors";
    timer.current = setTimeout(
      () => startTransition(() => router.replace(href, { scroll: false })),
      PAUSE_MS,
    );
  };
  const submitOnEnter = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    clearTimeout(timer.current);
    event.currentTarget.form?.requestSubmit();
  };

  return (
    <search>
      <form action="/errors" className="flex max-w-measure flex-col gap-2">
        <input type="hidden" name="go" value="1" />
        <label htmlFor="error-query" className="text-label">
          Find your error
        </label>
        <div className="flex flex-wrap items-start gap-2">
          <textarea
            id="error-query"
            name="q"
            rows={1}
            maxLength={LONGEST_QUERY}
            defaultValue={query}
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            aria-describedby="error-query-help"
            onChange={(event) => follow(event.currentTarget.value)}
            onKeyDown={submitOnEnter}
            className={cn(
              controlClass,
              "field-sizing-content max-h-48 min-h-10 min-w-0 flex-1 basis-60 resize-none py-2.5 pointer-coarse:min-h-11",
            )}
          />
          <Button type="submit" variant="secondary">
            <Search />
            Find
          </Button>
        </div>
        <p id="error-query-help" className="text-meta text-ink-2">
          A code, a few words, or the whole answer or log line: paste it as it is. It is only searched for,
          never stored.
        </p>
      </form>
    </search>
  );
}
