import { Check, CircleAlert, Clock, UserRound } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "#components/ui/cn";
import type { Guidance } from "#lib/errors/guidance";
import type { EvidenceRow } from "#lib/errors/measure";
import { CodeLink } from "./code-link";

/** One line of a card: what it is about on the left, what is known on the right; one above the other on a phone. */
export function Fact({ term, icon, children }: { term: string; icon?: ReactNode; children: ReactNode }) {
  return (
    <div className="grid gap-x-6 gap-y-1 border-t border-line py-3 sm:grid-cols-[7rem_minmax(0,1fr)]">
      <dt className="font-medium text-ink-2">{term}</dt>
      <dd className="flex max-w-measure min-w-0 gap-2">
        {icon ? <span className="flex h-5 items-center text-ink-2">{icon}</span> : null}
        <div className="min-w-0">{children}</div>
      </dd>
    </div>
  );
}

/** Measured values beside their limits; the one that does not fit stands out by word, icon and weight. */
export function EvidenceTable({ evidence }: { evidence: readonly EvidenceRow[] }) {
  return (
    <table className="mb-6 w-full max-w-measure border-collapse text-start">
      <caption className="sr-only">What was found, beside what TikTok accepts</caption>
      <thead>
        <tr className="text-meta text-ink-2">
          <td className="py-1" />
          <th scope="col" className="py-1 ps-3 text-start font-medium">
            Found
          </th>
          <th scope="col" className="py-1 ps-3 text-start font-medium">
            TikTok accepts
          </th>
        </tr>
      </thead>
      <tbody>
        {evidence.map((row) => (
          <tr key={row.label} className="border-t border-line">
            <th scope="row" className="py-2 text-start font-medium text-ink-2">
              {row.label}
            </th>
            <td className={cn("py-2 ps-3", !row.ok && "font-semibold text-stop-text")}>
              <span className="inline-flex items-center gap-1.5">
                {row.measured}
                {row.ok ? <Check className="text-live-text" /> : <CircleAlert />}
                <span className="sr-only">{row.ok ? "fits" : "does not fit"}</span>
              </span>
            </td>
            <td className="py-2 ps-3 text-ink-2">{row.limit}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Numbered steps; a single one needs no number. */
export function Steps({ steps }: { steps: readonly string[] }) {
  if (steps.length === 1) return <p>{steps[0]}</p>;
  return (
    <ol className="flex list-decimal flex-col gap-1 ps-5 marker:text-ink-3">
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  );
}

/** What TikTok would have said hours later, in its own word, and its page about the rule. */
function Answer({ code, page }: NonNullable<Guidance["answer"]>) {
  return (
    <p>
      It would be <CodeLink code={code} />
      {page ? (
        <>
          .{" "}
          <a href={page} target="_blank" rel="noreferrer" className="link">
            TikTok's page
          </a>
        </>
      ) : null}
    </p>
  );
}

/** Everything below the buttons of a card. */
export function GuidanceFacts({
  guidance,
  alsoWaitingHref,
}: {
  guidance: Guidance;
  alsoWaitingHref?: string;
}) {
  const { alsoWaiting, answer } = guidance;
  return (
    <dl className="border-b border-line text-body">
      <Fact term="What to do">
        <Steps steps={guidance.steps} />
      </Fact>
      <Fact term="Why">{guidance.why}</Fact>
      {answer ? (
        <Fact term="TikTok's answer">
          <Answer {...answer} />
        </Fact>
      ) : null}
      <Fact term="On TikTok">{guidance.isAnythingLive}</Fact>
      <Fact term="Who can fix it" icon={<UserRound />}>
        {guidance.whoCanFix}
      </Fact>
      <Fact term="What happens next" icon={<Clock />}>
        {guidance.whatHappensNext}
      </Fact>
      {alsoWaiting ? (
        <Fact term="Also waiting">
          {alsoWaitingHref ? (
            <Link href={alsoWaitingHref} className="link">
              {alsoWaiting.text}
            </Link>
          ) : (
            alsoWaiting.text
          )}
        </Fact>
      ) : null}
    </dl>
  );
}
