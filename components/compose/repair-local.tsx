"use client";

import { X } from "lucide-react";
import { useEffect, useMemo } from "react";
import { Button } from "#components/ui/button";
import { Progress } from "#components/ui/progress";
import { isPhoto } from "#lib/db/json";
import type { AnyFile } from "#lib/media/explain";
import { type RepairOutlook, repairText } from "#lib/media/plan-repair";
import { notHereText } from "#lib/media/repair-here";
import { type RepairPlace, repairTimeText } from "#lib/media/repair-time";
import { ChooseOne, Compared } from "./repair-compare";
import type { LocalRepair } from "./use-repair-local";

type RepairLocalProps = {
  file: File;
  measured: AnyFile;
  outlook: RepairOutlook;
  place: RepairPlace | null;
  maxSeconds: number | null;
  state: LocalRepair;
  /** Whether this browser or the server can; `null` while nobody knows. */
  can: boolean | null;
  onCancel: () => void;
  onUse: (converted: File) => void;
};

type Offer = {
  fileName: string;
  outlook: RepairOutlook | null;
  measured: AnyFile | null;
  place: RepairPlace | null;
};

/** Where the original of something is that was converted before it was sent. */
const staysHere = (fileName: string) => `The original, ${fileName}, stays on this device and is not changed.`;

/** What a conversion would make of a file that has not been sent, where, and about how long that takes. */
export function offerText({ fileName, outlook, measured, place }: Offer): string {
  if (outlook?.kind !== "repairable" || !measured || !place) return "";
  const about = repairTimeText(outlook.plan, measured, place);
  const where =
    place === "server"
      ? `It is uploaded, and converted on the server: ${about}. Your original file is kept.`
      : `In this browser, ${about}; only the result is uploaded. ${staysHere(fileName)}`;
  return `We can convert it for you. ${repairText(outlook.plan, measured)} ${where}`;
}

/** How far a conversion of a file that has not been sent is, what came of it, or why there is none. */
export function RepairLocal({
  file,
  measured,
  outlook,
  place,
  state,
  can,
  onCancel,
  ...rest
}: RepairLocalProps) {
  if (outlook.kind === "beyond") {
    return <p className="text-body text-ink-2">It can't be converted: {outlook.why}.</p>;
  }
  if (outlook.kind === "fine" || !place || can === null) return null;
  if (!can) {
    return <p className="text-body text-ink-2">{notHereText(outlook.plan, measured)}</p>;
  }
  if (state.kind === "none" || state.kind === "failed") return null;
  const about = repairTimeText(outlook.plan, measured, place);
  return (
    // The bar speaks for itself, once in a while.
    <div aria-live="off" className="flex flex-col gap-3 rounded-lg bg-sunken p-4">
      {state.kind === "converting" ? (
        <>
          <Progress
            label={`Converting ${file.name}`}
            value={Math.round(100 * state.share)}
            announce={(tenth) => `${tenth} percent converted`}
            detail={`In this browser: ${about} in all`}
          />
          <div className="flex flex-wrap items-center justify-between gap-2">
            <p className="text-body text-ink-2">
              You can keep writing. Keep this page open until it is done.
            </p>
            <Button variant="ghost" size="sm" onClick={onCancel}>
              <X /> Cancel
            </Button>
          </div>
        </>
      ) : null}
      {state.kind === "done" ? (
        <Beside {...rest} before={{ file, measured }} after={state} onKeep={onCancel} />
      ) : null}
    </div>
  );
}

type Local = { file: File; measured: AnyFile };
type BesideProps = { before: Local; after: Local; onKeep: () => void } & Pick<
  RepairLocalProps,
  "maxSeconds" | "onUse"
>;

function Beside({ before, after, maxSeconds, onUse, onKeep }: BesideProps) {
  const urls = useMemo(
    () => [before.file, after.file].map((file) => URL.createObjectURL(file)),
    [before.file, after.file],
  );
  useEffect(() => () => urls.forEach((url) => void URL.revokeObjectURL(url)), [urls]);
  const shown = ({ file, measured: { facts, bytes } }: Local, url = "") =>
    isPhoto(facts) ? null : { fileName: file.name, facts, bytes, url };
  const [was, is] = [shown(before, urls[0]), shown(after, urls[1])];
  if (!was || !is) return null;
  return (
    <Compared {...{ before: was, after: is, maxSeconds }}>
      <p className="text-body text-ink-2">
        Only the converted video is uploaded. {staysHere(before.file.name)}
      </p>
      <ChooseOne onUse={() => onUse(after.file)} onKeep={onKeep} />
    </Compared>
  );
}
