"use client";

import { type ReactNode, useEffect, useState } from "react";
import { Button } from "#components/ui/button";
import type { LeaveLook } from "./leave-button";

/** Leaves a connect link's page for TikTok. A plain form: it works before and without scripts. */
export function FollowButton({
  secret,
  children,
  ...look
}: LeaveLook & { secret: string; children: ReactNode }) {
  const [leaving, setLeaving] = useState(false);
  useEffect(() => {
    // Coming back with the browser's own button brings back the page as it was left.
    const onShow = (event: PageTransitionEvent) => event.persisted && setLeaving(false);
    window.addEventListener("pageshow", onShow);
    return () => window.removeEventListener("pageshow", onShow);
  }, []);
  return (
    <form
      method="post"
      action={`/connect/${encodeURIComponent(secret)}/leave`}
      onSubmit={() => setLeaving(true)}
      className="contents"
    >
      <Button {...look} type="submit" aria-busy={leaving || undefined}>
        {leaving ? "Opening TikTok…" : children}
      </Button>
    </form>
  );
}
