"use client";

import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactElement, type ReactNode, useRef } from "react";
import { Button, type ButtonProps } from "./button";
import { cn } from "./cn";
import { backdropClass } from "./layer";

export type DialogProps = {
  /** The button that opens it. Focus returns there. */
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** Where the focus goes when it closes, if not to what opened it. */
  finalFocus?: () => HTMLElement | null;
  title: ReactNode;
  description?: ReactNode;
  /** Names the button that closes it without doing anything. */
  closeLabel?: string;
  /** Buttons at the end, the deed first. `DialogClose` closes. */
  actions?: ReactNode;
  children?: ReactNode;
};

/** A question in the middle of the page. Focus goes to its title and back to what opened it. */
export function Dialog(props: DialogProps) {
  return (
    <ModalLayer
      {...props}
      popupClass={cn(
        "inset-x-4 top-[max(1rem,8dvh)] mx-auto max-h-[84dvh] max-w-lg rounded-xl",
        "data-starting-style:translate-y-2 data-ending-style:translate-y-2",
      )}
    />
  );
}

/** Closes the dialog or drawer around it. */
export function DialogClose({ children, ...look }: ButtonProps) {
  return <BaseDialog.Close render={<Button variant="secondary" {...look} />}>{children}</BaseDialog.Close>;
}

/** What dialog and drawer share: the page behind goes quiet, Escape closes, the title gets the focus. */
export function ModalLayer({
  trigger,
  open,
  onOpenChange,
  finalFocus,
  title,
  description,
  closeLabel = "Close",
  actions,
  children,
  popupClass,
}: DialogProps & { popupClass: string }) {
  const titleRef = useRef<HTMLHeadingElement>(null);
  return (
    <BaseDialog.Root open={open} onOpenChange={(next) => onOpenChange?.(next)}>
      {trigger ? <BaseDialog.Trigger render={trigger} /> : null}
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={cn(backdropClass, "z-30")} />
        <BaseDialog.Popup
          initialFocus={titleRef}
          finalFocus={finalFocus}
          className={cn(
            "fixed z-40 flex flex-col border border-line bg-raised text-ink shadow-float",
            "transition duration-[180ms] data-ending-style:opacity-0 data-starting-style:opacity-0",
            popupClass,
          )}
        >
          <header className="flex items-start gap-4 p-6 pb-2 max-sm:px-4">
            <div className="min-w-0 flex-1">
              <BaseDialog.Title ref={titleRef} tabIndex={-1} className="text-title">
                {title}
              </BaseDialog.Title>
              {description ? (
                <BaseDialog.Description className="mt-1 max-w-measure text-body text-ink-2">
                  {description}
                </BaseDialog.Description>
              ) : null}
            </div>
            <BaseDialog.Close
              render={
                <Button
                  variant="ghost"
                  size="sm"
                  icon
                  aria-label={closeLabel}
                  className="-my-0.5 -me-2 pointer-coarse:-my-2"
                />
              }
            >
              <X />
            </BaseDialog.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-6 py-2 max-sm:px-4">{children}</div>
          {actions ? (
            <footer className="flex flex-wrap gap-2 border-t border-line p-6 py-4 max-sm:px-4">
              {actions}
            </footer>
          ) : (
            <div className="h-4 shrink-0" />
          )}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
