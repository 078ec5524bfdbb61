import { type ChildProcess, spawn } from "node:child_process";
import type { Readable } from "node:stream";

export type TiedProcess = {
  stdout: Readable;
  stderr: Readable;
  /** Ends it at once. */
  end(): void;
  /** Its exit code, once it is over and everything it said has been read; `null` where it was ended or never began. */
  ended: Promise<number | null>;
};

/**
 * Ends the program when the pipe on descriptor 3 breaks, which it does when we die, however that happens. It yields to
 * everything else, so that what publishes goes first.
 */
const TIED = `
nice -n 10 "$@" 3<&- </dev/null &
program=$!
{ read -r _ <&3; kill -9 $program; } >/dev/null 2>&1 &
guard=$!
wait $program
code=$?
kill $guard 2>/dev/null
exit $code
`;

/** Starts a program that does not outlive this process, not even when this process is killed. */
export function startTied(path: string, parameters: readonly string[]): TiedProcess {
  // Where there is no shell it is a plain child, which a killed parent leaves to end by itself.
  const tied = process.platform !== "win32";
  const command = tied ? "/bin/sh" : path;
  const given = tied ? ["-c", TIED, "sh", path, ...parameters] : [...parameters];
  const child = spawn(command, given, { stdio: ["ignore", "pipe", "pipe", "pipe"] });
  child.stdio[3]?.on("error", () => {});
  const ended = new Promise<number | null>((resolve) => {
    child.on("error", () => resolve(null));
    child.on("close", (code) => resolve(code));
  });
  return {
    ...streamsOf(child),
    ended,
    end: () => (tied ? child.stdio[3]?.destroy() : child.kill("SIGKILL")),
  };
}

function streamsOf({ stdout, stderr }: ChildProcess): { stdout: Readable; stderr: Readable } {
  if (!stdout || !stderr) throw new Error("A program was started without pipes.");
  return { stdout, stderr };
}
