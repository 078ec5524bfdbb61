"use client";

import { useEffect, useRef, useState } from "react";
import { cn } from "#components/ui/cn";
import { edgeOf, type Tone } from "#components/ui/tone";
import { stillOf } from "./still-of";

type MediaStillProps = {
  /** Our own address of the video or photo, or null where there is none. */
  src: string | null;
  kind: "video" | "photo";
  /** The post's state, as the colour of the left edge. Its word stands beside the frame. */
  tone: Tone;
  className?: string;
};

/** A post's frame in a list: the first picture of its video, or its cover photo. */
export function MediaStill({ src, kind, tone, className }: MediaStillProps) {
  return (
    <div
      aria-hidden
      className={cn(
        "edge aspect-9/16 w-11 shrink-0 rounded-md border border-line bg-screen [--edge-width:3px]",
        edgeOf[tone],
        className,
      )}
    >
      <Still src={src} kind={kind} />
    </div>
  );
}

/** Fills the frame around it with the first picture of a video. It is only drawn when the frame is nearly seen. */
export function Still({ src, kind }: Pick<MediaStillProps, "src" | "kind">) {
  const place = useRef<HTMLDivElement>(null);
  const [still, setStill] = useState<string | null>(null);
  useEffect(() => {
    if (!place.current || !src) return;
    let gone = false;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        void stillOf(src, kind).then((drawn) => gone || setStill(drawn));
      },
      { rootMargin: "200px" },
    );
    observer.observe(place.current);
    return () => {
      gone = true;
      observer.disconnect();
    };
  }, [src, kind]);
  return (
    <div ref={place} className="absolute inset-0">
      {still ? (
        // biome-ignore lint/performance/noImgElement: a data address that was drawn in this browser
        <img src={still} alt="" className="size-full object-cover" draggable={false} />
      ) : null}
    </div>
  );
}
