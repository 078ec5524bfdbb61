import { Pause, Play, RotateCw, WifiOff, X } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { Banner } from "#components/ui/banner";
import { Button } from "#components/ui/button";
import { Progress } from "#components/ui/progress";
import { sizeText } from "#lib/errors/measure";
import { timeLeftText } from "./time-left";
import type { UploadItem } from "./upload-job";

export type UploadCardProps = {
  item: UploadItem;
  /** What the file chooser offers: "video/*". */
  accept: string;
  onPause: () => void;
  onResume: () => void;
  onCancel: () => void;
  onChoose: (file: File) => void;
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
            "You can keep writing."
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

const WHY = {
  signed_out:
    "You are signed out. Sign in again in another tab, then go on here. What was uploaded is saved.",
  not_allowed: "Your role in this workspace may not upload files. Ask an owner or a manager.",
  other_file: "That is another file.",
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
      {item.why ? WHY[item.why] : null}
    </Banner>
  );
}

/** After a reload a page has no file any more, only a browser's person has. */
function Unfinished({ item, accept, onChoose, onCancel }: UploadCardProps) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <Banner
      tone="wait"
      icon={<Pause />}
      title={`${saved(item)} of ${item.fileName} is saved`}
      actions={
        <>
          <Button variant="secondary" size="sm" onClick={() => picker.current?.click()}>
            Choose the same file to go on
          </Button>
          <Button variant="ghost" size="sm" onClick={onCancel}>
            Discard
          </Button>
        </>
      }
    >
      <span role="status">
        {item.why === "other_file"
          ? `That is another file. ${item.fileName} has ${sizeText(item.total)}.`
          : "The page was closed during the upload. It goes on where it stood."}
      </span>
      <input
        ref={picker}
        type="file"
        accept={accept}
        tabIndex={-1}
        aria-hidden
        className="sr-only"
        data-testid="same-file"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = "";
          if (file) onChoose(file);
        }}
      />
    </Banner>
  );
}
