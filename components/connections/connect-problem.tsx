"use client";

import { GuidanceCard } from "#components/guidance/guidance-card";
import { Cancelled } from "#components/sign-in/sign-in-problem";
import type { Guidance } from "#lib/errors/guidance";
import { ConnectButton, type ConnectTarget } from "./connect-button";

/** What these pages can do about a failure by leaving for TikTok. */
const BY_CONNECTING: ReadonlySet<string> = new Set([
  "start_again",
  "retry_now",
  "reconnect",
  "grant_missing",
]);

/** A failure of a connection: why connecting ended, or why an account no longer works. */
export function ConnectProblem({ guidance, target }: { guidance: Guidance; target: ConnectTarget | null }) {
  if (guidance.code === "access_denied") return <Cancelled />;
  return (
    <GuidanceCard
      guidance={guidance}
      renderAction={({ id, label }, look) =>
        target && BY_CONNECTING.has(id) ? (
          <ConnectButton target={target} variant={look}>
            {label}
          </ConnectButton>
        ) : null
      }
    />
  );
}
