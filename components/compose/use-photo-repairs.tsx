"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { notify } from "#components/ui/toast";
import { planCarousel, suspectsIn } from "#lib/media/plan-carousel";
import { isPhotoView, type PhotoView } from "#lib/media/view";
import { type Repairs, useRepairPlace } from "./use-repairs";

type UsePhotoRepairs = {
  workspaceId: string;
  photos: readonly PhotoView[];
  /** The photos with which the page was opened. */
  initial: readonly PhotoView[];
  repairs: Repairs;
  /** Puts one photo in the place of another, wherever that stands. */
  swap: (id: string, other: PhotoView) => void;
};

/** A photo and what was made of it. */
export type PhotoPair = { before: PhotoView; after: PhotoView };

const NONE: ReadonlySet<string> = new Set();

/** Converts the photos of a carousel that need it: what waits for it, how far it is, what came of it. */
export function usePhotoRepairs({ workspaceId, photos, initial, repairs, swap }: UsePhotoRepairs) {
  const place = useRepairPlace(workspaceId);
  // Somebody came from a post whose photos TikTok refused; other photos than those are judged by our checks alone.
  const isRefused = useSearchParams().get("convert") === "refused";
  const [suspects] = useState(() => (isRefused ? suspectsIn(initial) : NONE));
  const [begun, setBegun] = useState<readonly string[]>([]);
  const [pairs, setPairs] = useState<readonly PhotoPair[]>([]);
  const { all, start, cancel, forget } = repairs;

  const planned = planCarousel(photos, suspects).map((each) => ({ ...each, state: all[each.file.id] }));
  const underWay = planned.flatMap(({ file, state }) =>
    state?.kind === "converting" || state?.kind === "storing" ? [{ file, state }] : [],
  );
  const convert = (ids: readonly string[]) => {
    if (!place) return;
    setBegun((before) => (underWay.length ? [...before, ...ids] : ids));
    for (const { file, outlook, why } of planned) {
      if (outlook.kind !== "repairable" || !ids.includes(file.id)) continue;
      start({ place, file, plan: outlook.plan, maxSeconds: null, refused: why !== "refusable" });
    }
  };

  const open = underWay.length;
  useEffect(() => {
    // The same photo may stand twice.
    const known = new Map(photos.map((photo) => [photo.id, photo]));
    const made = [...known.values()].flatMap((before): PhotoPair[] => {
      const state = all[before.id];
      return state?.kind === "done" && isPhotoView(state.result) ? [{ before, after: state.result }] : [];
    });
    if (made.length === 0) return;
    for (const { before, after } of made) {
      forget(before.id);
      swap(before.id, after);
    }
    const isNew = ({ before }: PhotoPair) => made.every((each) => each.before.id !== before.id);
    setPairs((earlier) => [...earlier.filter(isNew), ...made]);
    if (open === 0) notify({ title: "Converted. The originals are kept in the library." });
  }, [all, forget, photos, swap, open]);

  const stands = new Set(photos.map(({ id }) => id));
  return {
    place,
    planned,
    underWay,
    /** Of those begun together, how many are done. */
    done: pairs.filter(({ before }) => begun.includes(before.id)).length,
    /** What was converted here and still stands in the carousel. */
    pairs: pairs.filter(({ after }) => stands.has(after.id)),
    convert,
    cancel: () => {
      for (const { file } of underWay) cancel(file.id);
    },
    putBack: ({ before, after }: PhotoPair) => {
      setPairs((known) => known.filter((pair) => pair.before.id !== before.id));
      swap(after.id, before);
    },
  };
}

export type PhotoRepairs = ReturnType<typeof usePhotoRepairs>;
