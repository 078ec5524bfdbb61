"use client";

import { Tooltip as BaseTooltip } from "@base-ui/react/tooltip";
import { cloneElement, type ReactElement, useId } from "react";
import { tipClass } from "./layer";

type TooltipProps = {
  content: string;
  side?: "top" | "bottom" | "inline-start" | "inline-end";
  /** The tooltip only repeats the trigger's own name: it is then not read out a second time. */
  repeatsName?: boolean;
  /** One focusable element. A tooltip is a convenience: nobody on a phone sees it. */
  children: ReactElement<{ "aria-describedby"?: string }>;
};

/** A few words on hover and on focus, tied to the trigger as its description. */
export function Tooltip({ content, side = "top", repeatsName = false, children }: TooltipProps) {
  const id = useId();
  const trigger = repeatsName ? children : cloneElement(children, { "aria-describedby": id });
  return (
    <BaseTooltip.Root>
      <BaseTooltip.Trigger render={trigger} delay={300} closeOnClick={false} />
      {repeatsName ? null : (
        <span id={id} hidden>
          {content}
        </span>
      )}
      <BaseTooltip.Portal>
        <BaseTooltip.Positioner side={side} sideOffset={6} className="z-50">
          {/* Read out as the trigger's description, or as its name; a second time would be noise. */}
          <BaseTooltip.Popup aria-hidden className={tipClass}>
            {content}
          </BaseTooltip.Popup>
        </BaseTooltip.Positioner>
      </BaseTooltip.Portal>
    </BaseTooltip.Root>
  );
}
