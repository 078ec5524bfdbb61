"use client";

import { CalendarClock } from "lucide-react";
import { type ComponentProps, lazy, Suspense, useState } from "react";
import { Button } from "#components/ui/button";
import { zoneName } from "#lib/errors/moment";
import type { Compose } from "./use-compose";

/** Loaded when a pointer or the focus comes near. */
const load = () =>
  import("#components/schedule/pick-layer").then((loaded) => ({ default: loaded.PickLayer }));
const PickLayer = lazy(load);

/** The time of one's own, and the picker that changes it. */
export function PickedTime({ compose, creatorId }: { compose: Compose; creatorId: string }) {
  const { when, handle, workspaceId, draft } = compose;
  const chosen = when.when;
  const [wasOpen, setWasOpen] = useState(when.open);
  if (when.open && !wasOpen) setWasOpen(true);
  const button = (props: ComponentProps<typeof Button>) => (
    <Button {...props} variant="secondary">
      <CalendarClock />
      {chosen ? `${when.whenText} ${zoneName(chosen.timeZone)}` : "Choose a day and a time"}
    </Button>
  );
  const waiting = button({
    "aria-haspopup": "dialog",
    "aria-expanded": false,
    onPointerEnter: () => void load(),
    onFocus: () => void load(),
    onClick: () => when.setOpen(true),
  });
  if (!wasOpen) return waiting;
  return (
    <Suspense fallback={waiting}>
      <PickLayer
        open={when.open}
        onOpenChange={when.setOpen}
        trigger={button({})}
        workspaceId={workspaceId}
        creatorId={creatorId}
        handle={handle}
        timeZone={when.zone}
        clock={when.clock}
        mode={compose.content.mode}
        exceptPostId={draft.postId ?? undefined}
        value={chosen}
        onChange={when.pick}
        question={when.asked}
        onNow={() => {
          when.setOpen(false);
          when.choose("now");
        }}
      />
    </Suspense>
  );
}
