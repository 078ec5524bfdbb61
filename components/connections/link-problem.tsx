"use client";

import { GuidanceCard } from "#components/guidance/guidance-card";
import { Cancelled } from "#components/sign-in/sign-in-problem";
import type { Guidance } from "#lib/errors/guidance";
import { FollowButton } from "./follow-button";

/** What starting once more from the link can help against. */
const BY_STARTING_AGAIN: ReadonlySet<string> = new Set(["start_again", "retry_now", "reconnect"]);

/** Why the visit to TikTok's page ended, told to somebody who came by a connect link. */
export function LinkProblem({ guidance, secret }: { guidance: Guidance; secret: string }) {
  if (guidance.code === "access_denied") return <Cancelled />;
  return (
    <GuidanceCard
      guidance={guidance}
      renderAction={({ id, label }, look) =>
        BY_STARTING_AGAIN.has(id) ? (
          <FollowButton secret={secret} variant={look}>
            {label}
          </FollowButton>
        ) : null
      }
    />
  );
}
