import { Info } from "lucide-react";
import Link from "next/link";
import { useDeferredValue, useMemo } from "react";
import { CodeLink } from "#components/guidance/code-link";
import { distance } from "#lib/errors/moment";
import { type CaptionFinding, captionFindings } from "#lib/posts/caption-findings";
import type { Compose } from "./use-compose";
import { useRecentCaptions } from "./use-recent-captions";

/** What could make TikTok's check for spam look twice at a text. Advice of ours: it never stops a post. */
export function CaptionAdvice({ compose }: { compose: Compose }) {
  const { workspaceId, creator, draft, content } = compose;
  const recent = useRecentCaptions(workspaceId, creator?.id ?? null, draft.postId);
  // Looked at when the typing pauses: advice must not make the keys slow.
  const caption = useDeferredValue(content.caption);
  const title = useDeferredValue(content.photos?.title);
  const { kind } = content;
  const found = useMemo(
    () => captionFindings(caption, { kind, recent, title }),
    [caption, kind, recent, title],
  );
  const advice = found.filter(({ severity }) => severity === "warns");
  const [first] = advice;
  return (
    <div role="status" className="empty:hidden">
      {advice.length ? (
        <ul aria-label="Advice about the text" className="mt-1 flex flex-col gap-1">
          {advice.map((finding) => (
            <li key={finding.code} className="flex items-start gap-2 text-body text-ink-2">
              <Info className="mt-0.5 text-wait-text" />
              <span>
                <Advice finding={finding} compose={compose} />
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {first?.answer ? <Answer answer={first.answer} page={first.page} /> : null}
    </div>
  );
}

/** What TikTok says of a text that it takes for spam. */
function Answer({ answer, page }: { answer: string; page: string | null }) {
  return (
    <p className="mt-1 text-meta text-ink-2">
      If TikTok refuses the text, it answers <CodeLink code={answer} />.{" "}
      <a href={page ?? undefined} target="_blank" rel="noreferrer" className="underline underline-offset-2">
        TikTok's page
      </a>
    </p>
  );
}

const SPAM = "TikTok names no limit, but it refuses what looks like spam.";

function Advice({ finding, compose }: { finding: CaptionFinding; compose: Compose }) {
  const { code, measured, words = [], same } = finding;
  const { workspaceId, handle } = compose;
  switch (code) {
    case "caption.links":
      return `There are ${measured} links. Nobody can tap a link here, and more than one looks like spam.`;
    case "caption.tags":
      return `There are ${measured} hashtags. We advise up to ${finding.limit}. ${SPAM}`;
    case "caption.repeats":
      return `${words.join(", ")} ${words.length === 1 ? "stands" : "stand"} here more than once. ${SPAM}`;
    case "caption.same":
      return same ? (
        <>
          The same text is in{" "}
          <Link href={`/app/${workspaceId}/posts/${same.postId}`} className="underline underline-offset-2">
            another post for {handle}
          </Link>{" "}
          ({distance(new Date(same.at), new Date())}). {SPAM}
        </>
      ) : null;
    case "caption.too_long":
      return null;
  }
}
