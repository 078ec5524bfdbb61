"use client";

import { signIn } from "next-auth/react";
import { type ReactNode, useEffect, useState } from "react";
import { Button, type ButtonProps } from "#components/ui/button";

type TikTokButtonProps = Pick<ButtonProps, "variant" | "size" | "className"> & {
  /** Where to go afterwards; the permission check comes first. */
  callbackUrl: string;
  children?: ReactNode;
};

/** Leaves for TikTok's permission page. TikTok is always asked for everything, so that nothing granted is lost. */
export function TikTokButton({ callbackUrl, children = "Continue with TikTok", ...look }: TikTokButtonProps) {
  const [state, setState] = useState<"idle" | "leaving" | "stuck">("idle");
  useEffect(() => {
    // Coming back with the browser's own button brings back the page as it was left.
    const onShow = (event: PageTransitionEvent) => event.persisted && setState("idle");
    window.addEventListener("pageshow", onShow);
    return () => window.removeEventListener("pageshow", onShow);
  }, []);
  const leave = async () => {
    setState("leaving");
    try {
      await signIn("tiktok", { callbackUrl });
    } catch {
      setState("stuck");
    }
  };
  return (
    <div className={state === "stuck" ? "flex flex-col gap-2" : "contents"}>
      <Button {...look} pending={state === "leaving"} onClick={leave}>
        {state === "leaving" ? "Opening TikTok…" : children}
      </Button>
      {state === "stuck" ? (
        <p role="alert" className="text-body text-stop-text">
          We can't reach Aircheck's own server. Check your connection, then try again.
        </p>
      ) : null}
    </div>
  );
}
