import type { ReactNode } from "react";
import { CopyButton } from "#components/ui/copy-button";
import { Disclosure } from "#components/ui/disclosure";
import { PublicShell } from "./public-shell";

type CalmPageProps = {
  /** The tab's title; it starts with "Error:", so that it is heard first. */
  documentTitle?: string;
  title: string;
  children: ReactNode;
  /** Buttons and links, the most useful first. */
  actions: ReactNode;
  /** What the operator needs to find this moment in the log. */
  reference?: string;
};

/** A page that could not be shown, told as guidance: what happened, what is kept, what can be done. */
export function CalmPage({ documentTitle, title, children, actions, reference }: CalmPageProps) {
  return (
    <PublicShell>
      {documentTitle ? <title>{documentTitle}</title> : null}
      <section className="edge rounded-lg border border-line bg-surface [--edge:var(--draft)]">
        <div className="px-6 py-6 max-sm:px-4">
          <h1 className="text-display">{title}</h1>
          <div className="mt-2 flex max-w-measure flex-col gap-2 text-body-lg text-ink-2">{children}</div>
          <div className="mt-6 flex flex-wrap gap-2">{actions}</div>
        </div>
        {reference ? (
          <Disclosure look="bar" summary="Details for support">
            <dl className="mb-3 flex flex-wrap items-baseline gap-x-6 gap-y-1 text-body">
              <dt className="text-ink-2">Reference</dt>
              <dd className="font-mono text-meta break-all">{reference}</dd>
            </dl>
            <CopyButton value={reference} label="Copy reference" copiedLabel="Copied" />
          </Disclosure>
        ) : null}
      </section>
    </PublicShell>
  );
}
