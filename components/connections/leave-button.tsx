"use client";

import { type ReactNode, useEffect, useState } from "react";
import { Button, type ButtonProps } from "#components/ui/button";

export type LeaveLook = Pick<ButtonProps, "variant" | "size" | "className">;

type LeaveButtonProps = LeaveLook & {
  /** Sets out for TikTok. Answers what is in the way, or nothing once the browser is leaving. */
  leave: () => Promise<string | undefined>;
  children: ReactNode;
};

const UNREACHABLE = "We can't reach Aircheck's own server. Check your connection, then try again.";

/** A button that leaves for TikTok: it keeps saying so until the page is gone. */
export function LeaveButton({ leave, children, ...look }: LeaveButtonProps) {
  const [leaving, setLeaving] = useState(false);
  const [inTheWay, setInTheWay] = useState<string>();
  useEffect(() => {
    // Coming back with the browser's own button brings back the page as it was left.
    const onShow = (event: PageTransitionEvent) => event.persisted && setLeaving(false);
    window.addEventListener("pageshow", onShow);
    return () => window.removeEventListener("pageshow", onShow);
  }, []);
  const press = async () => {
    setInTheWay(undefined);
    setLeaving(true);
    const found = await leave().catch(() => UNREACHABLE);
    if (found === undefined) return;
    setLeaving(false);
    setInTheWay(found);
  };
  return (
    <div className={inTheWay ? "flex flex-col gap-2" : "contents"}>
      <Button {...look} pending={leaving} onClick={press}>
        {leaving ? "Opening TikTok…" : children}
      </Button>
      {inTheWay ? (
        <p role="alert" className="max-w-measure text-body text-stop-text">
          {inTheWay}
        </p>
      ) : null}
    </div>
  );
}
