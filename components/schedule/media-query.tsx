"use client";

import { useCallback, useSyncExternalStore } from "react";

/** Whether a media query holds; `null` on the server and in the first render, where nobody knows. */
export function useMediaQuery(query: string): boolean | null {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", onChange);
      return () => list.removeEventListener("change", onChange);
    },
    [query],
  );
  return useSyncExternalStore<boolean | null>(
    subscribe,
    () => window.matchMedia(query).matches,
    () => null,
  );
}

const nothing = () => () => {};

/** The zone of the reader's own device; `null` until the page runs there. */
export const useOwnZone = (): string | null =>
  useSyncExternalStore(
    nothing,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => null,
  );
