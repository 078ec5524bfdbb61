import { type FileFacts, isPhoto, type MediaFacts, type RepairPlan } from "#lib/db/json";

/** Where a file is converted. */
export type RepairPlace = "server" | "browser";

/** Kinds of photo that the server has no reader for: HEIC, which its maker's browser reads, and BMP, which all do. */
const READ_BY_BROWSERS: ReadonlySet<string> = new Set(["image/heic", "image/bmp"]);

/** Where a file is converted in an installation that converts in `usual`. */
export const placeFor = ({ facts }: { facts: FileFacts }, usual: RepairPlace): RepairPlace =>
  isPhoto(facts) && READ_BY_BROWSERS.has(facts.mimeType) ? "browser" : usual;

/** Pixels a second on two busy cores; the server's by `npm run bench repair`. A machine with more of them is faster. */
const PIXELS_PER_SECOND: Record<RepairPlace, number> = { server: 90_000_000, browser: 60_000_000 };
/** Copying is as fast as the disk, bytes a second. */
const BYTES_PER_SECOND = 100_000_000;
const PHOTO_SECONDS = 1;

/** How long what is made of a video plays, seconds; without an end where nobody knows. */
export const playedSeconds = (
  { trimSeconds }: { trimSeconds: number | null },
  { seconds }: Pick<MediaFacts, "seconds">,
): number => Math.min(trimSeconds ?? Number.POSITIVE_INFINITY, seconds || Number.POSITIVE_INFINITY);

/** About how long a conversion takes once it is its turn, seconds: never less than one. */
export function repairSeconds(
  plan: Exclude<RepairPlan, { kind: "recode" }>,
  { facts, bytes }: { facts: FileFacts; bytes: number },
  place: RepairPlace,
): number {
  if (plan.kind === "photo" || isPhoto(facts)) return PHOTO_SECONDS;
  if (plan.kind === "remux") return Math.max(1, bytes / BYTES_PER_SECOND);
  const seconds = playedSeconds(plan, facts);
  // Both what is read and what is written cost time.
  const read = facts.width * facts.height * facts.frameRate * seconds;
  const written = plan.width * plan.height * plan.frameRate * seconds;
  return Math.max(1, (read / 4 + written) / PIXELS_PER_SECOND[place]);
}

/** The same in words; of a video that nobody has measured, what is known. */
export const repairTimeText = (
  plan: RepairPlan,
  file: { facts: FileFacts; bytes: number },
  place: RepairPlace,
): string =>
  plan.kind === "recode" ? "about as long as it plays" : aboutText(repairSeconds(plan, file, place));

/** "a few seconds", "about 40 seconds", "about 3 minutes", "about 1 hour". */
export function aboutText(seconds: number): string {
  if (seconds < 8) return "a few seconds";
  if (seconds < 55) return `about ${10 * Math.ceil(seconds / 10)} seconds`;
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 60) return `about ${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
  const hours = Math.round(minutes / 60);
  return `about ${hours} ${hours === 1 ? "hour" : "hours"}`;
}
