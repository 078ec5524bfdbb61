"use client";

import { CirclePause } from "lucide-react";
import { useState } from "react";
import { AskLater } from "#components/fix/later";
import { Banner } from "#components/ui/banner";
import { Button } from "#components/ui/button";

/** Nobody takes up what is due: every page says so, before a post is missed. */
export function UnworkedBanner({ workspaceName }: { workspaceName: string }) {
  const [isAsking, setAsking] = useState(false);
  const ask = (
    <Button size="sm" variant="secondary" onClick={() => setAsking(true)}>
      Ask the operator
    </Button>
  );
  return (
    <Banner
      tone="wait"
      icon={<CirclePause />}
      title="Posts aren't going out at the moment"
      actions={ask}
      live
    >
      The part of Aircheck that sends them to TikTok isn't running. What comes due is kept: it goes out when
      that runs again, or asks you first if it is too late by then. The operator of this copy of Aircheck can
      start it.
      <AskLater message={letter(workspaceName)} open={isAsking} onOpenChange={setAsking} />
    </Banner>
  );
}

const letter = (workspaceName: string) => ({
  title: "Ask the operator",
  description: "The person who runs this copy of Aircheck needs the message below.",
  subject: "Aircheck sends no posts",
  text: [
    "Hello,",
    "Aircheck sends nothing to TikTok at the moment: no worker runs, so posts that come due wait.",
    [
      "What can be done:",
      `1. Look at ${typeof location === "undefined" ? "" : location.origin}/api/health: it says what is missing.`,
      "2. Start a worker with npm run worker, or start npm start anew.",
      "3. On a host that runs nothing between calls, see that something calls /api/tick once a minute.",
    ].join("\n"),
    `Thank you\n${workspaceName}`,
  ].join("\n\n"),
});
