import { Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { type Account, accountsOf, nameOf } from "#components/connections/account";
import { ConnectButton } from "#components/connections/connect-button";
import { todayText } from "#components/connections/when";
import { FirstSteps } from "#components/home/first-steps";
import { FixRows } from "#components/home/fix-rows";
import { PostFrames } from "#components/home/post-frames";
import { Refresh } from "#components/home/refresh";
import { daySentences } from "#components/home/today";
import { isAhead } from "#components/posts/post-words";
import { buttonClass } from "#components/ui/button";
import { PageHeader } from "#components/ui/page-header";
import { enterPage } from "#lib/auth/enter";
import { loadTimes } from "#lib/auth/loaders";
import { startOfDay } from "#lib/clock/wall-time";
import { listCreators, ownCreator } from "#lib/creators/queries";
import { tell } from "#lib/errors/guidance";
import { countText } from "#lib/posts/fix-items";
import { listFix } from "#lib/posts/fix-queries";
import { listPosts, type PostRow } from "#lib/posts/queries";
import { IN_FLIGHT } from "#lib/posts/states";
import { listByTime } from "#lib/posts/time-queries";
import { may } from "#lib/workspaces/roles";
import type { Scope } from "#lib/workspaces/scope";

export const metadata: Metadata = { title: "Home" };

type Props = { params: Promise<{ workspace: string }> };

const SHOWN_FIXES = 3;
const SHOWN_NEXT = 12;
const SHOWN_DONE = 6;
/** As many posts of two days as one look counts. */
const COUNTED = 200;
const DAY_MS = 24 * 60 * 60_000;
const MOVING_MS = 4_000;
const STILL_MS = 15_000;

async function load(scope: Scope) {
  const times = await loadTimes(scope);
  const now = scope.clock.now();
  const yesterday = startOfDay(now - DAY_MS, times.timeZone);
  const [creators, fixes, ahead, moving, done, drafts, own] = await Promise.all([
    listCreators(scope),
    listFix(scope),
    listByTime(scope, { states: ["scheduled"], limit: SHOWN_NEXT }),
    listByTime(scope, { states: IN_FLIGHT, limit: SHOWN_NEXT }),
    listByTime(scope, { states: DONE, from: yesterday, to: now + 1, newestFirst: true, limit: COUNTED }),
    listPosts(scope, { states: ["draft"], limit: 20 }),
    ownCreator(scope, scope.actor.userId),
  ]);
  const hasEver =
    done.posts.length > 0 || (await listPosts(scope, { states: DONE, limit: 1 })).posts.length > 0;
  return {
    times,
    creators,
    fixes: fixes.items,
    fixCount: fixes.count,
    ahead: ahead.posts,
    moving: moving.posts,
    done,
    drafts,
    own,
    hasEver,
  };
}

const DONE = ["published", "in_inbox"] as const;

/** Did everything go out, is anything on fire, what is next. */
export default async function HomePage({ params }: Props) {
  const { workspace } = await params;
  const home = `/app/${workspace}`;
  const scope = await enterPage(workspace, home);
  const { times, creators, fixes, fixCount, ahead, moving, done, drafts, own, hasEver } = await load(scope);
  const { now, timeZone } = times;
  // What is due at this moment counts as on its way: a worker takes it within a second.
  const due = ahead.filter((post) => !isAhead(post, now));
  const planned = ahead.filter((post) => isAhead(post, now));
  const next24 = planned.filter(({ publishAt }) => Date.parse(publishAt ?? now) < Date.parse(now) + DAY_MS);
  const onTheWay = [...moving, ...due];
  const startsToday = startOfDay(Date.parse(now), timeZone);
  const today = done.posts.filter((post) => Date.parse(post.endedAt ?? post.updatedAt) >= startsToday);
  const stuck = fixes.filter((item) => !item.ahead).flatMap((item) => item.posts);
  const { role } = scope.actor;
  const tiktokUrl = scope.app.authBaseUrl;
  const accounts = accountsOf(creators, { asked: scope.app.scopes, now: scope.clock.now() });
  const told = fixes.slice(0, SHOWN_FIXES).map((item) => {
    const mine = item.creator !== null && item.creator.id === own?.id;
    const about = {
      handle: item.creator ? nameOf(item.creator) : "",
      creatorName: item.creator?.displayName,
      postState: item.posts[0]?.state,
      aheadOf: item.ahead ? (item.posts[0]?.publishAt ?? undefined) : undefined,
      ...times,
    };
    return { item, guidance: tell(item.failure, { audience: mine ? "creator" : "staff" }, about) };
  });
  const compose = may(role, "post:write") ? (
    <Link href={`${home}/compose`} className={buttonClass()}>
      <Plus />
      New post
    </Link>
  ) : null;
  const isNew = !hasEver;
  const isIdle = onTheWay.length === 0 && planned.length === 0;
  const facts = {
    ...{ fixCount, stuck, done: done.posts, more: done.next !== null },
    moving: onTheWay.length,
    next: planned[0],
  };
  const frames = { home, day: { ...times, workspaceId: workspace }, tiktokUrl };
  return (
    <>
      <PageHeader title={todayText(times)} actions={isNew && isIdle ? null : compose} />
      <Refresh everyMs={onTheWay.length > 0 ? MOVING_MS : STILL_MS} />
      <div className="flex flex-col gap-8">
        {isNew && isIdle && fixCount.posts === 0 ? null : (
          <p className="max-w-measure text-body-lg">{daySentences(facts, times).join(" ")}</p>
        )}
        {isNew ? (
          <FirstSteps
            steps={[
              {
                title: "Connect an account",
                text: "TikTok asks its owner what Aircheck may do.",
                done: accounts.some(({ health }) => health.state !== "disconnected"),
                action: may(role, "creator:connect") ? (
                  <ConnectButton target={{ workspaceId: workspace, creatorId: null, returnTo: home }}>
                    Connect an account
                  </ConnectButton>
                ) : null,
              },
              {
                title: "Add a video",
                text: "It is checked before TikTok sees it, and kept as a draft.",
                done:
                  [...drafts.posts, ...onTheWay, ...planned].some(({ mediaId }) => mediaId) ||
                  fixCount.posts > 0,
                action: compose,
              },
              {
                title: "Pick a time",
                text: "Now, the account's next free slot, or any day of your own.",
                done: !isIdle || fixCount.posts > 0,
                action: compose,
              },
            ]}
          />
        ) : null}
        {told.length > 0 ? (
          <Block
            title={`Needs fixing (${countText(fixCount)})`}
            more={fixes.length > SHOWN_FIXES ? { label: "See all", href: `${home}/fix` } : null}
          >
            <FixRows
              told={told}
              workspaceId={workspace}
              day={times}
              mayConnect={may(role, "creator:connect")}
            />
          </Block>
        ) : null}
        {onTheWay.length > 0 ? (
          <Block title="On the way">
            <PostFrames posts={onTheWay} label="On the way" {...frames} />
          </Block>
        ) : null}
        {planned.length > 0 ? (
          <Block title="Next 24 hours" more={{ label: "Calendar", href: `${home}/calendar` }}>
            {next24.length > 0 ? (
              <PostFrames posts={next24} label="Next 24 hours" {...frames} />
            ) : (
              <p className="text-body text-ink-2">Nothing goes out in the next 24 hours.</p>
            )}
          </Block>
        ) : null}
        {hasEver ? (
          <Block
            title="Posted today"
            more={{ label: "All that was posted", href: `${home}/posts?status=posted` }}
          >
            {today.length > 0 ? (
              <>
                <p className="mb-3 text-body text-ink-2">{postedSentence(today)}</p>
                <PostFrames posts={today.slice(0, SHOWN_DONE)} label="Posted today" {...frames} />
              </>
            ) : (
              <p className="text-body text-ink-2">Nothing yet.</p>
            )}
          </Block>
        ) : null}
        {accounts.length > 0 ? (
          <Block title="Connections" more={{ label: "See them", href: `${home}/connections` }}>
            <p className="text-body text-ink-2">{healthSentence(accounts)}</p>
          </Block>
        ) : null}
      </div>
    </>
  );
}

type BlockProps = { title: string; more?: { label: string; href: string } | null; children: ReactNode };

function Block({ title, more, children }: BlockProps) {
  return (
    <section aria-label={title}>
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-section">{title}</h2>
        {more ? (
          <Link href={more.href} className="link inline-flex min-h-6 items-center text-body">
            {more.label}
            <span className="sr-only">: {title}</span>
          </Link>
        ) : null}
      </div>
      {children}
    </section>
  );
}

/** "3 posted · 1 in TikTok review · 1 in a TikTok inbox". */
function postedSentence(posts: readonly PostRow[]): string {
  const inbox = posts.filter(({ state }) => state === "in_inbox").length;
  const reviewing = posts.filter(
    ({ visibility, state }) => state !== "in_inbox" && visibility === "reviewing",
  ).length;
  const posted = posts.length - inbox - reviewing;
  return [
    posted > 0 ? `${posted} posted` : "",
    reviewing > 0 ? `${reviewing} in TikTok review` : "",
    inbox > 0 ? `${inbox} in a TikTok inbox` : "",
  ]
    .filter(Boolean)
    .join(" · ");
}

/** "11 ready · 1 reconnect soon", worst first. */
function healthSentence(accounts: readonly Account[]): string {
  const words = [...new Set(accounts.map(({ health }) => health.word))];
  const count = (word: string) => accounts.filter(({ health }) => health.word === word).length;
  return words.map((word) => `${count(word)} ${word.toLowerCase()}`).join(" · ");
}
