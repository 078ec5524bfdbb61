import type { Metadata } from "next";
import Link from "next/link";
import { Example } from "#components/home/example";
import { PublicShell } from "#components/shell/public-shell";
import { RememberTimeZone } from "#components/sign-in/remember-time-zone";
import { TikTokButton } from "#components/sign-in/tiktok-button";
import { buttonClass } from "#components/ui/button";
import { currentPerson } from "#lib/auth/session";
import { rows } from "#lib/errors/catalog";

export const metadata: Metadata = { title: { absolute: "Aircheck: post to TikTok without silent failures" } };

const promises = [
  {
    title: "Checked first",
    text: "Format, frame rate, size, length and TikTok's own posting rules, before a byte leaves.",
  },
  {
    title: "Sent once",
    text: "A crash, a lost connection or a lost answer neither loses a post nor makes two of it.",
  },
  {
    title: "Never silent",
    text: `Each of ${rows.length} ways to be refused has its page: what happened, who can fix it, whether we try again.`,
  },
];

/** The front page: what it is, and the ways in. */
export default async function FrontPage() {
  const person = await currentPerson();
  return (
    <PublicShell
      nav={
        <Link href="/errors" className="link text-body">
          Error library
        </Link>
      }
      footer="Aircheck is open source under the MIT licence. The README beside its source says how to run a copy of your own. It is not made by TikTok."
    >
      <RememberTimeZone />
      <div className="flex flex-col gap-12 py-4 max-sm:gap-8 max-sm:py-0">
        <section className="flex max-w-2xl flex-col items-start gap-4">
          <h1 className="text-display text-balance">Post to TikTok, and know what to do when it doesn't</h1>
          <p className="max-w-measure text-body-lg text-ink-2">
            Aircheck publishes videos to TikTok for creators, and for the teams who post on their behalf.
            Where TikTok says no, it tells the right person in plain words what happened and what to press.
          </p>
          <div className="flex flex-wrap gap-2 max-sm:w-full max-sm:flex-col">
            {person ? (
              <Link href="/app" prefetch={false} className={buttonClass({ size: "touch" })}>
                Open Aircheck
              </Link>
            ) : (
              <>
                <TikTokButton callbackUrl="/app" size="touch" />
                <Link href="/sign-in" className={buttonClass({ variant: "secondary", size: "touch" })}>
                  Staff: sign in by e-mail
                </Link>
              </>
            )}
          </div>
          {person ? (
            <p className="text-body text-ink-2">
              You're signed in{person.name || person.email ? ` as ${person.name ?? person.email}` : ""}.
            </p>
          ) : null}
        </section>
        <ul className="grid gap-x-8 gap-y-4 sm:grid-cols-3">
          {promises.map(({ title, text }) => (
            <li key={title} className="border-t border-line-strong pt-3">
              <h2 className="text-section">{title}</h2>
              <p className="mt-1 max-w-measure text-body text-ink-2">{text}</p>
            </li>
          ))}
        </ul>
        <Example />
      </div>
    </PublicShell>
  );
}
