import Link from "next/link";
import { CopyButton } from "#components/ui/copy-button";
import { Disclosure } from "#components/ui/disclosure";
import type { Guidance } from "#lib/errors/guidance";

/** The foot of a card: what support asks for, closed until somebody wants it. */
export function SupportPanel({ guidance }: { guidance: Guidance }) {
  const { rows, copyText } = guidance.support;
  return (
    <Disclosure look="bar" summary="Details for support">
      <dl className="mb-4 grid gap-x-6 gap-y-1 sm:grid-cols-[7rem_minmax(0,1fr)]">
        {rows.map(({ label, value }) => (
          <div key={label} className="contents">
            <dt className="text-ink-2 max-sm:mt-2">{label}</dt>
            <dd className="min-w-0 font-mono text-meta leading-5 break-words whitespace-pre-wrap">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <CopyButton value={copyText} label="Copy details" copiedLabel="Copied" />
        <Link href={guidance.href} className="link">
          More about this problem
        </Link>
      </div>
    </Disclosure>
  );
}
