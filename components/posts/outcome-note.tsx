import { ExternalLink } from "lucide-react";
import { buttonClass } from "#components/ui/button";
import { CopyButton } from "#components/ui/copy-button";
import type { PostView } from "#lib/posts/queries";
import { audienceOf } from "./guide";
import { publicLinks } from "./public-link";
import { accountOf, type Reader } from "./reader";

/** What a person can do with a post that has reached TikTok: look at it, or finish it in the inbox. */
export function OutcomeNote({ view, reader }: { view: PostView; reader: Reader }) {
  if (view.state === "in_inbox") return <InboxSteps view={view} reader={reader} />;
  if (view.state !== "published" || view.visibility !== "public") return null;
  const links = publicLinks(reader.tiktokUrl, view.creator?.handle, view.publicPostIds);
  if (links.length === 0) {
    return view.publicPostIds.length > 0 ? (
      <p className="text-body text-ink-2">
        TikTok's number for it: <code className="text-meta">{view.publicPostIds.join(", ")}</code>
      </p>
    ) : null;
  }
  return (
    <div className="flex flex-wrap items-center gap-3">
      {links.map((href, index) => (
        <a key={href} href={href} target="_blank" rel="noreferrer" className={buttonClass()}>
          {links.length === 1 ? "See it on TikTok" : `See part ${index + 1} on TikTok`}
          <ExternalLink aria-hidden />
          <span className="sr-only">(opens a new tab)</span>
        </a>
      ))}
      {links[0] ? <CopyButton value={links[0]} label="Copy the link" copiedLabel="Copied" size="md" /> : null}
    </div>
  );
}

/** How a draft is finished. TikTok takes no words with a draft, so the caption waits here to be copied. */
function InboxSteps({ view, reader }: { view: PostView; reader: Reader }) {
  const isMine = audienceOf(reader, view.creator) === "creator";
  // With photos TikTok takes the texts, with a video it takes none.
  const caption = view.content.kind === "photo" ? "" : view.content.caption.trim();
  return (
    <section
      aria-labelledby="inbox-steps"
      className="edge rounded-lg border border-line bg-surface px-6 py-5 [--edge:var(--held)] max-sm:px-4 max-sm:ps-5"
    >
      <h2 id="inbox-steps" className="text-section">
        {isMine ? "Finish it in the TikTok app" : `What ${accountOf(view.creator)} does now`}
      </h2>
      <ol className="mt-2 flex max-w-measure list-decimal flex-col gap-1 ps-5 text-body marker:text-ink-3">
        <li>Open the TikTok app and go to the inbox.</li>
        <li>Open the notification about it. It needs a TikTok app that is not too old (31.8 or newer).</li>
        {caption ? <li>Paste the caption: TikTok doesn't take it from us with a draft.</li> : null}
        <li>Choose who can watch, then post.</li>
      </ol>
      {caption ? (
        <div className="mt-4">
          <CopyButton value={caption} label="Copy the caption" copiedLabel="Copied" size="md" />
        </div>
      ) : null}
    </section>
  );
}
