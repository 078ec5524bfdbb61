import { FileQuestion, Upload as UploadIcon, WandSparkles } from "lucide-react";
import { useState } from "react";
import { GuidanceCard } from "#components/guidance/guidance-card";
import { Banner } from "#components/ui/banner";
import { Button } from "#components/ui/button";
import { Progress } from "#components/ui/progress";
import { isPhoto } from "#lib/db/json";
import { planRepair } from "#lib/media/plan-repair";
import { findings, type MediaLimits } from "#lib/media/rules";
import { MediaChecks } from "./media-checks";
import { offerText, RepairLocal } from "./repair-local";
import type { Compose } from "./use-compose";
import type { Preflight } from "./use-preflight";
import { useRepairLocal } from "./use-repair-local";
import { useRepairPlace } from "./use-repairs";

type LocalFileProps = {
  compose: Compose;
  preflight: Preflight;
  limits: MediaLimits;
  /** Sends the file all the same: to be checked, or converted, on the server. */
  onSend: () => void;
  onAnother: () => void;
  /** Takes another file in its place: what it was converted to. */
  onUse: (converted: File) => void;
};

/** A file that was chosen and has not been sent yet: being read, unreadable here, or one that TikTok would refuse. */
export function LocalFile({ compose, preflight, limits, onSend, onAnother, onUse }: LocalFileProps) {
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
      return <Held key={keyOf(preflight.file)} {...{ compose, limits, onSend, onUse }} held={preflight} />;
  }
}

/** What was begun with one file says nothing about the next. */
const keyOf = ({ name, size, lastModified }: File) => `${name} ${size} ${lastModified}`;

const PHOTO_STEPS = [
  "Choose Photos above to post it as a photo.",
  "Or export it as MP4 with H.264, then replace it here.",
];

/** What is left to do where nothing here converts the file: advice that can't be followed is none. */
const otherSteps = (steps: readonly string[]): string[] =>
  steps
    .filter((step) => !step.startsWith("Convert it here"))
    .map((step) => step.replace(/^Or (.)/, (_or, first: string) => first.toUpperCase()));

type HeldProps = Pick<LocalFileProps, "compose" | "limits" | "onSend" | "onUse"> & {
  held: Extract<Preflight, { kind: "held" }>;
};

/**
 * What is wrong, every check, and what a conversion would make of the file where one helps. A file that the server has to
 * convert is uploaded for that, which is not done unasked.
 */
function Held({ compose, held, limits, onSend, onUse }: HeldProps) {
  const { file, measured } = held;
  const { workspaceId, repairs } = compose;
  const place = useRepairPlace(workspaceId);
  const video = measured && !isPhoto(measured.facts) ? { ...measured, facts: measured.facts } : null;
  // What could not be packed anew is coded anew.
  const [isUnpacked, setUnpacked] = useState(false);
  const outlook = video && planRepair(video, findings(video, limits), { ...limits, refused: isUnpacked });
  const repair = useRepairLocal({ file, measured, outlook, limits }, place, () => {
    repairs.expect(file);
    onSend();
  });
  const isPacking = outlook?.kind === "repairable" && outlook.plan.kind === "remux";
  if (repair.state.kind === "failed" && isPacking) setUnpacked(true);
  const failure = repair.state.kind === "failed" ? repair.state.failure : held.failure;
  const isOffered = outlook?.kind === "repairable" && place !== null && repair.can === true;
  const guidance = compose.tellAbout(failure, file.name);
  const isBeyond = outlook?.kind === "beyond" || repair.can === false;
  const busy = repair.state.kind === "converting" || repair.state.kind === "done";
  // Said above the button, before anything begins.
  const offer = isOffered && !busy ? offerText({ fileName: file.name, outlook, measured, place }) : "";
  return (
    <div role="status">
      <GuidanceCard
        level={3}
        // The table below says the same as the evidence, and more. No conversion makes a video of a photo.
        guidance={{
          ...guidance,
          steps: measured && !video ? PHOTO_STEPS : isBeyond ? otherSteps(guidance.steps) : guidance.steps,
          keeps: `${guidance.keeps} ${offer}`.trim(),
          evidence: [],
          answer: video ? null : guidance.answer,
        }}
        renderAction={(action, look) => {
          if (action.id !== "convert_file") return compose.renderAction(action, look);
          return isOffered && !busy ? (
            <Button variant={look} onClick={repair.start}>
              <WandSparkles /> {action.label}
            </Button>
          ) : null;
        }}
      >
        {video && outlook ? (
          <div className="mt-6 flex flex-col gap-4">
            <RepairLocal
              {...{ file, measured: video, outlook, place, onUse, maxSeconds: limits.maxSeconds }}
              state={repair.state}
              can={repair.can}
              onCancel={repair.cancel}
            />
            <MediaChecks of={`${file.name}, not uploaded yet`} file={video} limits={limits} />
          </div>
        ) : null}
      </GuidanceCard>
    </div>
  );
}
