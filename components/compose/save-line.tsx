"use client";

import { CloudOff, GitFork } from "lucide-react";
import { useSyncExternalStore } from "react";
import { Banner } from "#components/ui/banner";
import { Button } from "#components/ui/button";
import type { Compose } from "./use-compose";

const clock = (iso: string) => new Date(iso).toLocaleTimeString("en-GB");

const UNSAVED = {
  offline: "Not saved on the server yet; kept in this browser",
  signed_out: "You are signed out. What you write is kept in this browser",
  refused: "Not saved. What you write is kept in this browser",
} as const;

/** Whether what stands here is safe: "Saved 12:04:31". */
export function SaveLine({ compose }: { compose: Compose }) {
  const { saving } = compose;
  return (
    <p id="compose-save" tabIndex={-1} className="min-h-5 text-body text-ink-2">
      {saving.kind === "saving" ? "Saving…" : null}
      {saving.kind === "saved" ? `Saved ${clock(saving.at)}` : null}
      {saving.kind === "unsaved" ? UNSAVED[saving.why] : null}
      {saving.kind === "changed" ? "Not saved" : null}
    </p>
  );
}

const watch = (notify: () => void) => {
  window.addEventListener("online", notify);
  window.addEventListener("offline", notify);
  return () => {
    window.removeEventListener("online", notify);
    window.removeEventListener("offline", notify);
  };
};

/** What concerns the whole draft: no network, or another window that was quicker. */
export function DraftBanners({ compose }: { compose: Compose }) {
  const online = useSyncExternalStore(
    watch,
    () => navigator.onLine,
    () => true,
  );
  const { saving, restored } = compose;
  return (
    <>
      {online ? null : (
        <Banner live tone="wait" icon={<CloudOff />} title="You're offline">
          Keep writing. What you write is kept in this browser and saved when you are back.
        </Banner>
      )}
      {saving.kind === "changed" ? (
        <Banner
          live
          tone="held"
          icon={<GitFork />}
          title="This draft changed in another window"
          actions={
            <>
              <Button size="sm" onClick={compose.keepAsOwnDraft}>
                Keep mine as a new draft
              </Button>
              <Button variant="secondary" size="sm" onClick={compose.takeTheirs}>
                Show the newer version
              </Button>
            </>
          }
        >
          Nothing was overwritten. What you see here is yours, and it isn't saved yet.
        </Banner>
      ) : null}
      {restored && saving.kind !== "changed" ? (
        <p role="status" className="text-body text-ink-2">
          We brought back what you wrote here last and had not been saved.
        </p>
      ) : null}
    </>
  );
}
