import { type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import { cn } from "#components/ui/cn";
import { drawFrames } from "./draw-frames";

const FRAMES = 10;

type FilmstripProps = {
  url: string;
  seconds: number;
  /** The chosen moment, and the last one that can be chosen, ms. */
  atMs: number;
  lastMs: number;
  onChoose: (ms: number) => void;
};

/**
 * Ten frames of the video side by side, for choosing a moment by pointer. For keys and screen readers there is the slider,
 * which does the same and more.
 */
export function Filmstrip({ url, seconds, atMs, lastMs, onChoose }: FilmstripProps) {
  const pictures = useFrames(url, seconds);
  const strip = useRef<HTMLDivElement>(null);
  const choose = ({ clientX }: PointerEvent) => {
    const box = strip.current?.getBoundingClientRect();
    if (box?.width) onChoose(((clientX - box.left) / box.width) * lastMs);
  };
  return (
    <div
      ref={strip}
      aria-hidden
      data-testid="filmstrip"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        choose(event);
      }}
      onPointerMove={(event) => {
        if (event.buttons & 1) choose(event);
      }}
      className="relative flex h-20 cursor-pointer touch-pan-y overflow-hidden rounded-md border border-line bg-screen"
    >
      {pictures.map((picture, place) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the places of a strip are its keys
          key={place}
          className={cn("min-w-0 flex-1", place > 0 && "border-s border-line")}
        >
          {picture ? (
            // biome-ignore lint/performance/noImgElement: a data address that was drawn in this browser
            <img src={picture} alt="" draggable={false} className="size-full object-cover" />
          ) : null}
        </div>
      ))}
      <div
        data-state-colour
        style={{ insetInlineStart: `${lastMs > 0 ? (100 * atMs) / lastMs : 0}%` }}
        className="pointer-events-none absolute inset-y-0 w-1 -translate-x-1/2 bg-accent shadow-[0_0_0_1px_var(--surface)] rtl:translate-x-1/2"
      />
    </div>
  );
}

/** The frames in the middle of each tenth, as they come. */
function useFrames(url: string, seconds: number): readonly (string | null)[] {
  const times = useMemo(
    () => Array.from({ length: FRAMES }, (_, place) => (seconds * (place + 0.5)) / FRAMES),
    [seconds],
  );
  const [pictures, setPictures] = useState<(string | null)[]>(() => times.map(() => null));
  useEffect(() => {
    const looking = new AbortController();
    setPictures(times.map(() => null));
    const keep = (place: number, picture: string) =>
      setPictures((before) => before.map((each, index) => (index === place ? picture : each)));
    void drawFrames(url, times, keep, looking.signal);
    return () => looking.abort();
  }, [url, times]);
  return pictures;
}
