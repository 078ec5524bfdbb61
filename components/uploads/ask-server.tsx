import { type Result, refuse } from "#lib/errors/result";

/** Nobody answered: the network is gone, or the server is being restarted. */
export class Unreachable extends Error {}

/**
 * Asks a route of ours.
 * @throws Unreachable when there was no answer, or none of ours
 */
export async function askServer<T>(
  path: string,
  {
    method,
    body,
    signal,
  }: { method: "GET" | "POST" | "PUT" | "DELETE"; body?: object; signal?: AbortSignal },
): Promise<Result<T>> {
  const headers = body ? { "content-type": "application/json" } : undefined;
  const init = { method, headers, signal, body: body && JSON.stringify(body) };
  const response = await fetch(path, init).catch((problem: Error) => {
    if (signal?.aborted) throw problem;
    throw new Unreachable(problem.message);
  });
  const answer = (await response.json().catch(() => null)) as Result<T> | null;
  if (answer && typeof answer === "object" && "ok" in answer) return answer;
  if (response.status === 404) return refuse({ kind: "not_found" });
  throw new Unreachable(`The server answered ${response.status}.`);
}
