import type { Failure } from "./failure";

/**
 * Why an expected "no" was said. `failure` is told by a guidance card; the others are told by the page they end on.
 * `changed`: somebody else was first, so what was shown is out of date.
 */
export type Problem =
  | { kind: "failure"; failure: Failure }
  | { kind: "signed_out" }
  | { kind: "not_found" }
  | { kind: "not_allowed"; needs: string }
  | { kind: "input"; fields: Record<string, string> }
  | { kind: "changed" };

/** What a verb answers: expected outcomes are returned, surprises are thrown. */
export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem };

export const done = <T>(value: T): Result<T> => ({ ok: true, value });
export const refuse = (problem: Problem): Result<never> => ({ ok: false, problem });
export const refuseWith = (failure: Failure): Result<never> => refuse({ kind: "failure", failure });
