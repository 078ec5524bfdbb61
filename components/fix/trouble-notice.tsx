"use client";

import { CircleAlert } from "lucide-react";
import { useEffect, useRef } from "react";
import { Banner } from "#components/ui/banner";
import { Button } from "#components/ui/button";
import type { Doing } from "./use-deed";

/** What stood in the way of a press that has no card: told where the buttons are, and brought into view. */
export function TroubleNotice({ doing }: { doing: Doing }) {
  const box = useRef<HTMLDivElement>(null);
  const { trouble, forget } = doing;
  const words = trouble?.kind === "words" ? trouble : undefined;
  const title = words?.title;
  useEffect(() => {
    if (title) box.current?.scrollIntoView({ block: "nearest" });
  }, [title]);
  return (
    <div ref={box} role="alert" className="empty:hidden">
      {words ? (
        <Banner
          tone="stop"
          icon={<CircleAlert />}
          title={words.title}
          actions={
            <Button size="sm" variant="secondary" onClick={forget}>
              Close
            </Button>
          }
        >
          {words.text}
        </Banner>
      ) : null}
    </div>
  );
}
