const interactive = process.stdout.isTTY === true;

/** Prints one step of a longer work with the time it took. */
export async function step<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = Date.now();
  process.stdout.write(`  ${what} … `);
  const ticking = interactive ? setInterval(() => process.stdout.write("."), 2000) : undefined;
  try {
    const result = await work();
    process.stdout.write(`done (${((Date.now() - started) / 1000).toFixed(1)} s)\n`);
    return result;
  } catch (problem) {
    process.stdout.write("stopped\n");
    throw problem;
  } finally {
    clearInterval(ticking);
  }
}

/** Something that the person at the terminal can put right; the message says how. */
export class Stop extends Error {}

/** Ends the process with a message for a person: what is wrong and what to do. */
export function giveUp(problem: unknown): never {
  const code = (problem as NodeJS.ErrnoException | undefined)?.code;
  const text =
    code === "ENOSPC"
      ? "The disk is full. Free about 1 GB, then start again. Nothing that was saved is lost."
      : problem instanceof Error
        ? problem.message
        : String(problem);
  process.stderr.write(`\n${text}\n\n`);
  process.exit(1);
}
