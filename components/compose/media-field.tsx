"use client";

import { Film, Upload as UploadIcon } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { type DragEvent, lazy, type RefObject, Suspense, useState } from "react";
import { GuidanceCard } from "#components/guidance/guidance-card";
import { LibraryButton, LibraryLater } from "#components/library/library-later";
import { Button } from "#components/ui/button";
import { cn } from "#components/ui/cn";
import { FileInput } from "#components/uploads/file-input";
import { UploadCard } from "#components/uploads/upload-card";
import { filesOfDrop } from "#components/uploads/way-to-file";
import { sizeText } from "#lib/errors/measure";
import { factsWords } from "#lib/media/names";
import { checksOf, type MediaLimits } from "#lib/media/rules";
import type { MediaView, VideoView } from "#lib/media/view";
import { limitsFor } from "#lib/posts/rules";
import { LocalFile } from "./local-file";
import { MediaChecks } from "./media-checks";
import type { Compose } from "./use-compose";
import { usePreflight } from "./use-preflight";

const RepairCard = lazy(() => import("./repair-card").then((loaded) => ({ default: loaded.RepairCard })));

const ACCEPT = "video/*,.mkv,.flv,.wmv,.ogv";

/** The video: dropped or chosen, sent while one writes on, checked, replaced. */
export function MediaField({ compose }: { compose: Compose }) {
  const { media, uploading, picker } = compose;
  const { upload } = uploading;
  const [over, setOver] = useState(false);
  const [opened] = useState(media?.id);
  // What was begun before a reload stands beside a file that is there; whatever is on its way takes its place.
  const busy = uploading.busy;
  const failure = upload?.failure ?? null;
  const limits = limitsOf(compose);
  const [inLibrary, setInLibrary] = useState(false);
  const openLibrary = () => setInLibrary(true);
  const { preflight, choose, clear, sendAnyway } = usePreflight(limits, uploading.send);
  const take = (file: File) => {
    // What was said about the file before goes with it.
    uploading.putAway();
    choose(file);
  };
  const takeStored = ([file]: MediaView[]) => {
    if (!file) return;
    clear();
    uploading.putAway();
    compose.take(file);
  };
  const isLooking = preflight.kind !== "none";
  const drop = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      const [file] = filesOfDrop(event.dataTransfer);
      if (file) take(file);
    },
  };
  return (
    <section aria-labelledby="compose-media-label" className="flex flex-col gap-2" {...drop}>
      <h2 id="compose-media-label" className="text-label text-ink">
        Video
      </h2>
      <FileInput
        ref={picker}
        accept={ACCEPT}
        testId="compose-file"
        onFiles={([file]) => {
          if (file) take(file);
        }}
      />
      <LocalFile
        {...{ compose, preflight, limits }}
        onSend={sendAnyway}
        onUse={take}
        onAnother={() => picker.current?.click()}
      />
      {upload ? (
        <UploadCard
          item={upload}
          accept={ACCEPT}
          onPause={() => uploading.pause(upload.id)}
          onResume={() => uploading.resume(upload.id)}
          onCancel={() => uploading.cancel(upload)}
          onChoose={(file) => uploading.chooseAgain(upload.id, file)}
          onContinue={() => uploading.goOn(upload.id)}
        />
      ) : null}
      {upload && failure ? (
        <div role="status" className="flex flex-col items-start gap-2">
          <GuidanceCard
            level={3}
            guidance={compose.tellAbout(failure, upload.fileName)}
            renderAction={compose.renderAction}
          />
          {upload.state === "stopped" ? (
            <Button variant="secondary" size="sm" onClick={() => uploading.resume(upload.id)}>
              Try again
            </Button>
          ) : null}
        </div>
      ) : null}
      {media && !busy ? <Stored {...{ compose, picker, openLibrary, over, opened }} file={media} /> : null}
      {!media && !busy && !isLooking && !failure ? <DropZone {...{ picker, openLibrary, over }} /> : null}
      <LibraryLater
        workspaceId={compose.workspaceId}
        kind="video"
        most={null}
        open={inLibrary}
        onOpenChange={setInLibrary}
        onChoose={takeStored}
      />
    </section>
  );
}

const limitsOf = ({ content, asked, pullsVideos }: Compose): MediaLimits =>
  limitsFor(content, { info: asked.info, pulls: pullsVideos });

type DropZoneProps = {
  picker: RefObject<HTMLInputElement | null>;
  openLibrary: () => void;
  /** A file is held over it. */
  over: boolean;
};

function DropZone({ picker, openLibrary, over }: DropZoneProps) {
  return (
    <div
      className={cn(
        "flex flex-col items-center gap-3 rounded-lg border border-dashed border-line-strong px-6 py-8 text-center",
        over && "border-accent bg-accent-tint",
      )}
    >
      <p className="text-body text-ink-2">Drop a video here: MP4, MOV or WebM, up to 4 GB. MP4 works best.</p>
      <div className="flex flex-wrap justify-center gap-2">
        <Button id="compose-media" variant="secondary" onClick={() => picker.current?.click()}>
          <UploadIcon /> Choose a video
        </Button>
        <LibraryButton onClick={openLibrary} />
      </div>
    </div>
  );
}

type StoredProps = DropZoneProps & {
  compose: Compose;
  file: VideoView;
  /** The file with which the page was opened. */
  opened: string | undefined;
};

function Stored({ compose, file, picker, openLibrary, over, opened }: StoredProps) {
  const { workspaceId, repairs, tellAbout, renderAction } = compose;
  const limits = limitsOf(compose);
  const { maxSeconds } = limits;
  const broken = checksOf(file, limits).filter(({ ok }) => !ok);
  // Somebody came from a post whose file TikTok refused; another file than that one is judged by our checks alone.
  const refused = useSearchParams().get("convert") === "refused" && file.id === opened;
  return (
    <div
      className={cn(
        "flex flex-col gap-2 rounded-lg border border-line bg-surface p-3 ps-4",
        over && "border-accent",
      )}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Film className="text-ink-2" />
        <div className="min-w-0 flex-1 basis-40">
          <p className="truncate text-body font-medium">{file.fileName}</p>
          <p className="text-meta text-ink-2">
            {[...factsWords(file.facts), sizeText(file.bytes)].join(" · ")}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button id="compose-media" variant="secondary" size="sm" onClick={() => picker.current?.click()}>
            Replace
          </Button>
          <LibraryButton size="sm" onClick={openLibrary} />
        </div>
      </div>
      <MediaChecks of={file.fileName} file={file} limits={limits} />
      {broken.length || refused ? (
        <Suspense fallback={null}>
          <RepairCard
            {...{ workspaceId, file, broken, maxSeconds, refused, repairs, tellAbout, renderAction }}
            onUse={compose.take}
          />
        </Suspense>
      ) : null}
    </div>
  );
}
