import type { Failure } from "./failure";

/** TikTok's limit for 24 hours is planned up; `next` is when it is not, ISO 8601; empty where that is not known. */
export type Full = { kind: "full"; reason: "daily" | "inbox"; cap: number; planned: number; next: string };

/**
 * What has to be asked before a post can have a time. Wall times are local (`2026-11-26T09:30`), instants ISO 8601.
 * `gap`: clocks skip it; `twice`: clocks go back over it; `no_slot`: the creator's queue has no times; `too_far`: more
 * than a year ahead.
 */
export type TimeQuestion =
  | { kind: "past"; minutes: number }
  | { kind: "gap"; local: string; skippedTo: string }
  | { kind: "twice"; local: string; earlier: string; later: string }
  | Full
  | { kind: "too_far" }
  | { kind: "unreadable" }
  | { kind: "no_slot" };

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
  | { kind: "changed" }
  | { kind: "time"; question: TimeQuestion };

/** What a verb answers: expected outcomes are returned, surprises are thrown. */
export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem };

export const done = <T>(value: T): Result<T> => ({ ok: true, value });
export const refuse = (problem: Problem): Result<never> => ({ ok: false, problem });
export const refuseWith = (failure: Failure): Result<never> => refuse({ kind: "failure", failure });
