import { type Failure, failure } from "#lib/errors/failure";
import { recognise } from "#lib/errors/recognise";
import type { Lost, Refused } from "./answer";

/**
 * Turns a "no", or the lack of an answer, into a row of the error catalogue with what support needs.
 * @param attempt the number of the attempt it belongs to, when there is one
 */
export function explain(answer: Refused | Lost, attempt?: number): Failure {
  const { trace } = answer;
  const at = new Date(trace.at + trace.tookMs).toISOString();
  const place = { at, endpoint: trace.endpoint, httpStatus: trace.httpStatus, logId: trace.logId, attempt };
  if (answer.kind === "lost") {
    const support = { ...place, message: answer.raw || undefined };
    const code = answer.why === "garbage" ? "tiktok.unreadable_answer" : "tiktok.unreachable";
    return failure(code, {}, { ...support, rawCode: answer.why });
  }
  const { channel, code, message, raw } = answer;
  const recognised = recognise({ channel, endpoint: trace.endpoint, code, httpStatus: trace.httpStatus });
  const support = {
    ...place,
    rawCode: code || undefined,
    message: message || undefined,
    raw: raw || undefined,
  };
  return { code: recognised, args: recognised === "unknown" ? { code } : {}, support };
}

/** The failure that a FAILED publish names. `reason` is TikTok's `fail_reason`. */
export function explainFailReason(
  reason: string | undefined,
  from: Refused["trace"],
  attempt: number,
): Failure {
  const at = new Date(from.at + from.tookMs).toISOString();
  const support = { at, endpoint: from.endpoint, httpStatus: from.httpStatus, logId: from.logId, attempt };
  const code = recognise({ channel: "fail_reason", code: reason });
  return {
    code,
    args: code === "unknown" ? { code: reason ?? "" } : {},
    support: { ...support, rawCode: reason },
  };
}
