"use client";

import { type ComponentProps, lazy, type ReactNode, Suspense, useState } from "react";
import type { Times } from "#components/connections/when";
import { Button, type ButtonProps } from "#components/ui/button";

const load = async () => ({ default: (await import("./reconnect-dialog")).ReconnectDialog });
const ReconnectDialog = lazy(load);

type ReconnectButtonProps = Pick<ButtonProps, "variant" | "size" | "className"> & {
  target: ComponentProps<typeof ReconnectDialog>["target"];
  times: Times;
  children: ReactNode;
};

/** "Send Lena a reconnect link": what staff do about a permission that only its owner can give. */
export function ReconnectButton({ target, times, children, ...look }: ReconnectButtonProps) {
  const [asking, setAsking] = useState<"never" | "open" | "closed">("never");
  return (
    <>
      <Button {...look} onPointerEnter={load} onClick={() => setAsking("open")}>
        {children}
      </Button>
      {asking === "never" ? null : (
        <Suspense>
          <ReconnectDialog
            target={target}
            times={times}
            open={asking === "open"}
            onOpenChange={(open) => setAsking(open ? "open" : "closed")}
          />
        </Suspense>
      )}
    </>
  );
}
