import type { Problem, Result } from "#lib/errors/result";

/** Our own server answered, and the answer is no. */
export class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(`The server refused: ${problem.kind}.`);
    this.problem = problem;
  }
}

/** Asks our own server for data. @throws Refused when it says no, another error when it cannot be reached */
export async function ask<T>(path: string, signal: AbortSignal): Promise<T> {
  const response = await fetch(path, { signal, headers: { accept: "application/json" } });
  const answer = (await response.json()) as Result<T>;
  if (!answer.ok) throw new Refused(answer.problem);
  return answer.value;
}
