"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { notify } from "#components/ui/toast";
import { type Failure, failure } from "#lib/errors/failure";
import { type AnyFile, refusalOf } from "#lib/media/explain";
import type { RepairOutlook } from "#lib/media/plan-repair";
import type { RepairPlace } from "#lib/media/repair-time";
import type { MediaLimits } from "#lib/media/rules";
import { lookAtFile } from "./look-at-file";

/** A conversion in this browser of a file that has not been sent. `share` from 0 to 1. */
export type LocalRepair =
  | { kind: "none" }
  | { kind: "converting"; share: number }
  | { kind: "done"; file: File; measured: AnyFile }
  | { kind: "failed"; failure: Failure };

type LocalOrder = {
  file: File;
  measured: AnyFile | null;
  outlook: RepairOutlook | null;
  limits: MediaLimits;
};

/**
 * Converts a chosen file before it is sent: here, where the server leaves that to browsers; else `send` brings it to the
 * server, which converts it on arrival.
 */
export function useRepairLocal(
  { file, measured, outlook, limits }: LocalOrder,
  place: RepairPlace | null,
  send: () => void,
) {
  const [state, setState] = useState<LocalRepair>({ kind: "none" });
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const start = async () => {
    if (place === "server") return send();
    if (!measured || outlook?.kind !== "repairable" || state.kind === "converting") return;
    const ended = new AbortController();
    stop.current = ended;
    setState({ kind: "converting", share: 0 });
    const here = await import("./repair-in-browser").catch(() => null);
    if (ended.signal.aborted) return;
    if (!here) {
      setState({ kind: "none" });
      return notify({ title: "We could not reach the server, so nothing was converted. Try again." });
    }
    const { plan } = outlook;
    const stem = file.name.replace(/\.[A-Za-z0-9]{1,5}$/, "");
    const outcome = await here.convertHere({
      ...{ from: file, ...measured, plan, stem, signal: ended.signal },
      onProgress: (share) => !ended.signal.aborted && setState({ kind: "converting", share }),
    });
    if (ended.signal.aborted || outcome.kind === "stopped") return;
    setState(await stateAfter(outcome, limits));
  };
  const cancel = useCallback(() => {
    stop.current?.abort();
    setState({ kind: "none" });
  }, []);
  const can = useCan(place, file, measured, outlook);
  return { state, can, start: () => void start(), cancel };
}

/** Whether it can be done where it would be done; `null` while this browser is looking. */
function useCan(
  place: RepairPlace | null,
  file: File,
  measured: AnyFile | null,
  outlook: RepairOutlook | null,
): boolean | null {
  const [can, setCan] = useState<boolean | null>(null);
  const isHere = place === "browser" && measured !== null && outlook?.kind === "repairable";
  const work = outlook?.kind === "repairable" ? JSON.stringify(outlook.plan) : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was measured and planned follows from the file
  useEffect(() => {
    if (!isHere) return;
    let current = true;
    void import("./repair-in-browser")
      .then(({ canConvertHere }) => canConvertHere({ from: file, ...measured, plan: outlook.plan }))
      // What did not load says nothing about this browser: the button tries again, and tells.
      .catch(() => true)
      .then((answer) => current && setCan(answer));
    return () => {
      current = false;
    };
  }, [isHere, file, work]);
  return place === "server" ? true : can;
}

type Ended = Exclude<
  Awaited<ReturnType<typeof import("./repair-in-browser").convertHere>>,
  { kind: "stopped" }
>;

/** What does not pass the checks is not offered, as it is not kept on the server. */
async function stateAfter(outcome: Ended, limits: MediaLimits): Promise<LocalRepair> {
  const at = new Date().toISOString();
  if (outcome.kind === "not_here") return { kind: "failed", failure: failure("repair.not_here", {}, { at }) };
  if (outcome.kind === "broken") {
    return { kind: "failed", failure: failure("repair.broken", {}, { at, message: outcome.said }) };
  }
  const { file } = outcome;
  const look = await lookAtFile(file);
  const measured = look.kind === "looked" && look.measured.kind === "measured" ? look.measured : null;
  if (!measured || refusalOf(measured, limits, at)) {
    return { kind: "failed", failure: failure("repair.not_cured", {}, { at }) };
  }
  return { kind: "done", file, measured };
}
