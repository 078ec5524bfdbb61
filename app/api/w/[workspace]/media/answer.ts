import type { Problem, Result } from "#lib/errors/result";

const STATUS: Record<Problem["kind"], number> = {
  failure: 200,
  signed_out: 401,
  not_allowed: 403,
  not_found: 404,
  changed: 409,
  input: 400,
};

/** A result as JSON. A failure that was foreseen is an answer, not an error of HTTP's. */
export function answer(result: Result<unknown>): Response {
  const status = result.ok ? 200 : STATUS[result.problem.kind];
  return Response.json(result, { status, headers: { "cache-control": "no-store" } });
}
