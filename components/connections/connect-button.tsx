"use client";

import type { ReactNode } from "react";
import { startConnectAction } from "#lib/creators/actions";
import { LeaveButton, type LeaveLook } from "./leave-button";

export type ConnectTarget = {
  workspaceId: string;
  /** The account to repair; null to add whichever one consents. */
  creatorId: string | null;
  /** A path of this app to come back to. */
  returnTo: string;
};

/** Leaves for TikTok's permission page to connect an account to the workspace. It never changes who is signed in. */
export function ConnectButton({
  target,
  children,
  ...look
}: LeaveLook & { target: ConnectTarget; children: ReactNode }) {
  const leave = async () => {
    const answer = await startConnectAction(target);
    if (answer.ok) {
      window.location.assign(answer.value.url);
      return undefined;
    }
    switch (answer.problem.kind) {
      case "signed_out":
        return "You were signed out meanwhile. Load the page again to sign in.";
      case "not_allowed":
        return "Connecting accounts takes an owner or a manager of this workspace.";
      case "not_found":
        return "This account is no longer part of the workspace. Load the page again.";
      default:
        return "TikTok's page could not be opened. Load this page again, then try once more.";
    }
  };
  return (
    <LeaveButton {...look} leave={leave}>
      {children}
    </LeaveButton>
  );
}
