import { isPhoto } from "#lib/db/json";
import type { AnyFile } from "./explain";
import type { Finding } from "./finding";
import { photoFindings } from "./photo-rules";
import { findings } from "./rules";

/** What the checks say of a file: TikTok would take it, and nothing could be better; it could; TikTok would refuse it. */
export type Verdict = "fine" | "hints" | "refused";

/**
 * Which rules a stored verdict was found by. Raised whenever the rules judge any file differently, see the test beside:
 * files that were judged by older ones are then judged anew.
 */
export const RULES_VERSION = 1;

/**
 * What is found in a file whoever posts it: an account's own longest length, and how files reach TikTok, belong to one post
 * and one installation.
 */
export function findingsIn({ facts, bytes }: AnyFile): Finding[] {
  return isPhoto(facts)
    ? photoFindings([{ facts, bytes }])
    : findings({ facts, bytes }, { maxSeconds: null });
}

export function verdictOf(file: AnyFile): Verdict {
  const found = findingsIn(file);
  if (found.some(({ severity }) => severity === "blocks")) return "refused";
  return found.length > 0 ? "hints" : "fine";
}

/** The columns in which a file's verdict is kept, so that the library can be asked for it. */
export const judged = (file: AnyFile) => ({ verdict: verdictOf(file), judgedBy: RULES_VERSION });
