import type { Tone } from "#components/ui/tone";
import { plainTitle, rowOf } from "#lib/errors/catalog";
import { sizeText } from "#lib/errors/measure";
import type { StepView } from "#lib/posts/queries";
import type { StepName } from "#lib/publishing/ports";

/** What each step of the publishing engine is called. */
const words: Record<StepName, { title: string; tone: Tone }> = {
  checked: { title: "File, permission and settings checked", tone: "accent" },
  init: { title: "TikTok opened the upload", tone: "accent" },
  init_lost: { title: "TikTok's answer got lost; nothing was sent", tone: "wait" },
  chunk: { title: "Part sent", tone: "accent" },
  chunk_again: { title: "A part has to be sent again", tone: "wait" },
  accepted: { title: "TikTok has the whole video", tone: "accent" },
  status: { title: "Asked TikTok how it stands", tone: "wait" },
  resumed: { title: "Went on from where TikTok stood", tone: "accent" },
  refused: { title: "Stopped", tone: "stop" },
  outcome: { title: "TikTok told the outcome", tone: "live" },
};

/** What TikTok's own words for an outcome mean. */
const outcomes: Record<string, string> = {
  PUBLISH_COMPLETE: "TikTok says it is posted",
  SEND_TO_USER_INBOX: "TikTok put it into the inbox",
};

const isStepName = (name: string): name is StepName => name in words;

/** The sentence for a code, without a post at hand. */
export const codeTitle = (code: string): string => plainTitle(rowOf(code));

export type ToldStep = { title: string; detail?: string; tone: Tone };

/** A step in words. One that a newer version wrote goes by its own name. */
export function stepWords({ name, detail }: StepView): ToldStep {
  if (!isStepName(name)) return { title: name, tone: "draft" };
  const { title, tone } = words[name];
  const told = detail.code ? codeTitle(detail.code) : undefined;
  if (name === "init" && detail.note === "fetch") return { title: "TikTok was told where to fetch it", tone };
  if (name === "outcome") return { title: outcomes[detail.status ?? ""] ?? title, tone };
  if (name === "refused") return { title: told ?? title, tone };
  if (name === "chunk" && detail.to && detail.total)
    return { title, detail: `${sizeText(detail.to)} of ${sizeText(detail.total)}`, tone };
  return { title, detail: told, tone };
}
