"use client";

import { CalendarClock } from "lucide-react";
import { renderActionFor } from "#components/fix/fix-action";
import type { Doing } from "#components/fix/use-deed";
import { GuidanceRow } from "#components/guidance/guidance-row";
import { useOwnZone } from "#components/schedule/media-query";
import { localAt, whenSentence } from "#components/schedule/wall-words";
import type { PostView } from "#lib/posts/queries";
import { guide } from "./guide";
import { paths, type Reader } from "./reader";

type PlannedTimeProps = { view: PostView; reader: Reader; doing: Doing; now: string };

/** When a scheduled post goes out, there and on the reader's own wall; and what would stop it, while there is time. */
export function PlannedTime({ view, reader, doing, now }: PlannedTimeProps) {
  const ownZone = useOwnZone();
  const { publishAt, publishLocal, timeZone, warning } = view;
  if (!publishAt) return null;
  const there = { local: publishLocal ?? localAt(publishAt, timeZone), timeZone };
  const own = ownZone ? { local: localAt(publishAt, ownZone), timeZone: ownZone } : null;
  const returnTo = paths.post(reader, view.id);
  return (
    <section aria-label="Planned time" className="flex max-w-[44.25rem] flex-col gap-3">
      <p className="flex items-start gap-2 text-body-lg font-semibold">
        <span className="flex h-6 items-center">
          <CalendarClock />
        </span>
        <span>
          <time dateTime={publishAt}>{whenSentence(there, own)}</time>
          {view.fromSlot ? <span className="font-normal text-ink-2"> · from the queue</span> : null}
        </span>
      </p>
      {warning ? (
        <GuidanceRow
          guidance={guide(reader, warning, view, now, { alsoWaiting: view.alsoWaiting })}
          href={paths.fix(reader, view.id)}
          renderAction={renderActionFor({ reader, failure: warning, posts: [view], doing, now, returnTo })}
        />
      ) : null}
    </section>
  );
}
