"use client";

import { MailWarning, Undo2 } from "lucide-react";
import { GuidanceCard } from "#components/guidance/guidance-card";
import { Banner } from "#components/ui/banner";
import type { Guidance } from "#lib/errors/guidance";
import type { Notice } from "./problem";
import { TikTokButton } from "./tiktok-button";

/** Why the last try to sign in or connect ended: a catalogue row in full, or a calm line where nobody did anything wrong. */
export function SignInProblem({ guidance, callbackUrl }: { guidance: Guidance; callbackUrl: string }) {
  if (guidance.code === "access_denied") return <Cancelled />;
  return (
    <GuidanceCard
      guidance={guidance}
      renderAction={({ id, label }, look) =>
        id === "start_again" || id === "retry_now" || id === "reconnect" ? (
          <TikTokButton callbackUrl={callbackUrl} variant={look}>
            {label}
          </TikTokButton>
        ) : null
      }
    />
  );
}

/** Cancel on TikTok's page is a choice, not a failure. */
export function Cancelled() {
  return (
    <Banner tone="draft" icon={<Undo2 />} title="You cancelled on TikTok. Nothing was connected.">
      If you didn't cancel, check on TikTok that you are in the right account, then start again.
    </Banner>
  );
}

/** What next-auth has to say about an e-mailed link or a session. */
export function SignInNotice({ notice }: { notice: Notice }) {
  return (
    <Banner tone="wait" icon={<MailWarning />} title={notice.title}>
      {notice.text}
    </Banner>
  );
}
