"use client";

import Link from "next/link";
import { askAbout, fullNowText, NOW_ANYWAY } from "#components/schedule/question-words";
import { Saying } from "#components/schedule/saying";
import { Button } from "#components/ui/button";
import { Checkbox } from "#components/ui/checkbox";
import { RadioGroup } from "#components/ui/radio-group";
import { zoneName } from "#lib/errors/moment";
import type { Full } from "#lib/errors/result";
import { PickedTime } from "./picked-time";
import type { Compose } from "./use-compose";
import type { WhenChoice } from "./use-when";

/** When the post goes out: now, at the queue's next free time, or at a time of one's own. */
export function WhenField({ compose }: { compose: Compose }) {
  const { when, creator, handle, workspaceId } = compose;
  const { choice, choose, slotText, times } = when;
  const hasQueue = (times?.slots.length ?? 0) > 0;
  const [blocked] = when.missing;
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
      <div role="status" className="w-full max-w-measure empty:hidden">
        {when.full ? <FullNow full={when.full} compose={compose} /> : null}
      </div>
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

/** The account seems to have no room now: the next time that has, or now all the same. */
function FullNow({ full, compose }: { full: Full; compose: Compose }) {
  const { when, handle, content } = compose;
  const { answers } = askAbout(full, { local: "", timeZone: when.zone, fold: null }, handle);
  return (
    <Saying tone={when.isAnyway ? "wait" : "stop"} text={`${fullNowText(full, handle)} ${NOW_ANYWAY}`}>
      {answers.map((answer) => (
        <Button key={answer.label} size="sm" variant="secondary" onClick={() => when.take(answer.when)}>
          {answer.label}
        </Button>
      ))}
      <Checkbox
        label={content.mode === "inbox" ? "Send it now anyway" : "Post it now anyway"}
        checked={when.isAnyway}
        onCheckedChange={when.goAnyway}
        className="ms-1"
      />
    </Saying>
  );
}
