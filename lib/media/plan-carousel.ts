import { type MeasuredPhoto, photoFindings } from "./photo-rules";
import { planRepair, type RepairOutlook } from "./plan-repair";

type Known = MeasuredPhoto & { id: string };

/** A photo that should be converted. */
export type PhotoOutlook<F> = {
  file: F;
  outlook: Exclude<RepairOutlook, { kind: "fine" }>;
  /** TikTok takes no such photo; it has refused some like it; nothing is wrong with it that we know. */
  why: "refusable" | "doubtful" | null;
  /** TikTok has refused it, or the carousel in which it stood. */
  refused: boolean;
};

/** Something about the photo that TikTok would, or might, refuse it for. */
const isSuspect = (file: MeasuredPhoto) => photoFindings([file]).some(({ answer }) => answer !== null);

/**
 * Which photos to make anew after TikTok has refused their carousel, by id. It never says which one it was: those that
 * could be it, else all of them.
 */
export function suspectsIn(files: readonly Known[]): ReadonlySet<string> {
  const suspects = files.filter(isSuspect);
  return new Set((suspects.length ? suspects : files).map(({ id }) => id));
}

/**
 * What a conversion would make of the photos of a carousel, each once, that need one. What is fine is left out. Pure.
 * @param refused ids of photos that TikTok has refused, whatever our checks say
 */
export function planCarousel<F extends Known>(
  files: readonly F[],
  refused: ReadonlySet<string>,
): PhotoOutlook<F>[] {
  const once = [...new Map(files.map((file) => [file.id, file])).values()];
  return once.flatMap((file) => {
    const found = photoFindings([file]);
    const isRefused = refused.has(file.id);
    // What TikTok might refuse is made anew like what it has refused.
    const outlook = planRepair(file, found, { maxSeconds: null, refused: isRefused || isSuspect(file) });
    if (outlook.kind === "fine") return [];
    const blocks = found.some(({ severity }) => severity === "blocks");
    const why = blocks ? "refusable" : isSuspect(file) ? "doubtful" : null;
    return [{ file, outlook, why, refused: isRefused }];
  });
}
