import { AttemptTimeline } from "#components/frame/attempt-timeline";
import { Disclosure } from "#components/ui/disclosure";
import { shortMoment } from "#lib/errors/moment";
import type { PostView } from "#lib/posts/queries";
import { StepList } from "./step-list";
import { historyOf } from "./timeline-of";

/** Everything that happened to a post, newest first. The steps of the newest attempt stand open. */
export function PostTimeline({ view, timeZone, now }: { view: PostView; timeZone: string; now: string }) {
  const lines = historyOf(view, { timeZone, now });
  const newest = lines.find(({ steps }) => steps.length > 0)?.id;
  return (
    <AttemptTimeline
      label="What happened, newest first"
      items={lines.map(({ steps, atIso, ...line }) => ({
        ...line,
        atIso,
        at: shortMoment(atIso, timeZone, now),
        children: steps.length ? (
          <Disclosure
            summary={steps.length === 1 ? "1 step" : `${steps.length} steps`}
            open={line.id === newest}
          >
            <StepList steps={steps} timeZone={timeZone} />
          </Disclosure>
        ) : undefined,
      }))}
    />
  );
}
