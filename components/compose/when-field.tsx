"use client";

import Link from "next/link";
import { crowdText, roomOf } from "#components/schedule/room";
import { RadioGroup } from "#components/ui/radio-group";
import { zoneName } from "#lib/errors/moment";
import { PickedTime } from "./picked-time";
import type { Compose } from "./use-compose";
import type { WhenChoice } from "./use-when";

/** When the post goes out: now, at the queue's next free time, or at a time of one's own. */
export function WhenField({ compose }: { compose: Compose }) {
  const { when, creator, handle, workspaceId, content } = compose;
  const { choice, choose, slotText, times } = when;
  const hasQueue = (times?.slots.length ?? 0) > 0;
  const [blocked] = when.missing;
  const room = choice === "now" ? roomOf(times, content.mode, undefined) : null;
  const crowd = room && crowdText(room, when.clock());
  return (
    <section id="compose-when" tabIndex={-1} aria-label="When" className="flex flex-col items-start gap-2">
      <RadioGroup
        legend="When"
        inline
        value={choice}
        onValueChange={(value) => choose(value as WhenChoice)}
        options={[
          { value: "now", label: "Now" },
          {
            value: "slot",
            label: slotText ? `Next free slot (${slotText})` : "Next free slot",
            disabled: !slotText && choice !== "slot",
          },
          { value: "pick", label: "Pick a time", disabled: !creator },
        ]}
      />
      {creator && times && !hasQueue && choice !== "pick" ? (
        <p className="text-label font-normal text-ink-2">
          The queue of {handle} has no times yet.{" "}
          <Link href={`/app/${workspaceId}/queue/${creator.id}`} className="link">
            Add times
          </Link>
        </p>
      ) : null}
      <p role="status" className="max-w-measure text-body text-wait-text empty:hidden">
        {crowd}
      </p>
      {choice === "pick" && creator ? <PickedTime compose={compose} creatorId={creator.id} /> : null}
      {choice === "slot" && when.when ? (
        <p className="text-body text-ink-2">
          {when.whenText} {zoneName(when.when.timeZone)}
        </p>
      ) : null}
      {choice !== "now" && blocked && when.when && !when.open ? (
        <p className="text-label text-stop-text">{blocked.message}.</p>
      ) : null}
    </section>
  );
}
