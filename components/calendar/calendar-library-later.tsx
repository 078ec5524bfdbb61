"use client";

import { FolderOpen } from "lucide-react";
import { lazy, Suspense } from "react";
import { Button } from "#components/ui/button";
import { useEver } from "#components/ui/use-ever";
import type { CalendarLibraryProps } from "./calendar-library";

const load = () => import("./calendar-library").then((loaded) => ({ default: loaded.CalendarLibrary }));
const Library = lazy(load);

const BUTTON_ID = "calendar-library";
const button = () => document.getElementById(BUTTON_ID);

/** Opens and closes the library. */
export function LibraryToggle({ open, onOpen }: { open: boolean; onOpen: (open: boolean) => void }) {
  return (
    <Button
      id={BUTTON_ID}
      variant="secondary"
      aria-expanded={open}
      onPointerEnter={load}
      onFocus={load}
      onClick={() => onOpen(!open)}
      className="max-[45rem]:flex-1"
    >
      <FolderOpen /> Library
    </Button>
  );
}

/** The library, loaded when it is opened. */
export function CalendarLibraryLater(props: Omit<CalendarLibraryProps, "finalFocus">) {
  if (!useEver(props.open)) return null;
  return (
    <Suspense fallback={null}>
      <Library {...props} finalFocus={button} />
    </Suspense>
  );
}
