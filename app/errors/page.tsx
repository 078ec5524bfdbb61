import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { ErrorList } from "#components/guidance/error-list";
import { ErrorSearch } from "#components/guidance/error-search";
import { PublicShell } from "#components/shell/public-shell";
import { PageHeader } from "#components/ui/page-header";
import { rows } from "#lib/errors/catalog";
import { type Explanation, explain, fixerNames } from "#lib/errors/explain";
import type { Fixer } from "#lib/errors/row";
import { type Found, search } from "#lib/errors/search";

export const metadata: Metadata = {
  title: "Errors, and what to do about them",
  description: "Every error of TikTok's posting API in plain words: what happened, who can fix it, and how.",
};

type Props = { searchParams: Promise<{ q?: string | string[]; go?: string }> };

/** TikTok's own codes first: they are what people come with. */
const all: readonly Explanation[] = rows
  .map((row) => explain(row.code))
  .sort((one, other) => Number(other.official) - Number(one.official));
const fixers = Object.keys(fixerNames) as Fixer[];

function EveryError() {
  const groups = fixers.map((fixer) => ({ fixer, errors: all.filter((error) => error.fixer === fixer) }));
  return (
    <>
      <nav aria-label="By who can fix it" className="mb-8">
        <ul className="flex flex-wrap gap-x-5 gap-y-1 text-body">
          {groups.map(({ fixer, errors }) => (
            <li key={fixer} className="flex min-h-6 items-center">
              <a href={`#${fixer}`} className="link">
                {fixerNames[fixer].title}
              </a>
              <span className="ps-1.5 text-ink-2">{errors.length}</span>
            </li>
          ))}
        </ul>
      </nav>
      {groups.map(({ fixer, errors }) => (
        <section key={fixer} aria-labelledby={fixer} className="mb-10">
          <h2 id={fixer} className="text-section">
            {fixerNames[fixer].title}
          </h2>
          <p className="mb-3 text-body text-ink-2">{fixerNames[fixer].note}</p>
          <ErrorList errors={errors} label={fixerNames[fixer].title} />
        </section>
      ))}
    </>
  );
}

function summaryOf({ exact, matches }: Found): string {
  const count = exact.length + matches.length;
  if (count === 0) return "We have no page for this. It may be new.";
  return count === 1 ? "1 match" : `${count} matches`;
}

function Results({ found }: { found: Found }) {
  const { exact, matches, nearest } = found;
  const parts = [
    { title: "In what you pasted or typed", codes: exact },
    { title: exact.length ? "Also about this" : "By words", codes: matches },
    { title: "The nearest that we know", codes: nearest },
  ].filter(({ codes }) => codes.length > 0);
  return (
    <>
      {parts.map(({ title, codes }) => (
        <section key={title} className="mb-8">
          <h2 className="mb-2 text-section">{title}</h2>
          <ErrorList errors={codes.map(explain)} label={title} />
        </section>
      ))}
      {nearest.length ? (
        <p className="max-w-measure text-body text-ink-2">
          If none of these is yours,{" "}
          <Link href="/errors/unknown" className="link">
            read what to do with a new code
          </Link>
          , and send the raw answer to whoever runs this copy of Aircheck: a new code becomes a page like the
          others.
        </p>
      ) : null}
    </>
  );
}

/** The error library: the whole catalogue by who can put it right, or what a search found in it. */
export default async function ErrorsPage({ searchParams }: Props) {
  const { q, go } = await searchParams;
  const query = (Array.isArray(q) ? q[0] : q)?.trim() ?? "";
  const found = search(query);
  const best = found.exact[0];
  if (go && best) redirect(`/errors/${best}`);
  return (
    <PublicShell width="narrow">
      <PageHeader
        title="Errors, and what to do about them"
        description="What TikTok answers when it says no, in plain words: who can fix it, how, and whether we try again."
      />
      <ErrorSearch query={query} />
      <p role="status" className="mt-4 mb-6 min-h-5 text-body font-medium">
        {query ? summaryOf(found) : ""}
      </p>
      {query ? <Results found={found} /> : <EveryError />}
    </PublicShell>
  );
}
