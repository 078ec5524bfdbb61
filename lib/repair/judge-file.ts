import { type FileFacts, isPhoto } from "#lib/db/json";
import { photoChecks } from "#lib/media/photo-rules";
import type { RepairFinding } from "#lib/media/plan-repair";
import { checksOf, type MediaLimits } from "#lib/media/rules";

/** What TikTok would refuse in a stored file. A photo is looked at alone. */
export function blockingIn(
  { facts, bytes }: { facts: FileFacts; bytes: number },
  limits: MediaLimits,
): RepairFinding[] {
  const checks = isPhoto(facts) ? photoChecks({ facts, bytes }, 1) : checksOf({ facts, bytes }, limits);
  return checks.filter(({ ok }) => !ok);
}
