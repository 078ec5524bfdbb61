import "server-only";
import type { Result } from "#lib/errors/result";

const STATUS = {
  failure: 200,
  signed_out: 401,
  not_found: 404,
  not_allowed: 403,
  input: 400,
  changed: 409,
  time: 409,
} as const;

/** A result as a route answers it: the shape is the same everywhere, the status says the same as the body. */
export function answer<T>(result: Result<T>): Response {
  const status = result.ok ? 200 : STATUS[result.problem.kind];
  return Response.json(result, { status, headers: { "Cache-Control": "no-store" } });
}
