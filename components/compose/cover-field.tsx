"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "#components/ui/button";
import type { VideoView } from "#lib/media/view";
import { Filmstrip } from "./filmstrip";
import type { Compose } from "./use-compose";

/** The frame that TikTok takes for the cover, chosen by time: an arrow moves one frame, with Shift one second. */
export function CoverField({
  compose,
  file,
  videoUrl,
}: {
  compose: Compose;
  file: VideoView;
  videoUrl: string;
}) {
  const { content, edit } = compose;
  const [unplayable, setUnplayable] = useState(false);
  const { seconds, frameRate } = file.facts;
  const frameMs = 1000 / frameRate;
  const lastMs = Math.max(0, Math.floor(seconds * 1000 - frameMs));
  const coverMs = Math.min(content.coverMs, lastMs);
  const move = (to: number) => edit({ content: { coverMs: Math.round(Math.min(Math.max(to, 0), lastMs)) } });
  // Counted in whole frames, because thirds of a millisecond would add up to another frame.
  const moveFrames = (count: number) => move((Math.round(coverMs / frameMs) + count) * frameMs);
  const onKeyDown = (event: KeyboardEvent) => {
    const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (!way) return;
    event.preventDefault();
    if (event.shiftKey) move(coverMs + way * 1000);
    else moveFrames(way);
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-col gap-1">
        <label htmlFor="compose-cover" className="text-label text-ink">
          Cover
        </label>
        <p id="compose-cover-help" className="text-label font-normal text-ink-2">
          TikTok takes the cover from the video; it doesn't take a picture of its own. Arrow keys move by a
          frame, with Shift by a second.
        </p>
      </div>
      {unplayable ? null : (
        <Filmstrip url={videoUrl} onChoose={move} {...{ seconds, lastMs }} atMs={coverMs} />
      )}
      <div className="flex items-center gap-4">
        {unplayable ? null : (
          <CoverFrame url={videoUrl} atMs={coverMs} onUnplayable={() => setUnplayable(true)} />
        )}
        <div className="flex min-w-0 flex-1 flex-col gap-2">
          <input
            id="compose-cover"
            type="range"
            min={0}
            max={lastMs}
            step="any"
            value={coverMs}
            aria-valuetext={timeText(coverMs)}
            aria-describedby="compose-cover-help"
            onChange={(event) => move(event.currentTarget.valueAsNumber)}
            onKeyDown={onKeyDown}
            className="h-8 w-full accent-accent pointer-coarse:h-11"
          />
          <div className="flex flex-wrap items-center gap-2">
            <IconStep label="One frame back" onPress={() => moveFrames(-1)}>
              <ChevronLeft className="rtl:-scale-x-100" />
            </IconStep>
            <IconStep label="One frame on" onPress={() => moveFrames(1)}>
              <ChevronRight className="rtl:-scale-x-100" />
            </IconStep>
            <p className="font-mono text-meta text-ink-2">
              {timeText(coverMs)} of {timeText(seconds * 1000)}
            </p>
          </div>
        </div>
      </div>
      {unplayable ? (
        <p className="text-body text-ink-2">
          Your browser can't show this kind of video, so there is no picture of the cover here. TikTok takes
          the file all the same.
        </p>
      ) : null}
    </div>
  );
}

/** Fingers have no arrow keys. */
function IconStep({ label, onPress, children }: { label: string; onPress: () => void; children: ReactNode }) {
  return (
    <Button variant="secondary" size="sm" aria-label={label} onClick={onPress}>
      {children}
    </Button>
  );
}

type CoverFrameProps = { url: string; atMs: number; onUnplayable: () => void };

function CoverFrame({ url, atMs, onUnplayable }: CoverFrameProps) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    // A hair into the frame: exactly on the border the browser may show the one before.
    if (video.current) video.current.currentTime = atMs / 1000 + 0.001;
  }, [atMs]);
  return (
    <video
      ref={video}
      src={url}
      muted
      playsInline
      preload="auto"
      aria-hidden
      tabIndex={-1}
      onError={onUnplayable}
      onLoadedMetadata={(event) => {
        const { videoWidth } = event.currentTarget;
        // Sound plays, pictures don't: that is how a browser answers a codec it lacks.
        if (videoWidth === 0) onUnplayable();
        event.currentTarget.currentTime = atMs / 1000 + 0.001;
      }}
      className="aspect-9/16 w-36 shrink-0 max-sm:w-28 rounded-md border border-line bg-screen object-contain"
    />
  );
}

/** "0:03.2": minutes, seconds and tenths. */
function timeText(ms: number): string {
  const tenths = Math.floor(ms / 100);
  const seconds = String(Math.floor(tenths / 10) % 60).padStart(2, "0");
  return `${Math.floor(tenths / 600)}:${seconds}.${tenths % 10}`;
}
