"use client";

import { type ComponentProps, lazy, type ReactElement, Suspense, useState } from "react";
import type { Menu as MenuType } from "#components/ui/menu";

/** Loaded when a pointer or the focus comes near: most visits never open it. */
const load = async () => ({ default: (await import("#components/ui/menu")).Menu });
const Menu = lazy(load);

type MenuLaterProps = Omit<ComponentProps<typeof MenuType>, "trigger" | "defaultOpen"> & {
  /** Makes the button; it takes whatever a button takes. */
  trigger: (props: ComponentProps<"button">) => ReactElement;
};

/** A menu behind a button, whose code comes when it is about to be opened. */
export function MenuLater({ trigger, ...menu }: MenuLaterProps) {
  const [opened, setOpened] = useState(false);
  const waiting = trigger({
    "aria-haspopup": "menu",
    "aria-expanded": false,
    onPointerEnter: load,
    onFocus: load,
    onClick: () => setOpened(true),
  });
  if (!opened) return waiting;
  return (
    <Suspense fallback={waiting}>
      <Menu {...menu} defaultOpen trigger={trigger({})} />
    </Suspense>
  );
}
