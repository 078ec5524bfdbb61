"use client";

import { lazy, Suspense, useSyncExternalStore } from "react";
import { onFirstNotice, somethingToShow } from "#components/ui/toast";

const Layer = lazy(async () => ({ default: (await import("#components/ui/toast-layer")).ToastLayer }));

/** The place of the toasts on every page; costs nothing until the first one. */
export function Toasts() {
  const needed = useSyncExternalStore(onFirstNotice, somethingToShow, () => false);
  if (!needed) return null;
  return (
    <Suspense>
      <Layer />
    </Suspense>
  );
}
