"use client";

import { CalendarClock } from "lucide-react";
import { PickLayer } from "#components/schedule/pick-layer";
import { Button } from "#components/ui/button";
import { zoneName } from "#lib/errors/moment";
import type { Compose } from "./use-compose";

/** The time of one's own, and the picker that changes it. */
export function PickedTime({ compose, creatorId }: { compose: Compose; creatorId: string }) {
  const { when, handle, workspaceId } = compose;
  const chosen = when.when;
  return (
    <PickLayer
      open={when.open}
      onOpenChange={when.setOpen}
      trigger={
        <Button variant="secondary">
          <CalendarClock />
          {chosen ? `${when.whenText} ${zoneName(chosen.timeZone)}` : "Choose a day and a time"}
        </Button>
      }
      workspaceId={workspaceId}
      creatorId={creatorId}
      handle={handle}
      timeZone={when.zone}
      clock={when.clock}
      exceptPostId={compose.draft.postId ?? undefined}
      value={chosen}
      onChange={when.pick}
      question={when.asked}
      onNow={() => {
        when.setOpen(false);
        when.choose("now");
      }}
    />
  );
}
