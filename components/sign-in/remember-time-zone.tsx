"use client";

import { useEffect } from "react";
import { keepCookie, timeZoneCookie } from "./cookies";

/** Lets the server know which time zone this browser is in, before somebody's first workspace is opened. */
export function RememberTimeZone() {
  useEffect(() => {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    if (timeZone) keepCookie(timeZoneCookie, timeZone);
  }, []);
  return null;
}
