import { type Evidence, type Failure, failure } from "#lib/errors/failure";
import { sizeText } from "#lib/errors/measure";
import type { Unusable } from "./measure";
import { type AdviceCode, checksOf, type MeasuredFile, type MediaLimits } from "./rules";

/** Advice in words. It never stops a post. */
export const adviceText: Record<AdviceCode, string> = {
  "advice.small": "The picture is small. It may look soft on a phone; 1080 × 1920 suits TikTok.",
  "advice.short": "The video is shorter than three seconds.",
  "advice.long": "TikTok names ten minutes as its longest length for uploads.",
  "advice.shape": "The picture isn't upright 9:16, so TikTok shows bars around it.",
  "advice.silent": "There is no sound in this file.",
};

/**
 * The first rule of TikTok's that a file breaks, as a failure that carries every check: what is wrong first, then what
 * is fine. `undefined` when TikTok would take the file.
 * @param at ISO 8601
 */
export function refusalOf(file: MeasuredFile, limits: MediaLimits, at: string): Failure | undefined {
  const checks = checksOf(file, limits);
  const broken = checks.find(({ ok }) => !ok);
  if (!broken) return undefined;
  const evidence = [broken, ...checks.filter((check) => check !== broken)].map(
    ({ path, measured, limit, ok }): Evidence => ({ path, measured, limit, ok }),
  );
  return failure(broken.code, {}, { at }, evidence);
}

/** Why a file could not be measured, as a failure. */
export function unusableFailure({ code, bytes, declared }: Unusable, at: string): Failure {
  if (code !== "media.truncated" || declared === undefined || declared <= bytes)
    return failure(code, {}, { at });
  // Both in bytes where rounding would show the same size twice.
  const close = sizeText(declared) === sizeText(bytes);
  const text = (count: number) => (close ? `${count.toLocaleString("en-US")} bytes` : sizeText(count));
  const evidence: Evidence = { path: "fileSize", measured: text(bytes), limit: text(declared), ok: false };
  return failure(code, {}, { at }, [evidence]);
}
