import { ArrowLeft, ArrowRight, CircleAlert, Star, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button";
import { cn } from "#components/ui/cn";
import { photoChecks } from "#lib/media/photo-rules";
import type { PhotoView } from "#lib/media/view";
import type { Compose } from "./use-compose";

/** The photos as they will be leafed through. The cover is starred; the buttons do what dragging does. */
export function PhotoFrames({ compose }: { compose: Compose }) {
  const { photos: carousel, workspaceId } = compose;
  const { photos, set, move, remove, write } = carousel;
  const [dragged, setDragged] = useState<number | null>(null);
  const [target, setTarget] = useState<number | null>(null);
  const [said, setSaid] = useState("");
  const put = (from: number, to: number) => {
    if (from === to || to < 0 || to >= photos.length) return;
    move(from, to);
    setSaid(`Photo ${from + 1} is now number ${to + 1} of ${photos.length}`);
  };
  const keys = keysOf(photos);
  return (
    <>
      <ol
        aria-label="Photos in their order"
        className="grid grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-3"
      >
        {photos.map((photo, index) => (
          <li
            key={keys[index]}
            draggable
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = "move";
              setDragged(index);
            }}
            onDragOver={(event) => {
              if (dragged === null) return;
              event.preventDefault();
              setTarget(index);
            }}
            onDrop={(event) => {
              if (dragged === null) return;
              event.preventDefault();
              put(dragged, index);
              setDragged(null);
              setTarget(null);
            }}
            onDragEnd={() => {
              setDragged(null);
              setTarget(null);
            }}
            className={cn(
              "flex cursor-grab flex-col overflow-hidden rounded-md border border-line bg-surface pointer-coarse:cursor-auto",
              dragged === index && "opacity-50",
              target === index && dragged !== null && dragged !== index && "border-accent",
            )}
          >
            <Frame
              src={`/api/w/${workspaceId}/media/${photo.id}`}
              photo={photo}
              number={index + 1}
              isCover={set.coverIndex === index}
            />
            <div className="flex justify-between px-1 py-1">
              <Deed
                label={`Move photo ${index + 1} one place forward`}
                off={index === 0}
                run={() => put(index, index - 1)}
              >
                <ArrowLeft />
              </Deed>
              <Button
                variant="ghost"
                size="sm"
                icon
                aria-pressed={set.coverIndex === index}
                aria-label={`Photo ${index + 1} as the cover`}
                onClick={() => write({ coverIndex: index })}
              >
                <Star className={set.coverIndex === index ? "fill-current" : undefined} />
              </Button>
              <Deed label={`Take photo ${index + 1} out`} off={false} run={() => remove(index)}>
                <X />
              </Deed>
              <Deed
                label={`Move photo ${index + 1} one place back`}
                off={index === photos.length - 1}
                run={() => put(index, index + 1)}
              >
                <ArrowRight />
              </Deed>
            </div>
          </li>
        ))}
      </ol>
      <p role="status" className="sr-only">
        {said}
      </p>
    </>
  );
}

/** The same photo may stand twice. */
function keysOf(photos: readonly PhotoView[]): string[] {
  const seen = new Map<string, number>();
  return photos.map(({ id }) => {
    const times = (seen.get(id) ?? 0) + 1;
    seen.set(id, times);
    return `${id} ${times}`;
  });
}

type DeedProps = { label: string; off: boolean; run: () => void; children: ReactNode };

function Deed({ label, off, run, children }: DeedProps) {
  return (
    <Button
      variant="ghost"
      size="sm"
      icon
      aria-label={label}
      disabled={off}
      focusableWhenDisabled
      onClick={run}
    >
      {children}
    </Button>
  );
}

type FrameProps = { src: string; photo: PhotoView; number: number; isCover: boolean };

function Frame({ src, photo, number, isCover }: FrameProps) {
  const broken = photoChecks(photo, number).filter(({ ok }) => !ok);
  return (
    <div className="relative aspect-3/4 bg-screen">
      {/* biome-ignore lint/performance/noImgElement: a private file of the workspace, served by us */}
      <img
        src={src}
        alt={`${number}: ${photo.fileName}`}
        draggable={false}
        loading="lazy"
        className="absolute inset-0 size-full object-contain"
      />
      <span className="absolute start-1.5 top-1.5 rounded-sm bg-[oklch(0.2_0.01_250/0.88)] px-1.5 font-mono text-meta text-screen-ink">
        {number}
        {isCover ? " · Cover" : ""}
      </span>
      {broken.length > 0 ? (
        <span className="absolute inset-x-1.5 bottom-1.5 flex items-center gap-1 rounded-sm bg-surface px-1.5 py-0.5 text-meta text-stop-text">
          <CircleAlert className="shrink-0" /> TikTok refuses it
        </span>
      ) : null}
    </div>
  );
}
