import { Clock, UserRound } from "lucide-react";
import Link from "next/link";
import { Chip } from "#components/ui/chip";
import { CopyButton } from "#components/ui/copy-button";
import { type Explanation, fixerNames } from "#lib/errors/explain";
import { AudienceSteps } from "./audience-steps";
import { Fact } from "./guidance-facts";

function TikTokSays({ source, official, answer, seenIn }: Explanation) {
  return (
    <>
      {source ? (
        <p>
          {official ? "TikTok documents it: " : "TikTok doesn't document it; its page on the subject is "}
          <a href={source.url} className="link break-words" rel="noreferrer">
            {source.url.split("/").at(-1)}
          </a>{" "}
          (read {source.read}).
        </p>
      ) : (
        <p>Nothing: this is Aircheck's own check, before or after TikTok.</p>
      )}
      {answer ? (
        <p>
          TikTok would answer{" "}
          <Link href={`/errors/${answer}`} className="link font-mono break-all">
            {answer}
          </Link>
          .
        </p>
      ) : null}
      <p className="text-ink-2">Seen in: {seenIn.join("; ")}.</p>
    </>
  );
}

function Names({ code, aliases }: Explanation) {
  return (
    <>
      <code className="text-meta break-words">{code}</code>
      {aliases.length ? (
        <p className="text-ink-2">
          Also known as{" "}
          {aliases.map((alias, at) => (
            <span key={alias}>
              {at > 0 ? ", " : ""}
              <q className="[quotes:'“'_'”']">{alias}</q>
            </span>
          ))}
          .
        </p>
      ) : null}
    </>
  );
}

/** A code explained to everyone, with the same anatomy as a card. */
export function ErrorArticle({ error, markdown }: { error: Explanation; markdown: string }) {
  const waits = error.fixer === "nobody";
  return (
    <article
      className={`edge rounded-lg border border-line bg-surface ${waits ? "[--edge:var(--wait)]" : "[--edge:var(--stop)]"}`}
    >
      <div className="px-7 pt-6 pb-7 max-sm:px-4 max-sm:ps-5">
        <Chip tone={waits ? "wait" : "stop"} icon={waits ? <Clock /> : <UserRound />} plain>
          {fixerNames[error.fixer].title}
        </Chip>
        <h1 className="mt-1 text-display text-balance">{error.title}</h1>
        <p className="mt-2 max-w-measure text-body-lg text-ink-2">
          {error.summary} {error.keeps}
        </p>
        <h2 className="mt-8 mb-2 text-section">What to do</h2>
        <div className="mb-8 max-w-measure text-body">
          <AudienceSteps steps={error.steps} />
        </div>
        <dl className="border-b border-line text-body">
          <Fact term="Why">{error.why}</Fact>
          <Fact term="Will it retry?">{error.willItRetry}</Fact>
          <Fact term="On TikTok">{error.live}</Fact>
          <Fact term="Who can fix it">{error.whoCanFix}</Fact>
          <Fact term="What TikTok says">
            <TikTokSays {...error} />
          </Fact>
          <Fact term="Code">
            <Names {...error} />
          </Fact>
          {error.related.length ? (
            <Fact term="Related">
              <ul className="flex flex-col gap-1">
                {error.related.map(({ code, title }) => (
                  <li key={code} className="min-h-6">
                    <Link href={`/errors/${code}`} className="link">
                      {title}
                    </Link>{" "}
                    <span className="font-mono text-meta break-words text-ink-3">{code}</span>
                  </li>
                ))}
              </ul>
            </Fact>
          ) : null}
        </dl>
        <div className="mt-5 flex flex-wrap items-center gap-x-4 gap-y-2">
          <CopyButton value={markdown} label="Copy as Markdown" copiedLabel="Copied" />
          <a href={`/errors/${error.code}/markdown`} className="link text-body">
            See the Markdown
          </a>
        </div>
      </div>
    </article>
  );
}
