import { Pause, Play, RotateCw, WifiOff, X } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { Banner } from "#components/ui/banner";
import { Button } from "#components/ui/button";
import { Progress } from "#components/ui/progress";
import { sizeText } from "#lib/errors/measure";
import { FileInput } from "./file-input";
import { canHash } from "./hash-file";
import { timeLeftText } from "./time-left";
import type { UploadItem } from "./upload-item";

export type UploadCardProps = {
  item: UploadItem;
  /** What the file chooser offers: "video/*". */
  accept: string;
  onPause: () => void;
  onResume: () => void;
  onCancel: () => void;
  onChoose: (file: File) => void;
  /** Goes on with a file that the browser knows the way to. */
  onContinue: () => void;
};

const percentOf = ({ sent, total }: UploadItem) => (total ? Math.min(100, (100 * sent) / total) : 0);
/** A hundred is said only when it is all there. */
const saved = (item: UploadItem) => `${Math.min(99, Math.floor(percentOf(item)))}%`;

/** A file on its way: how far it is, and what can be done about it. Nothing for one that is over. */
export function UploadCard(props: UploadCardProps) {
  const { item } = props;
  switch (item.state) {
    case "done":
    case "refused":
      return null;
    case "stopped":
      return item.failure ? null : <Stopped {...props} />;
    case "unfinished":
      return <Unfinished {...props} />;
    default:
      return <UnderWay {...props} />;
  }
}

function UnderWay({ item, onPause, onResume, onCancel }: UploadCardProps) {
  const { state, fileName } = item;
  const moves = state === "waiting" || state === "starting" || state === "sending";
  return (
    <div className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4">
      <Progress
        label={`${state === "checking" ? "Checking" : "Uploading"} ${fileName}`}
        value={state === "checking" || state === "starting" ? null : percentOf(item)}
        announce={(tenth) => `${tenth} percent uploaded`}
        detail={<Detail item={item} />}
      />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-body text-ink-2" role={state === "offline" ? "status" : undefined}>
          {state === "offline" ? (
            <span className="flex items-start gap-1.5">
              <WifiOff className="mt-0.5" />
              {navigator.onLine ? "We can't reach the server." : "You're offline."} {saved(item)} is saved; it
              continues by itself.
            </span>
          ) : (
            `You can keep writing.${canHash() ? "" : NOT_COMPARED}`
          )}
        </p>
        <div className="flex gap-1">
          {moves ? (
            <Button variant="ghost" size="sm" onClick={onPause}>
              <Pause /> Pause
            </Button>
          ) : null}
          {state === "paused" ? (
            <Button variant="secondary" size="sm" onClick={onResume}>
              <Play /> Resume
            </Button>
          ) : null}
          <Button variant="ghost" size="sm" onClick={onCancel}>
            <X /> Cancel
          </Button>
        </div>
      </div>
    </div>
  );
}

function Detail({ item }: { item: UploadItem }): ReactNode {
  const { state, sent, total, secondsLeft } = item;
  const moved = `${sizeText(sent)} of ${sizeText(total)}`;
  switch (state) {
    case "checking":
      return "It has all arrived.";
    case "starting":
      return "Looking whether it is here already.";
    case "waiting":
      return "Waits for the others.";
    case "paused":
      return `${moved} · paused`;
    default: {
      const left = timeLeftText(secondsLeft);
      return left ? `${moved} · ${left}` : moved;
    }
  }
}

const NOT_COMPARED = " This page is not on https, so your browser can't compare what arrives with your file.";

const WHY = {
  signed_out:
    "You are signed out. Sign in again in another tab, then go on here. What was uploaded is saved.",
  not_allowed: "Your role in this workspace may not upload files. Ask an owner or a manager.",
  trouble:
    "The server tried to check the file several times and could not. What was uploaded is saved. Go on in a few minutes; if it stops again, tell the operator of this copy of Aircheck.",
} as const;

function Stopped({ item, onResume, onCancel }: UploadCardProps) {
  return (
    <Banner
      live
      tone="stop"
      icon={<RotateCw />}
      title={`${item.fileName} stopped at ${saved(item)}`}
      actions={
        <>
          <Button variant="secondary" size="sm" onClick={onResume}>
            Go on
          </Button>
          <Button variant="ghost" size="sm" onClick={onCancel}>
            Cancel
          </Button>
        </>
      }
    >
      {item.why && item.why in WHY ? WHY[item.why as keyof typeof WHY] : null}
    </Banner>
  );
}

/** The page has no file any more, as after a reload; its person has it, or the browser knows the way to it. */
function Unfinished({ item, accept, onChoose, onContinue, onCancel }: UploadCardProps) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <Banner
      tone="wait"
      icon={<Pause />}
      title={`${saved(item)} of ${item.fileName} is saved`}
      actions={
        <>
          {item.canContinue ? (
            <Button variant="secondary" size="sm" onClick={onContinue}>
              <Play /> Continue
            </Button>
          ) : (
            <Button variant="secondary" size="sm" onClick={() => picker.current?.click()}>
              Choose the same file to go on
            </Button>
          )}
          {item.why === "elsewhere" ? null : (
            <Button variant="ghost" size="sm" onClick={onCancel}>
              Discard
            </Button>
          )}
        </>
      }
    >
      <span role="status">{unfinishedText(item)}</span>
      <FileInput
        ref={picker}
        accept={accept}
        testId="same-file"
        onFiles={([file]) => {
          if (file) onChoose(file);
        }}
      />
    </Banner>
  );
}

function unfinishedText({ why, fileName, total }: UploadItem): string {
  switch (why) {
    case "other_file":
      return `That is another file. ${fileName} has ${sizeText(total)}.`;
    case "changed":
      return `${fileName} was moved or changed since the upload began.`;
    case "unreadable":
      return `${fileName} could not be read any further: it was changed or moved, or its disk was taken out. Choose it again to go on. If you have changed it, discard this and add it anew.`;
    case "elsewhere":
      return `${fileName} is being uploaded in another tab of this browser. It can be cancelled there.`;
    case "denied":
      return `The browser was not allowed to read ${fileName}.`;
    default:
      return "The page was closed during the upload. It goes on where it stood.";
  }
}
