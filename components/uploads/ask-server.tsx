import { type Result, refuse } from "#lib/errors/result";

/** Nobody answered: the network is gone, or the server is being restarted. */
export class Unreachable extends Error {
  /** `status`: what was answered instead, by our server in trouble or by something before it; 0: nothing. */
  constructor(
    message: string,
    readonly status = 0,
  ) {
    super(message);
  }
}

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
  throw new Unreachable(`The server answered ${response.status}.`, response.status);
}

/** Nobody answered, or the server is in trouble; `status` as above. */
export type Cut = { ok: false; cut: true; status: number };

/** The same, for whoever goes on after a break. */
export const asked = async <T,>(
  path: string,
  wish: Parameters<typeof askServer>[1],
): Promise<Result<T> | Cut> =>
  askServer<T>(path, wish).catch((problem) => {
    if (problem instanceof Unreachable) return { ok: false, cut: true, status: problem.status };
    throw problem;
  });
