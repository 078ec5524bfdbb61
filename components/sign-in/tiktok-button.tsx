"use client";

import { signIn } from "next-auth/react";
import type { ReactNode } from "react";
import { LeaveButton, type LeaveLook } from "#components/connections/leave-button";

type TikTokButtonProps = LeaveLook & {
  /** Where to go afterwards; the permission check comes first. */
  callbackUrl: string;
  children?: ReactNode;
};

/** Signs in with TikTok. TikTok is always asked for everything, so that nothing granted is lost. */
export function TikTokButton({ callbackUrl, children = "Continue with TikTok", ...look }: TikTokButtonProps) {
  const leave = async () => {
    await signIn("tiktok", { callbackUrl });
    return undefined;
  };
  return (
    <LeaveButton {...look} leave={leave}>
      {children}
    </LeaveButton>
  );
}
