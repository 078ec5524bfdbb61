import { RotateCw } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { PublicShell } from "#components/shell/public-shell";
import { MailText } from "#components/sign-in/mail-text";
import { buttonClass } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { PageHeader } from "#components/ui/page-header";
import { loadMailbox } from "#lib/auth/loaders";
import { moment } from "#lib/errors/moment";

export const metadata: Metadata = { title: "Mailbox", robots: { index: false } };

/** Stands in for a mail server: what Aircheck would have sent, kept on this machine. */
export default async function MailboxPage() {
  await connection();
  const mails = loadMailbox() ?? notFound();
  const now = new Date().toISOString();
  return (
    <PublicShell>
      <PageHeader
        title="Mailbox"
        description="No mail server is set (SMTP_URL), so every mail that Aircheck would send stays here, and everybody who reaches this machine can read it. With a mail server this page is gone."
        actions={
          <a href="/mailbox" className={buttonClass({ variant: "secondary" })}>
            <RotateCw />
            Look again
          </a>
        }
      />
      {mails.length === 0 ? (
        <EmptyState>No mail yet. Ask for a sign-in link, and it arrives here.</EmptyState>
      ) : (
        <ul aria-label="Mails, newest first" className="flex flex-col gap-4">
          {mails.map((mail) => (
            <li
              key={`${mail.at} ${mail.to}`}
              className="rounded-lg border border-line bg-surface p-5 max-sm:p-4"
            >
              <h2 className="text-section break-words">{mail.subject}</h2>
              <p className="text-meta break-words text-ink-2">
                To {mail.to} · {moment(mail.at, "UTC", now)}
              </p>
              <MailText text={mail.text} />
            </li>
          ))}
        </ul>
      )}
    </PublicShell>
  );
}
