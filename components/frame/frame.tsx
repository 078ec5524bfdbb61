import type { ReactNode } from "react";
import { cn } from "#components/ui/cn";
import { edgeOf, type Tone } from "#components/ui/tone";

type FrameProps = {
  /** The post's state, as the colour of the left edge. Say the state in words beside the frame or in `mark`. */
  tone: Tone;
  /** The time, printed on the edge as on film: "09:30". */
  time?: string;
  /** The start of the caption, one line. */
  caption?: string;
  posterUrl?: string | null;
  /** A picture that makes itself, in place of `posterUrl`. It fills the frame. */
  poster?: ReactNode;
  /** A state mark inside the frame, above the caption. */
  mark?: ReactNode;
  className?: string;
};

/** One post as one upright frame of a contact sheet: 9:16, everywhere. The width comes from outside. */
export function Frame({ tone, time, caption, posterUrl, poster, mark, className }: FrameProps) {
  return (
    <figure
      className={cn(
        "edge flex aspect-9/16 w-full flex-col justify-between rounded-md border border-line bg-screen text-screen-ink [--edge-width:3px]",
        edgeOf[tone],
        className,
      )}
    >
      {poster}
      {posterUrl ? (
        // biome-ignore lint/performance/noImgElement: the image optimiser is off, and posters come in the right size
        <img src={posterUrl} alt="" loading="lazy" className="absolute inset-0 size-full object-cover" />
      ) : null}
      {time ? (
        <span className="relative m-2 self-start rounded-sm bg-[oklch(0.2_0.01_250/0.78)] px-1.5 font-mono text-meta">
          {time}
        </span>
      ) : (
        <span />
      )}
      {caption || mark ? (
        <figcaption
          data-theme="dark"
          className="relative flex flex-col items-start gap-1 bg-[oklch(0.2_0.01_250/0.78)] px-2.5 py-2 text-meta"
        >
          {mark}
          {caption ? <span className="line-clamp-1 w-full">{caption}</span> : null}
        </figcaption>
      ) : null}
    </figure>
  );
}
