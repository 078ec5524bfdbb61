"use client";

import Link from "next/link";
import { renderActionFor } from "#components/fix/fix-action";
import { AskedTimeLater } from "#components/fix/later";
import { RoleNote } from "#components/fix/role-note";
import { TroubleNotice } from "#components/fix/trouble-notice";
import { useDeed } from "#components/fix/use-deed";
import { GuidanceCard } from "#components/guidance/guidance-card";
import { Avatar } from "#components/ui/avatar";
import { Breadcrumb } from "#components/ui/breadcrumb";
import { PageHeader } from "#components/ui/page-header";
import { marks, StateMark } from "#components/ui/state-mark";
import type { Failure } from "#lib/errors/failure";
import { scopeOf } from "#lib/errors/failure";
import type { PostView } from "#lib/posts/queries";
import { NEEDS_FIXING } from "#lib/posts/states";
import { ConnectionBanner } from "./connection-banner";
import { guide } from "./guide";
import { nextStepOf } from "./next-step";
import { OutcomeNote } from "./outcome-note";
import { PlannedTime } from "./planned-time";
import { PostActions } from "./post-actions";
import { PostRecord } from "./post-record";
import { PostTimeline } from "./post-timeline";
import { isAhead, markOf, titleOf } from "./post-words";
import { accountOf, nextTryOf, paths, type Reader } from "./reader";
import { SendingProgress } from "./sending-progress";
import { usePost } from "./use-post";
import { useServerClock, useTicking } from "./use-server-clock";

const MOVING_MS = 1_000;
const STILL_MS = 15_000;
/** A post that is due this soon is watched second by second, ms. */
const SOON_MS = 60_000;
const soonAfter = (now: number) => new Date(now + SOON_MS).toISOString();

/** The failure that holds the post up now; one that is being tried again at this moment is history. */
function holdingUp(view: PostView, now: string): Failure | null {
  const stopped = (NEEDS_FIXING as readonly string[]).includes(view.state);
  return stopped || view.state === "published" || nextTryOf(view, now) ? view.failure : null;
}

/** One post, as it stands at this moment: what happens next, what it is made of, and everything that happened to it. */
export function PostScreen({ initial, reader }: { initial: PostView; reader: Reader }) {
  const clock = useServerClock(reader.now);
  const query = usePost(reader, initial, clock);
  const view = query.data;
  const isMoving = view.inFlight && (view.dueAt ?? "") < soonAfter(clock());
  const now = useTicking(clock, reader.now, isMoving ? MOVING_MS : STILL_MS);
  const doing = useDeed(reader);
  const { trouble } = doing;
  // What a press met just now says more than what was known before it.
  const held = holdingUp(view, now);
  const cause = trouble?.kind === "failure" ? trouble.failure : held;
  const guidance = cause
    ? guide(reader, cause, view, now, {
        latestAt: view.latestAt,
        alsoWaiting: cause === held ? view.alsoWaiting : 0,
        fileName: view.files[0]?.fileName,
      })
    : null;
  const mark = markOf(view, reader, now);
  const { tone } = marks[mark.state];
  const returnTo = paths.post(reader, view.id);
  const actions = <PostActions view={view} reader={reader} doing={doing} clock={clock} guidance={guidance} />;
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        className="mb-0"
        above={<Breadcrumb items={[{ label: "Posts", href: paths.posts(reader) }, { label: "Post" }]} />}
        mark={guidance ? undefined : <StateMark {...mark} plain />}
        title={<bdi>{titleOf(view.content.caption)}</bdi>}
        description={guidance ? undefined : nextStepOf(view, reader, now)}
        actions={guidance ? undefined : actions}
      />
      {view.creator ? (
        <Link
          href={paths.connection(reader, view.creator.id)}
          className="-mt-3 inline-flex min-h-8 max-w-full items-center gap-2 self-start rounded-md border border-line bg-surface ps-1 pe-2 text-body font-medium hover:border-line-strong pointer-coarse:min-h-11"
        >
          <Avatar name={accountOf(view.creator)} src={view.creator.avatarUrl} size="sm" />
          <span className="min-w-0 truncate">{accountOf(view.creator)}</span>
        </Link>
      ) : null}
      <p role="status" className="sr-only">
        {guidance ? guidance.headline : (mark.word ?? marks[mark.state].word)}
      </p>
      <ConnectionBanner
        error={query.error}
        updatedAt={query.dataUpdatedAt}
        timeZone={reader.timeZone}
        onRetry={() => void query.refetch()}
      />
      <TroubleNotice doing={doing} />
      <AskedTimeLater reader={{ ...reader, timeZone: view.timeZone }} doing={doing} />
      {guidance && cause ? (
        <div className="flex w-full max-w-[44.25rem] flex-col gap-4">
          <GuidanceCard
            guidance={guidance}
            alsoWaitingHref={paths.fix(reader, scopeOf(cause) === "post" ? undefined : view.id)}
            renderAction={renderActionFor({ reader, failure: cause, posts: [view], doing, now, returnTo })}
          >
            <RoleNote reader={reader} />
          </GuidanceCard>
          <div className="flex flex-wrap gap-2 empty:hidden">{actions}</div>
        </div>
      ) : null}
      {guidance || !isAhead(view, now) ? null : (
        <PlannedTime view={view} reader={reader} doing={doing} now={now} />
      )}
      {guidance || isAhead(view, now) ? null : <SendingProgress view={view} />}
      <OutcomeNote view={view} reader={reader} />
      <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,22rem)_minmax(0,1fr)]">
        <PostRecord view={view} reader={reader} tone={tone} now={now} />
        <section aria-labelledby="post-timeline" className="min-w-0">
          <h2 id="post-timeline" className="mb-3 text-section">
            What happened
          </h2>
          <PostTimeline view={view} timeZone={reader.timeZone} now={now} />
        </section>
      </div>
    </div>
  );
}
