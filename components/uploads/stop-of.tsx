import { failure } from "#lib/errors/failure";
import type { Result } from "#lib/errors/result";
import { REQUEST_BYTES } from "#lib/media/upload-view";
import type { Cut } from "./ask-server";
import { meaningOf, type Sent } from "./sending";
import type { UploadItem } from "./upload-item";

type Change = Partial<UploadItem>;

const MEGABYTE = 1 << 20;

/** How an upload stands that does not go on by itself; `null` for what does. What arrived is kept, and one press goes on. */
export function stopOf(sent: Sent): Change | null {
  const at = new Date().toISOString();
  const stopped = (why: UploadItem["failure"]): Change => ({ state: "stopped", failure: why });
  switch (sent.kind) {
    case "signed_out":
    case "not_allowed":
      return { state: "stopped", why: sent.kind };
    case "disk_full":
      return stopped(failure("storage.full", {}, { at }));
    case "store_refused":
      return stopped(failure("storage.refused", {}, { at }));
    case "too_large":
      return stopped(
        failure(
          "media.upload_too_large",
          { size: `${REQUEST_BYTES / MEGABYTE} MB` },
          { at, httpStatus: 413 },
        ),
      );
    case "refused":
      return stopped(failure("media.upload_refused", {}, { at, httpStatus: sent.status }));
    case "stuck":
      return stopped(failure("media.upload_stuck", {}, { at }));
    case "unreadable":
      return { state: "unfinished", file: null, canContinue: false, why: "unreadable" };
    case "sent":
    case "cut":
    case "gone":
      return null;
  }
}

/** What a "no" of our server means: how an upload ends or stands by it, or what became of sending. */
export function meaningOfNo(answer: Exclude<Result<unknown>, { ok: true }> | Cut): Sent | Change {
  if ("cut" in answer) return meaningOf(answer.status);
  const { problem } = answer;
  if (problem.kind === "signed_out" || problem.kind === "not_allowed") return { kind: problem.kind };
  if (problem.kind !== "failure") return { kind: "gone" };
  const { code } = problem.failure;
  if (code === "media.upload_interrupted") return { kind: "cut" };
  return { state: code.startsWith("storage.") ? "stopped" : "refused", failure: problem.failure };
}
