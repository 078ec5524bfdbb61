"use client";

import { type ComponentProps, lazy, Suspense } from "react";
import { useEver } from "#components/ui/use-ever";

const Confirm = lazy(() => import("./confirm").then((loaded) => ({ default: loaded.Confirm })));
const AskDialog = lazy(() => import("./ask-dialog").then((loaded) => ({ default: loaded.AskDialog })));

const AskedTime = lazy(() => import("./asked-time").then((loaded) => ({ default: loaded.AskedTime })));

/** What presses are asked about the time; loaded when the first of them is. */
export function AskedTimeLater(props: ComponentProps<typeof AskedTime>) {
  if (!useEver(props.doing.asked.length > 0)) return null;
  return (
    <Suspense fallback={null}>
      <AskedTime {...props} />
    </Suspense>
  );
}

/** A question whose dialog is only loaded when it is asked. */
export function ConfirmLater(props: ComponentProps<typeof Confirm>) {
  if (!useEver(props.open)) return null;
  return (
    <Suspense fallback={null}>
      <Confirm {...props} />
    </Suspense>
  );
}

/** A message whose dialog is only loaded when it is opened. */
export function AskLater(props: ComponentProps<typeof AskDialog>) {
  if (!useEver(props.open)) return null;
  return (
    <Suspense fallback={null}>
      <AskDialog {...props} />
    </Suspense>
  );
}
