"use client";

import { cn } from "./cn";
import { type DialogProps, ModalLayer } from "./dialog";

type DrawerProps = DialogProps & {
  /** "end" on wide screens slides in from the side; on phones every drawer is a sheet from below. */
  side?: "end" | "bottom";
};

/** Work beside the page: details, checks, a picker. On phones a sheet from below. */
export function Drawer({ side = "end", ...props }: DrawerProps) {
  return (
    <ModalLayer
      {...props}
      popupClass={cn(
        "inset-x-0 bottom-0 max-h-[85dvh] rounded-t-xl pb-[env(safe-area-inset-bottom)] duration-[240ms]",
        "data-ending-style:translate-y-full data-starting-style:translate-y-full",
        side === "end" &&
          cn(
            "sm:start-auto sm:end-0 sm:inset-y-0 sm:max-h-none sm:w-[28rem] sm:max-w-full sm:rounded-none sm:rounded-s-xl",
            "sm:data-ending-style:translate-x-full sm:data-ending-style:translate-y-0 sm:data-starting-style:translate-x-full sm:data-starting-style:translate-y-0",
          ),
      )}
    />
  );
}
