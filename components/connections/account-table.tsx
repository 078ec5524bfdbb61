import Link from "next/link";
import type { ReactNode } from "react";
import { Avatar } from "#components/ui/avatar";
import { Table, Td, Th } from "#components/ui/table";
import { type Account, remedyOf } from "./account";
import { CanDo, HealthMark, LastAnswer, ReconnectBy } from "./account-facts";
import { ConnectButton } from "./connect-button";
import { Day, type Times } from "./when";

type AccountTableProps = {
  accounts: readonly Account[];
  workspaceId: string;
  times: Times;
  /** Whether this person may connect accounts; others see the state only. */
  mayConnect: boolean;
};

/** The accounts of a workspace, worst first: a table where there is room, cards where there is less. */
export function AccountTable(props: AccountTableProps) {
  return (
    <>
      <div className="max-xl:hidden">
        <WideTable {...props} />
      </div>
      <ul aria-label="Connected accounts" className="grid items-start gap-3 md:grid-cols-2 xl:hidden">
        {props.accounts.map((account) => (
          <AccountCard key={account.id} account={account} {...props} />
        ))}
      </ul>
    </>
  );
}

function WideTable({ accounts, workspaceId, times, mayConnect }: AccountTableProps) {
  return (
    <Table caption="Connected accounts" captionHidden className="[&_td]:px-3 [&_th]:px-3">
      <thead>
        <tr>
          <Th>Account</Th>
          <Th>State</Th>
          <Th>Can do</Th>
          <Th>Connected</Th>
          <Th>Reconnect by</Th>
          <Th>Last answer</Th>
          {mayConnect ? (
            <Th>
              <span className="sr-only">What to do</span>
            </Th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {accounts.map((account) => (
          <tr key={account.id}>
            <Th scope="row" className="align-middle">
              <AccountLink account={account} workspaceId={workspaceId} />
            </Th>
            <Td className="whitespace-nowrap align-middle">
              <HealthMark account={account} />
            </Td>
            <Td className="align-middle">
              <CanDo account={account} />
            </Td>
            <Td className="align-middle">
              {account.grant ? <Day at={account.grant.connectedAt} times={times} /> : "Never"}
            </Td>
            <Td className="align-middle">
              <ReconnectBy account={account} times={times} />
            </Td>
            <Td className="align-middle text-ink-2">
              <LastAnswer account={account} times={times} short />
            </Td>
            {mayConnect ? (
              <Td className="align-middle text-end">
                <Remedy account={account} workspaceId={workspaceId} />
              </Td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function AccountCard({ account, workspaceId, times, mayConnect }: AccountTableProps & { account: Account }) {
  return (
    <li className="flex min-w-0 flex-col gap-3 rounded-lg border border-line bg-surface p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <AccountLink account={account} workspaceId={workspaceId} />
        <HealthMark account={account} />
      </div>
      <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 gap-y-1 text-body">
        <Line term="Can do">
          <CanDo account={account} />
        </Line>
        <Line term="Connected">
          {account.grant ? <Day at={account.grant.connectedAt} times={times} /> : "Never"}
        </Line>
        <Line term="Reconnect by">
          <ReconnectBy account={account} times={times} />
        </Line>
        <Line term="Last answer">
          <LastAnswer account={account} times={times} short />
        </Line>
      </dl>
      {mayConnect ? <Remedy account={account} workspaceId={workspaceId} wide /> : null}
    </li>
  );
}

function Line({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-2">{term}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

function AccountLink({ account, workspaceId }: { account: Account; workspaceId: string }) {
  return (
    <Link
      href={`/app/${workspaceId}/connections/${account.id}`}
      className="inline-flex min-h-8 max-w-full min-w-0 items-center gap-2 rounded-sm font-medium text-ink hover:underline pointer-coarse:min-h-11"
    >
      <Avatar name={account.name} src={account.avatarUrl} size="sm" />
      <span className="min-w-0 truncate">{account.name}</span>
    </Link>
  );
}

function Remedy({ account, workspaceId, wide }: { account: Account; workspaceId: string; wide?: boolean }) {
  const label = remedyOf[account.health.state];
  if (!label) return null;
  const returnTo = `/app/${workspaceId}/connections/${account.id}`;
  return (
    <ConnectButton
      target={{ workspaceId, creatorId: account.id, returnTo }}
      variant={account.health.state === "reconnect_now" ? "primary" : "secondary"}
      size="sm"
      className={wide ? "w-full" : "max-w-36"}
    >
      {label}
      <span className="sr-only"> for {account.name}</span>
    </ConnectButton>
  );
}
