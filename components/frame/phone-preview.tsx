"use client";

import { Heart, MessageCircle, Music2, Share2, User } from "lucide-react";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { cn } from "#components/ui/cn";
import { Switch } from "#components/ui/switch";

type PhonePreviewProps = {
  /** The account as viewers will see it: "@kess". */
  name: string;
  caption: string;
  /** A local object URL or ours. Controls, and no sound by itself. */
  videoUrl?: string | null;
  posterUrl?: string | null;
  /** What TikTok will print when the post is disclosed: "Promotional content" or "Paid partnership". */
  label?: string | null;
  /** What stands in an empty screen: "Choose a video". */
  empty?: ReactNode;
  words?: Partial<typeof english>;
  className?: string;
};

const english = {
  video: "Preview of the video",
  more: "more",
  less: "less",
  safeZones: "Show what TikTok covers",
  top: "Covered by TikTok's tabs",
};

/** The post on a phone, in neutral chrome of our own: the left edge, the buttons and the caption as TikTok lays them out. */
export function PhonePreview({
  name,
  caption,
  videoUrl,
  posterUrl,
  label,
  empty,
  words,
  className,
}: PhonePreviewProps) {
  const [zones, setZones] = useState(false);
  const say = { ...english, ...words };
  return (
    <div className={cn("flex w-full max-w-72 flex-col gap-3", className)}>
      <div
        data-theme="dark"
        className="relative aspect-9/16 overflow-hidden rounded-lg border border-line bg-screen text-screen-ink"
      >
        {videoUrl ? (
          // biome-ignore lint/a11y/useMediaCaption: the author's own file before it is published; it has no text track yet
          <video
            src={videoUrl}
            poster={posterUrl ?? undefined}
            controls
            playsInline
            preload="metadata"
            aria-label={say.video}
            className="absolute inset-0 size-full object-contain"
          />
        ) : (
          <Still posterUrl={posterUrl} empty={empty} />
        )}
        {zones ? <SafeZones words={say} /> : null}
        <Chrome
          name={name}
          caption={caption}
          label={label}
          more={say.more}
          less={say.less}
          lifted={Boolean(videoUrl)}
        />
      </div>
      <Switch
        label={say.safeZones}
        checked={zones}
        onCheckedChange={setZones}
        className="text-label font-normal"
      />
    </div>
  );
}

/** What the screen shows while there is no video to play. */
function Still({ posterUrl, empty }: Pick<PhonePreviewProps, "posterUrl" | "empty">) {
  if (!posterUrl) {
    return <div className="absolute inset-x-6 top-1/3 text-center text-body text-ink-2">{empty}</div>;
  }
  // biome-ignore lint/performance/noImgElement: the image optimiser is off, and posters come in the right size
  return <img src={posterUrl} alt="" className="absolute inset-0 size-full object-cover" />;
}

type ChromeProps = {
  name: string;
  caption: string;
  label?: string | null;
  more: string;
  less: string;
  /** The video's own controls need the lowest strip. */
  lifted: boolean;
};

function Chrome({ name, caption, label, more, less, lifted }: ChromeProps) {
  const [whole, setWhole] = useState(false);
  const [text, isCut] = useCut(caption, whole);
  const long = whole || isCut;
  return (
    <div
      className={cn(
        "pointer-events-none absolute inset-x-0 bottom-0 flex items-end gap-2 p-3",
        lifted && "bottom-16",
      )}
    >
      <div className="min-w-0 flex-1 rounded-md bg-[oklch(0.2_0.01_250/0.88)] px-2 py-1.5">
        <p className="truncate text-label">{name}</p>
        {caption ? (
          <p
            ref={text}
            dir="auto"
            className={cn(
              "text-label font-normal whitespace-pre-line",
              whole ? "pointer-events-auto max-h-40 overflow-y-auto" : "line-clamp-2",
            )}
          >
            {caption}
          </p>
        ) : null}
        {long ? (
          <button
            type="button"
            aria-expanded={whole}
            onClick={() => setWhole(!whole)}
            className="pointer-events-auto min-h-6 text-label text-screen-ink underline underline-offset-2"
          >
            {whole ? less : more}
          </button>
        ) : null}
        {label ? <p className="mt-1 text-meta">{label}</p> : null}
      </div>
      <div
        aria-hidden
        className="flex flex-col items-center gap-4 pb-1 [filter:drop-shadow(0_0_2px_oklch(0.2_0.01_250/0.9))] [&_.lucide]:size-5"
      >
        <User />
        <Heart />
        <MessageCircle />
        <Share2 />
        <Music2 />
      </div>
    </div>
  );
}

/** Whether the two lines that a caption has are too few for it: TikTok cuts it there too, behind "more". */
function useCut(caption: string, whole: boolean) {
  const text = useRef<HTMLParagraphElement>(null);
  const [isCut, setCut] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another caption is cut elsewhere
  useLayoutEffect(() => {
    const line = text.current;
    if (!line || whole) return setCut(false);
    const look = () => setCut(line.scrollHeight > line.clientHeight + 1);
    const watching = new ResizeObserver(look);
    watching.observe(line);
    look();
    return () => watching.disconnect();
  }, [caption, whole]);
  return [text, isCut] as const;
}

/** The strips that TikTok's own interface covers, hatched: nothing important belongs there. */
function SafeZones({ words }: { words: typeof english }) {
  const zone =
    "absolute flex items-center justify-center border border-dashed border-wait text-center text-meta bg-[repeating-linear-gradient(45deg,oklch(0.2_0.01_250/0.75)_0_6px,oklch(0.2_0.01_250/0.55)_6px_12px)]";
  return (
    <div className="pointer-events-none absolute inset-0">
      <div className={cn(zone, "inset-x-0 top-0 h-[11%]")}>{words.top}</div>
      <div className={cn(zone, "end-0 top-[38%] bottom-[22%] w-[16%]")} />
      <div className={cn(zone, "inset-x-0 bottom-0 h-[22%]")} />
    </div>
  );
}
