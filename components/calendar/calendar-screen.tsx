"use client";

import { lazy, Suspense } from "react";
import { useMediaQuery } from "#components/schedule/media-query";
import type { CalendarScreenProps } from "./calendar-body";
import { CalendarWaiting } from "./calendar-waiting";

const Body = lazy(() => import("./calendar-body").then((loaded) => ({ default: loaded.CalendarBody })));

/** The calendar, loaded after the page around it. What it shows depends on the device, so the server draws its place. */
export function CalendarScreen(props: CalendarScreenProps) {
  const isThere = useMediaQuery("all");
  if (isThere === null) return <CalendarWaiting />;
  return (
    <Suspense fallback={<CalendarWaiting />}>
      <Body {...props} />
    </Suspense>
  );
}
