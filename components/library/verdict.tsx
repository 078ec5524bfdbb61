import { Check, CircleAlert, Info } from "lucide-react";
import { Chip } from "#components/ui/chip";
import type { Tone } from "#components/ui/tone";
import { isPhoto } from "#lib/db/json";
import type { AnyFile } from "#lib/media/explain";
import { factsWords } from "#lib/media/names";
import { findingsIn } from "#lib/media/verdict";

/** What the checks say of a stored file, in a word. No account is chosen here, so none's longest length counts. */
export function wordOf(file: AnyFile): { tone: Tone; word: string } {
  const found = findingsIn(file);
  const broken = found.filter(({ severity }) => severity === "blocks").length;
  if (broken > 0) return { tone: "stop", word: broken === 1 ? "1 problem" : `${broken} problems` };
  if (found.length > 0) {
    return { tone: "live", word: found.length === 1 ? "Fine, 1 hint" : `Fine, ${found.length} hints` };
  }
  return { tone: "live", word: "Fine" };
}

export function VerdictMark({ file }: { file: AnyFile }) {
  const { tone, word } = wordOf(file);
  const icon = tone === "stop" ? <CircleAlert /> : word === "Fine" ? <Check /> : <Info />;
  return (
    <Chip plain tone={tone} icon={icon}>
      {word}
    </Chip>
  );
}

/** "Video, 0:42, 1080 × 1920". */
export function kindText({ facts }: Pick<AnyFile, "facts">): string {
  return [isPhoto(facts) ? "Photo" : "Video", ...factsWords(facts)].join(", ");
}
