import type { Metadata } from "next";
import Link from "next/link";
import { PublicShell } from "#components/shell/public-shell";
import { buttonClass } from "#components/ui/button";
import { PageHeader } from "#components/ui/page-header";
import { loadMailbox } from "#lib/auth/loaders";

export const metadata: Metadata = { title: "Look at your mail" };

/** The same for every address: whether it belongs to anybody is nobody's business. */
export default function MailSentPage() {
  const keptHere = loadMailbox() !== undefined;
  return (
    <PublicShell>
      <PageHeader
        title="Look at your mail"
        description={
          keptHere
            ? "We wrote you a link that signs you in. It works once, within 30 minutes. This copy of Aircheck has no mail server, so the mail stays on this machine: in its mailbox, and in the terminal."
            : "A link that signs you in is on its way. It works once, within 30 minutes. Nothing there? Look into the spam folder, and check the address for a slip."
        }
      />
      <div className="flex flex-wrap gap-2">
        {keptHere ? (
          <Link href="/mailbox" className={buttonClass()}>
            Open the mailbox
          </Link>
        ) : null}
        <Link href="/sign-in" className={buttonClass({ variant: "secondary" })}>
          Use another address
        </Link>
      </div>
    </PublicShell>
  );
}
