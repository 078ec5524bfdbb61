import type { PostView } from "#lib/posts/queries";

export type Stage = { id: string; word: string; standing: "done" | "now" | "ahead" };

const STAGES = ["check", "open", "upload", "accepted", "processing", "end"] as const;
type StageId = (typeof STAGES)[number];

/** Each stage as it is told while it lasts, and once it is over. */
const words: Record<StageId, { now: string; done: string; ahead: string }> = {
  check: { now: "Checking", done: "Checked", ahead: "Check" },
  open: { now: "Opening the upload", done: "Upload opened", ahead: "Open the upload" },
  upload: { now: "Uploading", done: "Uploaded", ahead: "Upload" },
  accepted: { now: "TikTok takes it", done: "TikTok has it", ahead: "TikTok has it" },
  processing: { now: "TikTok is processing", done: "Processed", ahead: "TikTok processes" },
  end: { now: "Live", done: "Live", ahead: "Live" },
};

function stageOf({ state, attempts }: Pick<PostView, "state" | "attempts">): StageId | undefined {
  const last = attempts.at(-1);
  switch (state) {
    case "scheduled":
      return "check";
    case "preparing":
      return last && !last.endedAt && !last.publishId ? "open" : "check";
    case "uploading":
      return "upload";
    case "processing":
      return "processing";
    default:
      return undefined;
  }
}

/** How far a post that is being sent has come; `undefined` for a post that is not on its way. */
export function stagesOf(view: Pick<PostView, "state" | "attempts" | "mode">): Stage[] | undefined {
  const stage = stageOf(view);
  if (!stage) return undefined;
  const at = STAGES.indexOf(stage);
  return STAGES.map((id, index) => {
    const standing = index < at ? "done" : index === at ? "now" : "ahead";
    const word = id === "end" && view.mode === "inbox" ? "In the inbox" : words[id][standing];
    return { id, word, standing };
  });
}

/**
 * How much of the file TikTok has confirmed. A file that goes in one piece has no steps in between: until it has arrived
 * nobody knows more, so `percent` is null.
 */
export function uploadOf(view: Pick<PostView, "state" | "attempts">) {
  const last = view.attempts.at(-1);
  if (view.state !== "uploading" || !last || last.bytesTotal === 0) return undefined;
  const { bytesSent, bytesTotal } = last;
  return { bytesSent, bytesTotal, percent: bytesSent === 0 ? null : (bytesSent / bytesTotal) * 100 };
}
