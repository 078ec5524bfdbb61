"use client";

import { Film, RotateCw, Upload as UploadIcon, X } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { type DragEvent, lazy, type RefObject, Suspense, useState } from "react";
import { GuidanceCard } from "#components/guidance/guidance-card";
import { Banner } from "#components/ui/banner";
import { Button } from "#components/ui/button";
import { cn } from "#components/ui/cn";
import { Progress } from "#components/ui/progress";
import { lengthText, sizeText } from "#lib/errors/measure";
import { checksOf } from "#lib/media/rules";
import type { VideoView } from "#lib/media/view";
import { LocalFile } from "./local-file";
import { MediaChecks } from "./media-checks";
import type { Compose } from "./use-compose";
import { usePreflight } from "./use-preflight";
import type { Upload } from "./use-upload";

const RepairCard = lazy(() => import("./repair-card").then((loaded) => ({ default: loaded.RepairCard })));

/** The video: dropped or chosen, sent while one writes on, checked, replaced. */
export function MediaField({ compose }: { compose: Compose }) {
  const { media, uploading, picker } = compose;
  const { upload } = uploading;
  const [over, setOver] = useState(false);
  const [opened] = useState(media?.id);
  const busy = upload.kind === "sending" || upload.kind === "checking";
  const limits = { maxSeconds: longestFor(compose) };
  const { preflight, choose, sendAnyway } = usePreflight(limits, uploading.send);
  const take = (file: File) => {
    // What was said about the file before goes with it.
    uploading.cancel();
    choose(file);
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
      const [file] = event.dataTransfer.files;
      if (file) take(file);
    },
  };
  return (
    <section aria-labelledby="compose-media-label" className="flex flex-col gap-2" {...drop}>
      <h2 id="compose-media-label" className="text-label text-ink">
        Video
      </h2>
      <input
        ref={picker}
        type="file"
        accept="video/*,.mkv"
        tabIndex={-1}
        aria-hidden
        className="sr-only"
        data-testid="compose-file"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = "";
          if (file) take(file);
        }}
      />
      <LocalFile
        {...{ compose, preflight, limits }}
        onSend={sendAnyway}
        onUse={take}
        onAnother={() => picker.current?.click()}
      />
      {busy ? <UnderWay upload={upload} onCancel={uploading.cancel} /> : null}
      {upload.kind === "broken" ? <Broken upload={upload} retry={uploading.retry} /> : null}
      {upload.kind === "refused" ? (
        <div role="status">
          <GuidanceCard
            level={3}
            guidance={compose.tellAbout(upload.failure, upload.fileName)}
            renderAction={compose.renderAction}
          />
        </div>
      ) : null}
      {media && !busy ? <Stored {...{ compose, picker, over, opened }} file={media} /> : null}
      {!media && !busy && !isLooking && upload.kind !== "refused" ? (
        <DropZone picker={picker} over={over} />
      ) : null}
    </section>
  );
}

/** Seconds that the account may post, as TikTok said a moment ago; `null` while nobody knows, and for the inbox. */
const longestFor = ({ content, asked }: Compose): number | null =>
  content.mode === "direct" ? (asked.info?.maxVideoSeconds ?? null) : null;

function DropZone({ picker, over }: { picker: RefObject<HTMLInputElement | null>; over: boolean }) {
  return (
    <div
      className={cn(
        "flex flex-col items-center gap-3 rounded-lg border border-dashed border-line-strong px-6 py-8 text-center",
        over && "border-accent bg-accent-tint",
      )}
    >
      <p className="text-body text-ink-2">
        Drop a video here: MP4, MOV or WebM, up to 500 MB. MP4 works best.
      </p>
      <Button id="compose-media" variant="secondary" onClick={() => picker.current?.click()}>
        <UploadIcon /> Choose a video
      </Button>
    </div>
  );
}

type StoredProps = {
  compose: Compose;
  file: VideoView;
  picker: RefObject<HTMLInputElement | null>;
  over: boolean;
  /** The file with which the page was opened. */
  opened: string | undefined;
};

function Stored({ compose, file, picker, over, opened }: StoredProps) {
  const { workspaceId, repairs, tellAbout, renderAction } = compose;
  const maxSeconds = longestFor(compose);
  const broken = checksOf(file, { maxSeconds }).filter(({ ok }) => !ok);
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
            {lengthText(file.facts.seconds)} · {file.facts.width} × {file.facts.height} ·{" "}
            {sizeText(file.bytes)}
          </p>
        </div>
        <Button id="compose-media" variant="secondary" size="sm" onClick={() => picker.current?.click()}>
          Replace
        </Button>
      </div>
      <MediaChecks file={file} maxSeconds={maxSeconds} />
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

function UnderWay({ upload, onCancel }: { upload: Upload; onCancel: () => void }) {
  if (upload.kind !== "sending" && upload.kind !== "checking") return null;
  const percent = upload.kind === "checking" ? null : upload.total ? (100 * upload.sent) / upload.total : 0;
  return (
    <div className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4">
      <Progress
        label={upload.kind === "checking" ? `Checking ${upload.fileName}` : `Uploading ${upload.fileName}`}
        value={percent}
        announce={(tenth) => `${tenth} percent uploaded`}
        detail={
          upload.kind === "sending"
            ? `${sizeText(upload.sent)} of ${sizeText(upload.total)}`
            : "It has all arrived."
        }
      />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-body text-ink-2">You can keep writing.</p>
        <Button variant="ghost" size="sm" onClick={onCancel}>
          <X /> Cancel
        </Button>
      </div>
    </div>
  );
}

const WHY = {
  connection: "The connection broke. It starts again by itself when you are back online.",
  signed_out: "You are signed out. Sign in again in another tab, then try again here.",
  other: "The server could not take the file. Nothing you wrote is lost.",
} as const;

function Broken({ upload, retry }: { upload: Extract<Upload, { kind: "broken" }>; retry: () => void }) {
  const percent = upload.total ? Math.floor((100 * upload.sent) / upload.total) : 0;
  return (
    <Banner
      live
      tone="stop"
      icon={<RotateCw />}
      title={`${upload.fileName} stopped at ${percent}%`}
      actions={
        <Button variant="secondary" size="sm" onClick={retry}>
          Upload again
        </Button>
      }
    >
      {WHY[upload.why]}
    </Banner>
  );
}
