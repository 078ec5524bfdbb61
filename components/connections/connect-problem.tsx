"use client";

import { ReconnectButton } from "#components/fix/reconnect-button";
import type { ReconnectTarget } from "#components/fix/reconnect-dialog";
import { GuidanceCard } from "#components/guidance/guidance-card";
import { Cancelled } from "#components/sign-in/sign-in-problem";
import type { Guidance } from "#lib/errors/guidance";
import { ConnectButton, type ConnectTarget } from "./connect-button";
import type { Times } from "./when";

/** What these pages can do about a failure by leaving for TikTok. */
const BY_CONNECTING: ReadonlySet<string> = new Set([
  "start_again",
  "retry_now",
  "reconnect",
  "grant_missing",
]);

type ConnectProblemProps = {
  guidance: Guidance;
  /** Null for who may not connect. */
  target: ConnectTarget | null;
  /** Where the owner of the account can be asked by a link. */
  repair?: { target: ReconnectTarget; times: Times };
};

/** A failure of a connection: why connecting ended, or why an account no longer works. */
export function ConnectProblem({ guidance, target, repair }: ConnectProblemProps) {
  if (guidance.code === "access_denied") return <Cancelled />;
  return (
    <GuidanceCard
      guidance={guidance}
      renderAction={({ id, label }, look) => {
        if (id === "send_reconnect_link" && repair) {
          return (
            <ReconnectButton {...repair} variant={look}>
              {label}
            </ReconnectButton>
          );
        }
        return target && BY_CONNECTING.has(id) ? (
          <ConnectButton target={target} variant={look}>
            {label}
          </ConnectButton>
        ) : null;
      }}
    />
  );
}
