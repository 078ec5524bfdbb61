"use client";

import { useEffect, useMemo, useState } from "react";

/** Whole ms since 1970, by the server's clock. */
export type ServerClock = () => number;

/**
 * The server's time, carried on by this device: its own clock may be wrong.
 * @param told the server's time when the page was made, ISO 8601
 */
export function useServerClock(told: string): ServerClock {
  return useMemo(() => {
    let seenAt: number | undefined;
    return () => {
      seenAt ??= performance.now();
      return Date.parse(told) + Math.floor(performance.now() - seenAt);
    };
  }, [told]);
}

/** The time that a page shows, moved on every so often. The first render tells exactly what the server told. ISO 8601. */
export function useTicking(clock: ServerClock, told: string, everyMs: number): string {
  const [now, setNow] = useState(told);
  useEffect(() => {
    const tick = () => setNow(new Date(clock()).toISOString());
    tick();
    const timer = setInterval(tick, everyMs);
    return () => clearInterval(timer);
  }, [clock, everyMs]);
  return now;
}
