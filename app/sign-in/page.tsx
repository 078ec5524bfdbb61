import type { Metadata } from "next";
import Link from "next/link";
import { PublicShell } from "#components/shell/public-shell";
import { ContactSheet } from "#components/sign-in/contact-sheet";
import { MailForm } from "#components/sign-in/mail-form";
import { noticeFrom, problemFrom } from "#components/sign-in/problem";
import { RememberTimeZone } from "#components/sign-in/remember-time-zone";
import { SignInNotice, SignInProblem } from "#components/sign-in/sign-in-problem";
import { TikTokButton } from "#components/sign-in/tiktok-button";
import { Banner } from "#components/ui/banner";
import { buttonClass } from "#components/ui/button";
import { carriedSupport } from "#lib/auth/carry-refusal";
import { clock } from "#lib/auth/ground";
import { loadAskedScopes } from "#lib/auth/loaders";
import { localPath } from "#lib/auth/local-path";
import { currentPerson } from "#lib/auth/session";
import { checkPermissions } from "#lib/creators/features";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

async function read({ searchParams }: Props) {
  const query = await searchParams;
  const one = (name: string) => [query[name]].flat()[0];
  const about = { handle: "", timeZone: "UTC", now: new Date(clock.now()).toISOString() };
  return {
    next: localPath(one("next")) ?? "/app",
    guidance: problemFrom(query, { audience: "creator" }, about, await carriedSupport(one("problem"))),
    notice: noticeFrom(one("error")),
  };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { guidance, notice } = await read(props);
  const problem = guidance?.headline ?? notice?.title;
  return { title: problem ? `Error: ${problem}` : "Sign in" };
}

/** The three plain lines: what TikTok's page is going to ask, in our words. */
function WhatWeAsk() {
  const { permissions } = checkPermissions(loadAskedScopes(), []);
  return (
    <div className="text-body text-ink-2">
      <p>We'll ask to:</p>
      <ul className="mt-1 list-disc ps-5 marker:text-ink-3">
        {permissions.map(({ scope, words }) => (
          <li key={scope} className="py-0.5">
            {words.ask}
          </li>
        ))}
      </ul>
      <p className="mt-2">TikTok's page has a switch for each. You can change them at any time.</p>
    </div>
  );
}

/** Where everybody comes in: creators through TikTok, staff by an e-mailed link. */
export default async function SignInPage(props: Props) {
  const [{ next, guidance, notice }, person] = await Promise.all([read(props), currentPerson()]);
  return (
    <PublicShell width="narrow">
      <RememberTimeZone />
      <div className="flex flex-col gap-8">
        {guidance ? <SignInProblem guidance={guidance} callbackUrl={next} /> : null}
        {notice ? <SignInNotice notice={notice} /> : null}
        {person ? (
          <Banner
            tone="accent"
            title={`You're signed in as ${person.name ?? person.email ?? "yourself"}`}
            actions={
              <Link
                href={next}
                prefetch={false}
                className={buttonClass({ variant: "secondary", size: "sm" })}
              >
                Go on to Aircheck
              </Link>
            }
          >
            Signing in again below changes who you are in this browser.
          </Banner>
        ) : null}
        <div className="grid items-start gap-x-16 gap-y-8 min-[60rem]:grid-cols-[minmax(0,1fr)_24rem]">
          <div className="min-[60rem]:pt-6">
            <h1 className="text-display text-balance">Post to TikTok, and know what to do when it doesn't</h1>
            <p className="mt-3 max-w-measure text-body-lg text-ink-2">
              Every video is checked before TikTok sees it. If TikTok still says no, you read what happened,
              whether anything is live, and what to press.
            </p>
            <ContactSheet />
          </div>
          <section aria-label="Sign in" className="rounded-lg border border-line bg-surface p-6 max-sm:p-4">
            <div className="flex flex-col gap-4">
              <TikTokButton callbackUrl={next} size="touch" className="w-full" />
              <WhatWeAsk />
            </div>
            <hr className="my-6" />
            <MailForm callbackUrl={next} />
          </section>
        </div>
      </div>
    </PublicShell>
  );
}
