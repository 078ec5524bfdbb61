"use client";

import { lazy, type ReactElement, Suspense } from "react";
import { Button } from "#components/ui/button";
import { Drawer } from "#components/ui/drawer";
import { Popover } from "#components/ui/popover";
import { Loading, Skeleton } from "#components/ui/skeleton";
import type { LivePickerProps } from "./live-picker";
import { useMediaQuery } from "./media-query";

const Picker = lazy(() => import("./live-picker").then((loaded) => ({ default: loaded.LivePicker })));

/** The picker, loaded when it is first seen. The place it takes stays the same. */
export function LazyPicker(props: LivePickerProps) {
  return (
    <Suspense
      fallback={
        <Loading label="Loading the calendar" className="flex h-[27rem] flex-col gap-3">
          <Skeleton className="h-64 w-full" />
          <Skeleton className="h-16 w-full" />
        </Loading>
      }
    >
      <Picker {...props} />
    </Suspense>
  );
}

type PickLayerProps = LivePickerProps & {
  /** The button that opens it. */
  trigger: ReactElement;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** The picker in a layer: beside its button where there is room, from below on a phone. */
export function PickLayer({ trigger, open, onOpenChange, ...picker }: PickLayerProps) {
  const isWide = useMediaQuery("(min-width: 40rem)");
  const done = (
    <Button onClick={() => onOpenChange(false)} className="max-sm:w-full">
      Done
    </Button>
  );
  if (isWide === false) {
    return (
      <Drawer
        side="bottom"
        trigger={trigger}
        open={open}
        onOpenChange={onOpenChange}
        title="Pick a time"
        actions={done}
      >
        <LazyPicker {...picker} />
      </Drawer>
    );
  }
  return (
    <Popover
      trigger={trigger}
      title="Pick a time"
      open={open}
      onOpenChange={onOpenChange}
      className="max-h-(--available-height) w-[22rem] overflow-y-auto"
    >
      <LazyPicker {...picker} />
      <div className="mt-3 flex justify-end">{done}</div>
    </Popover>
  );
}
