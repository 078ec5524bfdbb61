import type { ReactNode } from "react";
import { Fact } from "#components/guidance/guidance-facts";
import { moment } from "#lib/errors/moment";
import type { Account } from "./account";
import { LastAnswer, ReconnectBy } from "./account-facts";
import { DisconnectButton } from "./disconnect-button";
import { FeatureLists, PermissionList } from "./permission-list";
import { Day, type Times } from "./when";

type AccountDetailProps = {
  account: Account;
  times: Times;
  /** Asks TikTok for what is missing, or says who can. */
  repair: ReactNode;
  /** The workspace to take it out of; null for who may not. */
  disconnectFrom: string | null;
};

/** Permissions one by one, the dates that matter, and the way out. */
export function AccountDetail({ account, times, repair, disconnectFrom }: AccountDetailProps) {
  const { check, health } = account;
  const lives = health.state !== "reconnect_now" && health.state !== "disconnected";
  return (
    <>
      <section aria-labelledby="permissions" className="flex flex-col gap-4">
        <h2 id="permissions" className="text-section">
          Permissions
        </h2>
        {lives ? (
          <>
            {check.missing.length > 0 ? (
              <div className="flex flex-wrap max-sm:[&>*]:w-full">{repair}</div>
            ) : null}
            <PermissionList check={check} />
            <FeatureLists check={check} level={3} />
          </>
        ) : (
          <p className="max-w-measure text-body text-ink-2">
            TikTok allows nothing for this account at the moment. What it allows shows here once the account
            is connected again.
          </p>
        )}
      </section>
      <section aria-labelledby="dates">
        <h2 id="dates" className="mb-2 text-section">
          Dates
        </h2>
        <Dates account={account} times={times} />
      </section>
      {disconnectFrom ? (
        <section aria-labelledby="disconnect">
          <h2 id="disconnect" className="text-section">
            Disconnect
          </h2>
          <p className="mt-1 mb-3 max-w-measure text-body text-ink-2">
            Ends what this workspace may do for {account.name}. The owner of the account can do the same in
            TikTok's settings.
          </p>
          <DisconnectButton workspaceId={disconnectFrom} creatorId={account.id} name={account.name} />
        </section>
      ) : null}
    </>
  );
}

function Dates({ account, times }: { account: Account; times: Times }) {
  const { grant } = account;
  return (
    <dl className="border-b border-line text-body">
      <Fact term="Connected">{grant ? <Day at={grant.connectedAt} times={times} /> : "Never"}</Fact>
      <Fact term="Reconnect by">
        <ReconnectBy account={account} times={times} />
      </Fact>
      {grant?.refreshedAt ? (
        <Fact term="Renewed">
          <time dateTime={grant.refreshedAt}>{moment(grant.refreshedAt, times.timeZone, times.now)}</time>
        </Fact>
      ) : null}
      <Fact term="Last answer">
        <LastAnswer account={account} times={times} />
      </Fact>
    </dl>
  );
}
