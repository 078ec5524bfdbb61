import type { Metadata } from "next";
import Link from "next/link";
import { permanentRedirect } from "next/navigation";
import { ErrorArticle } from "#components/guidance/error-article";
import { ErrorList } from "#components/guidance/error-list";
import { PublicShell } from "#components/shell/public-shell";
import { Breadcrumb } from "#components/ui/breadcrumb";
import { buttonClass } from "#components/ui/button";
import { PageHeader } from "#components/ui/page-header";
import { isCode, rows } from "#lib/errors/catalog";
import { codeDocument } from "#lib/errors/document";
import { explain } from "#lib/errors/explain";
import { codeNamed, search } from "#lib/errors/search";

type Props = { params: Promise<{ code: string }> };

export function generateStaticParams() {
  return rows.map(({ code }) => ({ code }));
}

/** The part of the address as text; a broken escape is taken as it stands. */
function readable(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const code = readable((await params).code);
  if (!isCode(code)) return { title: "A code we don't know yet", robots: { index: false } };
  const { title, summary } = explain(code);
  return {
    title: `${title} (${code})`,
    description: summary,
    alternates: { types: { "text/markdown": `/errors/${code}/markdown` } },
  };
}

function UnknownCode({ code }: { code: string }) {
  const { exact, matches, nearest } = search(code);
  const likely = [...exact, ...matches, ...nearest].slice(0, 5);
  return (
    <>
      <PageHeader
        title="We don't know this code yet"
        description="TikTok may have added it, or it may be spelt differently. Aircheck doesn't guess what it means."
        actions={
          <Link
            href={`/errors?q=${encodeURIComponent(code.slice(0, 200))}`}
            className={buttonClass({ variant: "secondary" })}
          >
            Search all errors
          </Link>
        }
      />
      <p className="mb-8 font-mono text-body break-all">{code.slice(0, 200)}</p>
      <h2 className="mb-2 text-section">The nearest that we know</h2>
      <ErrorList errors={likely.map(explain)} label="The nearest that we know" className="mb-6" />
      <p className="max-w-measure text-body text-ink-2">
        <Link href="/errors/unknown" className="link">
          Read what to do with a new code
        </Link>
        , and send the raw answer to whoever runs this copy of Aircheck.
      </p>
    </>
  );
}

/** One code of the catalogue for everyone. Other names of it lead to its own address, and so does `.md`. */
export default async function ErrorPage({ params }: Props) {
  const asked = readable((await params).code);
  const plain = asked.replace(/\.md$/, "");
  const code = codeNamed(plain);
  if (asked !== plain && code) permanentRedirect(`/errors/${code}/markdown`);
  if (code && code !== asked) permanentRedirect(`/errors/${code}`);
  return (
    <PublicShell width="narrow">
      <div className="mb-4">
        <Breadcrumb
          items={[{ label: "Errors", href: "/errors" }, { label: code ?? "A code we don't know yet" }]}
        />
      </div>
      {code ? (
        <ErrorArticle error={explain(code)} markdown={codeDocument(explain(code))} />
      ) : (
        <UnknownCode code={asked} />
      )}
    </PublicShell>
  );
}
