"use client";

import { ArrowLeft, ArrowRight, CircleAlert, ImagePlus, Star, WandSparkles, X } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { GuidanceCard } from "#components/guidance/guidance-card";
import { Button } from "#components/ui/button";
import { cn } from "#components/ui/cn";
import { Progress } from "#components/ui/progress";
import { UploadCard } from "#components/uploads/upload-card";
import { PHOTO_LIMITS, photoChecks } from "#lib/media/photo-rules";
import { aboutText, repairSeconds } from "#lib/media/repair-time";
import type { PhotoView } from "#lib/media/view";
import { PhotoChecks } from "./media-checks";
import type { Compose } from "./use-compose";
import { usePhotoPreflight } from "./use-photo-preflight";

const ACCEPT = "image/*";

/** The photos of a carousel: dropped or chosen, checked, put in order with the mouse or with keys, one of them the cover. */
export function PhotoField({ compose }: { compose: Compose }) {
  const { photos: carousel } = compose;
  const { photos, uploads } = carousel;
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const { choose, turnedAway, putAway } = usePhotoPreflight(uploads.add);
  const drop = {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      setOver(false);
      void choose([...event.dataTransfer.files]);
    },
  };
  const refused = [
    ...turnedAway.map((each) => ({ ...each, clear: () => putAway(each.id) })),
    ...uploads.items.map(({ id, failure, fileName }) => ({
      ...{ id, failure, fileName },
      clear: () => uploads.clear(id),
    })),
  ];
  return (
    <section aria-labelledby="compose-media-label" className="flex flex-col gap-3" {...drop}>
      <h2 id="compose-media-label" className="text-label text-ink">
        Photos
      </h2>
      <input
        ref={picker}
        type="file"
        multiple
        accept={ACCEPT}
        tabIndex={-1}
        aria-hidden
        className="sr-only"
        data-testid="compose-photos"
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = "";
          void choose(files);
        }}
      />
      {photos.length > 0 ? <Frames compose={compose} /> : null}
      {uploads.items.map((item) => (
        <UploadCard
          key={item.id}
          item={item}
          accept={ACCEPT}
          onPause={() => uploads.pause(item.id)}
          onResume={() => uploads.resume(item.id)}
          onCancel={() => uploads.cancel(item.id)}
          onChoose={(file) => void uploads.chooseAgain(item.id, file)}
        />
      ))}
      {refused.map(({ id, failure, fileName, clear }) =>
        failure ? (
          <div key={id} role="status" className="flex flex-col items-start gap-2">
            <GuidanceCard
              level={3}
              guidance={compose.tellAbout(failure, fileName)}
              renderAction={compose.renderAction}
            />
            <Button variant="ghost" size="sm" onClick={clear}>
              Go on without {fileName}
            </Button>
          </div>
        ) : null,
      )}
      <Convert compose={compose} />
      {photos.length > 0 ? <PhotoChecks files={photos} /> : null}
      <div
        className={cn(
          "flex flex-col items-center gap-3 rounded-lg border border-dashed border-line-strong px-6 py-6 text-center",
          over && "border-accent bg-accent-tint",
        )}
      >
        <p className="text-body text-ink-2">
          {photos.length === 0
            ? `Drop up to ${PHOTO_LIMITS.count} photos here. JPEG and WebP go out as they are; we convert PNG and others.`
            : `${photos.length} of up to ${PHOTO_LIMITS.count}`}
        </p>
        <Button id="compose-media" variant="secondary" onClick={() => picker.current?.click()}>
          <ImagePlus /> {photos.length === 0 ? "Choose photos" : "Add photos"}
        </Button>
      </div>
    </section>
  );
}

/** The photos as they will be leafed through. The cover is starred; the buttons do what dragging does. */
function Frames({ compose }: { compose: Compose }) {
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
                label={`Move photo ${index + 1} to the front`}
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
                label={`Move photo ${index + 1} to the back`}
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

type DeedProps = { label: string; off: boolean; run: () => void; children: React.ReactNode };

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

/** Said before it starts: what is done, where, and how long it takes. */
function Convert({ compose }: { compose: Compose }) {
  const { convertible, converting, convertAll, photos, place } = compose.photos;
  const failed = photos.flatMap(({ id }) => {
    const state = compose.repairs.all[id];
    return state?.kind === "failed" ? [{ id, failure: state.failure }] : [];
  });
  const cards = failed.map(({ id, failure }) => (
    <div key={id} role="status">
      <GuidanceCard level={3} guidance={compose.tellAbout(failure)} renderAction={compose.renderAction} />
    </div>
  ));
  if (converting > 0) {
    return (
      <Progress
        label={`Converting ${converting} ${converting === 1 ? "photo" : "photos"}`}
        value={null}
        detail="You can keep writing. The originals are kept."
      />
    );
  }
  const waiting = convertible.filter((id) => !failed.some((each) => each.id === id));
  if (waiting.length === 0 || !place) return cards;
  const count = waiting.length;
  const seconds = photos
    .filter(({ id }) => waiting.includes(id))
    .reduce((sum, photo) => sum + repairSeconds({ ...photo.facts, kind: "photo" }, photo, place), 0);
  return (
    <>
      {cards}
      <div className="flex flex-col items-start gap-3 rounded-lg border border-line bg-raised p-4">
        <p className="text-body">
          TikTok takes photos as JPEG or WebP with at most {PHOTO_LIMITS.shortSide} pixels on the short side.{" "}
          {count === 1 ? "One of yours is different." : `${count} of yours are different.`} We can convert{" "}
          {count === 1 ? "it" : "them"} {place === "server" ? "on the server" : "in this browser"},{" "}
          {aboutText(seconds)}. The originals are kept.
        </p>
        <Button onClick={convertAll}>
          <WandSparkles /> Convert {count === 1 ? "this photo" : `all ${count} photos`}
        </Button>
      </div>
    </>
  );
}
