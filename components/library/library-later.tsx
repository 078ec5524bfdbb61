"use client";

import { FolderOpen } from "lucide-react";
import { lazy, Suspense } from "react";
import { Button, type ButtonProps } from "#components/ui/button";
import { useEver } from "#components/ui/use-ever";
import type { LibraryDrawerProps } from "./library-drawer";

/** Loaded when a pointer or the focus comes near: most posts begin with a new file. */
const load = () => import("./library-drawer").then((loaded) => ({ default: loaded.LibraryDrawer }));
const Drawer = lazy(load);

/** Opens the library; the focus comes back to it, also where it stands in another place by then. */
export function LibraryButton({ ...button }: Pick<ButtonProps, "size" | "disabled" | "onClick">) {
  return (
    <Button
      {...button}
      id={BUTTON_ID}
      variant="secondary"
      aria-haspopup="dialog"
      onPointerEnter={load}
      onFocus={load}
    >
      <FolderOpen /> Choose from the library
    </Button>
  );
}

const BUTTON_ID = "library-button";
const button = () => document.getElementById(BUTTON_ID);

/** The library in a drawer whose code comes when it is opened. */
export function LibraryLater(props: Omit<LibraryDrawerProps, "finalFocus">) {
  if (!useEver(props.open)) return null;
  return (
    <Suspense fallback={null}>
      <Drawer {...props} finalFocus={button} />
    </Suspense>
  );
}
