import Link from "next/link";
import type { ReactNode } from "react";
import { dayText } from "#components/connections/when";
import { EndedPage } from "#components/shell/ended-page";
import { PublicShell } from "#components/shell/public-shell";
import { buttonClass } from "#components/ui/button";
import type { InvitationView } from "#lib/workspaces/read-invitation";
import { ROLE_WORDS } from "#lib/workspaces/roles";
import { AcceptButton, ProveAddressButton } from "./invitation-buttons";

type InvitationPageProps = {
  view: InvitationView;
  secret: string;
  /** Who is signed in, in words; null for nobody. */
  signedInAs: string | null;
};

/** What somebody sees who follows an invitation: who asks, as what, and the one button. Or why there is none. */
export function InvitationPage({ view, secret, signedInAs }: InvitationPageProps) {
  if (view.kind === "unknown") {
    return (
      <EndedPage title="We don't know this invitation" actions={<SignIn />}>
        <p>
          The link is not complete, or a newer mail has replaced it. Open the newest invitation that you got.
        </p>
      </EndedPage>
    );
  }
  const { workspaceName, from, email } = view;
  const sender = from?.name ?? "an owner of the workspace";
  switch (view.kind) {
    case "expired":
      return (
        <EndedPage
          title={`This invitation ended on ${dayText(view.expiresAt, { timeZone: view.timeZone, now: view.expiresAt })}`}
          from={from}
        >
          <p>
            An invitation works for seven days. Ask {sender} to send you a new one for {workspaceName}.
          </p>
        </EndedPage>
      );
    case "revoked":
      return (
        <EndedPage title="This invitation was taken back" from={from}>
          <p>
            Somebody in {workspaceName} withdrew it. If you think that was a slip, ask {sender}.
          </p>
        </EndedPage>
      );
    case "used":
      return (
        <EndedPage title="This invitation was used already" from={from} actions={<SignIn />}>
          <p>
            An invitation works once. If it was you, sign in as {email}, and you are in {workspaceName}.
          </p>
        </EndedPage>
      );
    case "yours":
      return (
        <EndedPage
          title="You have accepted this invitation"
          actions={
            <Link href={`/app/${view.workspaceId}`} prefetch={false} className={buttonClass()}>
              Open {workspaceName}
            </Link>
          }
        >
          <p>The link has done its work. Next time you just sign in.</p>
        </EndedPage>
      );
    case "open":
      return (
        <Asks view={view}>
          <AcceptButton secret={secret} workspaceName={workspaceName} />
        </Asks>
      );
    case "sign_in":
      return (
        <Asks view={view}>
          <p className="max-w-measure text-body">
            It is for <strong className="font-semibold break-words">{email}</strong>. To show that this is
            you, we send a sign-in link there; it brings you back to this page.
          </p>
          <ProveAddressButton secret={secret} email={email} />
        </Asks>
      );
    case "another_address":
      return (
        <Asks view={view}>
          <p className="max-w-measure text-body">
            It is for <strong className="font-semibold break-words">{email}</strong>, and you are signed in as{" "}
            {signedInAs ?? "somebody else"}. A sign-in link to that address brings you back here and changes
            who you are in this browser.
          </p>
          <ProveAddressButton secret={secret} email={email} />
        </Asks>
      );
    default:
      return view satisfies never;
  }
}

type Promised = Exclude<InvitationView, { kind: "unknown" }>;

function Asks({ view, children }: { view: Promised; children: ReactNode }) {
  const { workspaceName, from, role, expiresAt, timeZone } = view;
  const { name, is } = ROLE_WORDS[role];
  return (
    <PublicShell>
      <section className="flex max-w-2xl flex-col items-start gap-6 max-sm:items-stretch">
        <div>
          <h1 className="text-display text-balance break-words">{workspaceName} invites you to Aircheck</h1>
          <p className="mt-2 max-w-measure text-body-lg text-ink-2">
            {from ? `${from.name} asks` : "They ask"} you to work there, publishing videos to TikTok.
          </p>
        </div>
        <dl className="w-full rounded-lg border border-line bg-surface text-body">
          <Line term="Your role">
            {name}. {is}
          </Line>
          <Line term="Open until">{dayText(expiresAt, { timeZone, now: expiresAt })}</Line>
        </dl>
        {children}
        <p className="max-w-measure text-body text-ink-2">
          You didn't expect this? Close the page; nothing happens. You can leave the workspace at any time.
        </p>
      </section>
    </PublicShell>
  );
}

function Line({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap gap-x-4 border-t border-line px-4 py-3 first:border-t-0">
      <dt className="w-24 shrink-0 text-ink-2">{term}</dt>
      <dd className="min-w-0 flex-1 basis-48">{children}</dd>
    </div>
  );
}

const SignIn = () => (
  <Link href="/sign-in" className={buttonClass()}>
    Sign in
  </Link>
);
