"use client";

import { useEffect, useState } from "react";

/** How long a wait must last before it is shown, and how long it is shown at least, in ms. */
const patience = 300;

/**
 * Whether to show that something is pending: not before 300 ms have passed, and then for 300 ms at least, so
 * that nothing flickers.
 */
export function useSteady(pending: boolean): boolean {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (pending === shown) return;
    const timer = setTimeout(() => setShown(pending), patience);
    return () => clearTimeout(timer);
  }, [pending, shown]);
  return shown;
}
