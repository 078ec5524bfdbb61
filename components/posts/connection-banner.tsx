"use client";

import { CloudOff } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useSyncExternalStore } from "react";
import { Banner } from "#components/ui/banner";
import { Button, buttonClass } from "#components/ui/button";
import { clockOf } from "#lib/errors/moment";
import { Refused } from "./ask";

function subscribe(onChange: () => void): () => void {
  window.addEventListener("online", onChange);
  window.addEventListener("offline", onChange);
  return () => {
    window.removeEventListener("online", onChange);
    window.removeEventListener("offline", onChange);
  };
}

type ConnectionBannerProps = {
  error: Error | null;
  /** ms since 1970: from when the data on the page is. */
  updatedAt: number;
  timeZone: string;
  onRetry: () => void;
};

/** Says that what is shown may be out of date, and why. Nothing while all is well. */
export function ConnectionBanner({ error, updatedAt, timeZone, onRetry }: ConnectionBannerProps) {
  const path = usePathname();
  const online = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
  const since = `This is how it stood at ${clockOf(new Date(updatedAt).toISOString(), timeZone)}.`;
  if (!online) {
    return (
      <Banner tone="wait" icon={<CloudOff />} title="You're offline" live>
        {since} It goes on by itself when you are back, and posts on their way to TikTok carry on meanwhile.
      </Banner>
    );
  }
  if (!error) return null;
  if (error instanceof Refused && error.problem.kind === "signed_out") {
    const signIn = (
      <Link href={`/sign-in?next=${encodeURIComponent(path)}`} className={buttonClass({ size: "sm" })}>
        Sign in again
      </Link>
    );
    return (
      <Banner tone="wait" icon={<CloudOff />} title="You are signed out" actions={signIn} live>
        {since} Sign in to see it change.
      </Banner>
    );
  }
  if (error instanceof Refused) {
    return (
      <Banner tone="wait" icon={<CloudOff />} title="This isn't here any more" live>
        {since} It may have been removed, or you may have left this workspace.
      </Banner>
    );
  }
  const again = (
    <Button size="sm" variant="secondary" onClick={onRetry}>
      Ask again
    </Button>
  );
  return (
    <Banner tone="wait" icon={<CloudOff />} title="We can't reach Aircheck's server" actions={again} live>
      {since} We keep asking.
    </Banner>
  );
}
