import { type FileFacts, isPhoto } from "#lib/db/json";
import type { RepairFinding } from "#lib/media/plan-repair";
import { checksOf, type MediaLimits } from "#lib/media/rules";

/** What TikTok would refuse in a stored file. */
export function blockingIn(file: { facts: FileFacts; bytes: number }, limits: MediaLimits): RepairFinding[] {
  const { facts, bytes } = file;
  if (isPhoto(facts)) {
    const [short, long] = [Math.min(facts.width, facts.height), Math.max(facts.width, facts.height)];
    const fits = (facts.format === "jpeg" || facts.format === "webp") && short <= 1080 && long <= 1920;
    return fits && !facts.isAnimated ? [] : [{ code: "photo.format", severity: "blocks" }];
  }
  return checksOf({ facts, bytes }, limits).filter(({ ok }) => !ok);
}
