"use client";

import { ImagePlus } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { GuidanceCard } from "#components/guidance/guidance-card";
import { LibraryButton, LibraryLater } from "#components/library/library-later";
import { Button } from "#components/ui/button";
import { cn } from "#components/ui/cn";
import { FileInput } from "#components/uploads/file-input";
import { UploadCard } from "#components/uploads/upload-card";
import { filesOfDrop } from "#components/uploads/way-to-file";
import { PHOTO_LIMITS } from "#lib/media/photo-rules";
import { isPhotoView } from "#lib/media/view";
import { PhotoChecks } from "./media-checks";
import { PhotoConvert } from "./photo-convert";
import { PhotoFrames } from "./photo-frames";
import type { Compose } from "./use-compose";
import { usePhotoPreflight } from "./use-photo-preflight";

const ACCEPT = "image/*";

/** The photos of a carousel: dropped or chosen, checked, put in order with the mouse or with keys, one of them the cover. */
export function PhotoField({ compose }: { compose: Compose }) {
  const { photos: carousel } = compose;
  const { photos, uploads } = carousel;
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [inLibrary, setInLibrary] = useState(false);
  const room = Math.max(0, PHOTO_LIMITS.count - photos.length);
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
      void choose(filesOfDrop(event.dataTransfer));
    },
  };
  const refused = [
    ...turnedAway.map((each) => ({ ...each, goOn: null, clear: () => putAway(each.id) })),
    ...uploads.items.map(({ id, failure, fileName, state }) => ({
      ...{ id, failure, fileName },
      goOn: state === "stopped" ? () => uploads.resume(id) : null,
      clear: () => uploads.clear(id),
    })),
  ];
  return (
    <section aria-labelledby="compose-media-label" className="flex flex-col gap-3" {...drop}>
      <h2 id="compose-media-label" className="text-label text-ink">
        Photos
      </h2>
      <FileInput
        ref={picker}
        multiple
        accept={ACCEPT}
        testId="compose-photos"
        onFiles={(files) => void choose(files)}
      />
      {photos.length > 0 ? <PhotoFrames compose={compose} /> : null}
      {uploads.items.map((item) => (
        <UploadCard
          key={item.id}
          item={item}
          accept={ACCEPT}
          onPause={() => uploads.pause(item.id)}
          onResume={() => uploads.resume(item.id)}
          onCancel={() => uploads.cancel(item.id)}
          onChoose={(file) => void uploads.chooseAgain(item.id, file)}
          onContinue={() => uploads.goOn(item.id)}
        />
      ))}
      {refused.map(({ id, failure, fileName, goOn, clear }) =>
        failure ? (
          <div key={id} role="status" className="flex flex-col items-start gap-2">
            <GuidanceCard
              level={3}
              guidance={compose.tellAbout(failure, fileName)}
              renderAction={compose.renderAction}
            />
            <div className="flex flex-wrap gap-2">
              {goOn ? (
                <Button variant="secondary" size="sm" onClick={goOn}>
                  Try again
                </Button>
              ) : null}
              <Button variant="ghost" size="sm" onClick={clear}>
                Go on without {fileName}
              </Button>
            </div>
          </div>
        ) : null,
      )}
      <PhotoConvert compose={compose} />
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
        <div className="flex flex-wrap justify-center gap-2">
          <Button id="compose-media" variant="secondary" onClick={() => picker.current?.click()}>
            <ImagePlus /> {photos.length === 0 ? "Choose photos" : "Add photos"}
          </Button>
          <LibraryButton disabled={room === 0} onClick={() => setInLibrary(true)} />
        </div>
      </div>
      <LibraryLater
        workspaceId={compose.workspaceId}
        kind="photo"
        most={room}
        open={inLibrary}
        onOpenChange={setInLibrary}
        onChoose={(files) => carousel.bring(files.flatMap((file) => (isPhotoView(file) ? file : [])))}
      />
    </section>
  );
}
