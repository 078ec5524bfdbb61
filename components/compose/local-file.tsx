import { FileQuestion, Upload as UploadIcon, Wand2 } from "lucide-react";
import { GuidanceCard } from "#components/guidance/guidance-card";
import { Banner } from "#components/ui/banner";
import { Button } from "#components/ui/button";
import { Progress } from "#components/ui/progress";
import { isPhoto } from "#lib/db/json";
import type { AnyFile } from "#lib/media/explain";
import { planRepair, repairText } from "#lib/media/plan-repair";
import { findings, type MediaLimits } from "#lib/media/rules";
import { MediaChecks } from "./media-checks";
import type { Compose } from "./use-compose";
import type { Preflight } from "./use-preflight";

type LocalFileProps = {
  compose: Compose;
  preflight: Preflight;
  limits: MediaLimits;
  /** Sends the file all the same: to be checked, or converted, on the server. */
  onSend: () => void;
  onAnother: () => void;
};

/** A file that was chosen and has not been sent yet: being read, unreadable here, or one that TikTok would refuse. */
export function LocalFile({ compose, preflight, limits, onSend, onAnother }: LocalFileProps) {
  switch (preflight.kind) {
    case "none":
      return null;
    case "reading":
      return (
        <div className="rounded-lg border border-line bg-surface p-4">
          <Progress label={`Checking ${preflight.file.name}`} value={null} detail="Nothing is sent yet." />
        </div>
      );
    case "unread":
      return (
        <Banner
          live
          tone="wait"
          icon={<FileQuestion />}
          title={preflight.file.name}
          actions={
            <>
              <Button size="sm" onClick={onSend}>
                <UploadIcon /> Upload it
              </Button>
              <Button size="sm" variant="secondary" onClick={onAnother}>
                Choose another file
              </Button>
            </>
          }
        >
          We couldn't read this file in your browser. Upload it and we'll check on the server.
        </Banner>
      );
    case "held":
      return (
        <div role="status">
          <GuidanceCard
            level={3}
            // The table below says the same and more.
            guidance={{ ...compose.tellAbout(preflight.failure, preflight.file.name), evidence: [] }}
            renderAction={compose.renderAction}
          >
            {preflight.measured ? (
              <Found measured={preflight.measured} limits={limits} onSend={onSend} />
            ) : null}
          </GuidanceCard>
        </div>
      );
  }
}

type FoundProps = { measured: AnyFile } & Pick<LocalFileProps, "limits" | "onSend">;

/**
 * Every check, and what a conversion would make of the file where one helps. It has to be uploaded for that, which is not
 * done unasked.
 */
function Found({ measured, limits, onSend }: FoundProps) {
  const { facts, bytes } = measured;
  if (isPhoto(facts)) return null;
  const file = { facts, bytes };
  const outlook = planRepair(file, findings(file, limits), limits);
  return (
    <div className="mt-6 flex flex-col gap-4">
      <MediaChecks file={file} maxSeconds={limits.maxSeconds} />
      {outlook.kind === "repairable" ? (
        <div className="flex flex-col items-start gap-3 rounded-lg bg-sunken p-4">
          <p className="max-w-measure text-body text-ink-2">
            We can put this right for you. {repairText(outlook.plan, measured)}
          </p>
          <Button variant="secondary" onClick={onSend}>
            <Wand2 /> Upload it to convert
          </Button>
        </div>
      ) : null}
    </div>
  );
}
