"use client";

import { useState } from "react";

/** Stays true once it was: what was opened stays mounted, so that it can close in its own time. */
export function useEver(open: boolean): boolean {
  const [ever, setEver] = useState(open);
  if (open && !ever) setEver(true);
  return ever;
}
