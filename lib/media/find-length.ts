import { setTimeout as pause } from "node:timers/promises";
import type { MediaFacts } from "#lib/db/json";
import { inputFor } from "./convert";
import type { Ffmpeg } from "./find-ffmpeg";
import { startTied } from "./tied-process";

/** ffmpeg looks at the head of a file for it, and at its end where the head doesn't say. */
const PATIENCE_MS = 60_000;
const HEAD_CHARACTERS = 100_000;

/**
 * How long a video plays that only ffmpeg reads, seconds.
 * @param from a path of this machine, or an address that works without further proof
 * @returns `undefined` where the file doesn't say, or `signal` has ended it
 */
export async function findLength(
  ffmpeg: Ffmpeg,
  from: string,
  facts: MediaFacts,
  signal: AbortSignal,
): Promise<number | undefined> {
  if (signal.aborted) return undefined;
  // Asked to make nothing of it, ffmpeg tells what it has found, and that there is nothing to do.
  const program = startTied(ffmpeg.path, ["-hide_banner", "-nostdin", ...inputFor(from, facts)]);
  let said = "";
  program.stdout.resume();
  program.stderr.on("data", (piece: Buffer) => {
    if (said.length < HEAD_CHARACTERS) said += piece.toString();
  });
  const over = new AbortController();
  const late = AbortSignal.any([signal, over.signal]);
  void pause(PATIENCE_MS, undefined, { signal: late })
    .catch(() => {})
    .then(program.end);
  await program.ended;
  over.abort();
  // A title that somebody chose stands further to the right.
  const [, hours, minutes, rest] = /^ {2}Duration: (\d+):(\d\d):(\d\d\.\d+)/m.exec(said) ?? [];
  const seconds = 3600 * Number(hours) + 60 * Number(minutes) + Number(rest);
  return seconds > 0 ? seconds : undefined;
}
