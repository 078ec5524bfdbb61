"use client";

import { Menu as BaseMenu } from "@base-ui/react/menu";
import Link from "next/link";
import { type ReactElement, type ReactNode, useId } from "react";
import { cn } from "./cn";
import { floatClass } from "./layer";

export type MenuEntry =
  | "separator"
  | {
      label: ReactNode;
      /** A lucide icon element. */
      icon?: ReactNode;
      /** Leads somewhere; otherwise `onSelect` does something. */
      href?: string;
      onSelect?: () => void;
      disabled?: boolean;
      danger?: boolean;
    };

type MenuProps = {
  /** The button that opens it. */
  trigger: ReactElement;
  items: readonly MenuEntry[];
  /** Text above the entries: who is signed in. */
  heading?: ReactNode;
  align?: "start" | "end";
  defaultOpen?: boolean;
};

/** Deeds and places behind one button; arrow keys and first letters move. */
export function Menu({ trigger, items, heading, align = "end", defaultOpen }: MenuProps) {
  const triggerId = useId();
  return (
    <BaseMenu.Root defaultOpen={defaultOpen}>
      <BaseMenu.Trigger id={triggerId} render={trigger} />
      {/* The menu takes the focus and the rest of the page goes quiet: to assistive technology that is a dialog. */}
      <BaseMenu.Portal>
        <BaseMenu.Positioner
          role="dialog"
          aria-labelledby={triggerId}
          align={align}
          sideOffset={4}
          className="z-40"
        >
          <BaseMenu.Popup
            className={cn(floatClass, "max-h-(--available-height) min-w-48 overflow-y-auto p-1")}
          >
            {heading ? <div className="px-3 py-2 text-label font-normal text-ink-2">{heading}</div> : null}
            {items.map((entry, index) =>
              entry === "separator" ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: a separator is nothing but its place
                <BaseMenu.Separator key={index} className="mx-2 my-1 border-t border-line" />
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: the entries of an open menu do not move
                <Entry key={index} entry={entry} />
              ),
            )}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

function Entry({ entry }: { entry: Exclude<MenuEntry, "separator"> }) {
  const className = cn(
    "flex min-h-9 cursor-default items-center gap-3 rounded-sm px-3 py-1.5 text-body select-none focus-visible:-outline-offset-2 pointer-coarse:min-h-11",
    "data-highlighted:bg-sunken",
    "data-disabled:cursor-not-allowed data-disabled:text-ink-3",
    entry.danger && "text-stop-text",
  );
  const content = (
    <>
      {entry.icon}
      <span className="min-w-0 flex-1">{entry.label}</span>
    </>
  );
  if (entry.href) {
    return (
      <BaseMenu.LinkItem closeOnClick render={<Link href={entry.href} />} className={className}>
        {content}
      </BaseMenu.LinkItem>
    );
  }
  return (
    <BaseMenu.Item disabled={entry.disabled} onClick={entry.onSelect} className={className}>
      {content}
    </BaseMenu.Item>
  );
}
