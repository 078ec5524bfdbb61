import { EndedPage } from "#components/shell/ended-page";
import { PublicShell } from "#components/shell/public-shell";
import { checkPermissions } from "#lib/creators/features";
import type { ConnectLinkView } from "#lib/creators/open-connect-link";
import type { Guidance } from "#lib/errors/guidance";
import { AsksPage } from "./asks-page";
import { FollowButton } from "./follow-button";
import { LinkProblem } from "./link-problem";
import { missingLabel, PermissionResult } from "./permission-result";
import { dayText } from "./when";
import { Withdraw } from "./withdraw";

type LinkPageProps = {
  view: ConnectLinkView;
  secret: string;
  asked: readonly string[];
  /** Why the last visit to TikTok's page ended. */
  guidance: Guidance | undefined;
};

/** What a connect link shows: the question, what TikTok allowed, or why the link is at its end. */
export function LinkPage({ view, secret, asked, guidance }: LinkPageProps) {
  if (view.kind === "unknown") {
    return (
      <EndedPage title="We don't know this link">
        <p>
          It is not complete, or it is from another place. Open it once more from the message that you got.
        </p>
      </EndedPage>
    );
  }
  const { workspaceName, from } = view;
  const sender = from?.name ?? workspaceName;
  const problem = guidance ? <LinkProblem guidance={guidance} secret={secret} /> : null;
  switch (view.kind) {
    case "expired":
      return (
        <EndedPage
          title={`This link ended on ${dayText(view.expiresAt, { timeZone: view.timeZone, now: view.expiresAt })}`}
          from={from}
        >
          <p>A link works for seven days, and nothing was connected by it. Ask {sender} for a new one.</p>
        </EndedPage>
      );
    case "revoked":
      return (
        <EndedPage title="This link was taken back" from={from}>
          <p>
            Somebody of {workspaceName} withdrew it; nothing was connected. If you expected it, ask {sender}.
          </p>
        </EndedPage>
      );
    case "used":
      return (
        <EndedPage title="This link was used already" from={from}>
          <p>
            A link connects one account, once. If it was you, all is done, and you can close this page. If it
            was not, tell {sender}.
          </p>
        </EndedPage>
      );
    case "open":
      return <AsksPage view={view} secret={secret} asked={asked} problem={problem} />;
    case "connected": {
      const check = checkPermissions(view.requested, view.granted);
      const complete = check.missing.length === 0;
      return (
        <PublicShell>
          <div className="flex max-w-2xl flex-col gap-6">
            {problem}
            <PermissionResult
              level={1}
              check={check}
              features={false}
              name={view.account}
              repair={
                <FollowButton secret={secret} size="touch">
                  {missingLabel(check)}
                </FollowButton>
              }
              onward={() => (
                <span className="font-medium text-ink">
                  {complete
                    ? `${workspaceName} can post for you now. You can close this page.`
                    : "You can leave it so, and close this page."}
                </span>
              )}
            />
            <Withdraw workspaceName={workspaceName} />
          </div>
        </PublicShell>
      );
    }
    default:
      return view satisfies never;
  }
}
