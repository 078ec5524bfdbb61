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

/** Where TikTok fetches the files. */
const fetched: Partial<typeof words> = {
  open: { now: "Asking TikTok", done: "TikTok asked", ahead: "Ask TikTok" },
  upload: { now: "TikTok fetches it", done: "Fetched", ahead: "TikTok fetches it" },
};

const isFetched = ({ attempts }: Pick<PostView, "attempts">, kind: PostView["kind"]) =>
  kind === "photo" || attempts.at(-1)?.transfer === "PULL_FROM_URL";

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
      return last?.transfer === "PULL_FROM_URL" && !last.servedAt ? "upload" : "processing";
    default:
      return undefined;
  }
}

/** How far a post that is being sent has come; `undefined` for a post that is not on its way. */
export function stagesOf(view: Pick<PostView, "state" | "attempts" | "mode" | "kind">): Stage[] | undefined {
  const stage = stageOf(view);
  if (!stage) return undefined;
  const at = STAGES.indexOf(stage);
  const fetches = isFetched(view, view.kind);
  return STAGES.map((id, index) => {
    const standing = index < at ? "done" : index === at ? "now" : "ahead";
    const told = (fetches && fetched[id]) || words[id];
    const word = id === "end" && view.mode === "inbox" ? "In the inbox" : told[standing];
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
