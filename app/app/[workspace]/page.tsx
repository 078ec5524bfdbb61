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
import { buttonClass } from "#components/ui/button";
import { PageHeader } from "#components/ui/page-header";
import { enterPage } from "#lib/auth/enter";
import { loadTimes } from "#lib/auth/loaders";
import { listCreators, ownCreator } from "#lib/creators/queries";
import { tell } from "#lib/errors/guidance";
import { countFix, listFix } from "#lib/posts/fix";
import { listPosts } from "#lib/posts/queries";
import { IN_FLIGHT } from "#lib/posts/states";
import { may } from "#lib/workspaces/roles";
import type { Scope } from "#lib/workspaces/scope";

export const metadata: Metadata = { title: "Home" };

type Props = { params: Promise<{ workspace: string }> };

const SHOWN_FIXES = 3;
const MOVING_MS = 4_000;
const STILL_MS = 30_000;

async function load(scope: Scope) {
  const [times, creators, fixes, fixCount, moving, done, drafts, own] = await Promise.all([
    loadTimes(scope),
    listCreators(scope),
    listFix(scope),
    countFix(scope),
    listPosts(scope, { states: ["scheduled", ...IN_FLIGHT], limit: 12 }),
    listPosts(scope, { states: ["published", "in_inbox"], limit: 12 }),
    listPosts(scope, { states: ["draft"], limit: 20 }),
    ownCreator(scope, scope.actor.userId),
  ]);
  return { times, creators, fixes, fixCount, moving, done, drafts, own };
}

/** Did everything go out, is anything on fire, what is next. */
export default async function HomePage({ params }: Props) {
  const { workspace } = await params;
  const home = `/app/${workspace}`;
  const scope = await enterPage(workspace, home);
  const { times, creators, fixes, fixCount, moving, done, drafts, own } = await load(scope);
  const { role } = scope.actor;
  const tiktokUrl = scope.app.authBaseUrl;
  const accounts = accountsOf(creators, { asked: scope.app.scopes, now: scope.clock.now() });
  const told = fixes.slice(0, SHOWN_FIXES).map((item) => {
    const mine = item.creator !== null && item.creator.id === own?.id;
    const about = {
      handle: item.creator ? nameOf(item.creator) : "",
      creatorName: item.creator?.displayName,
      postState: item.posts[0]?.state,
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
  const isNew = done.posts.length === 0;
  const day = { fixCount, moving: moving.posts.length, done: done.posts, more: done.next !== null };
  return (
    <>
      <PageHeader title={todayText(times)} actions={isNew && moving.posts.length === 0 ? null : compose} />
      <Refresh everyMs={moving.posts.length > 0 ? MOVING_MS : STILL_MS} />
      <div className="flex flex-col gap-8">
        {isNew && moving.posts.length === 0 && fixCount === 0 ? null : (
          <p className="max-w-measure text-body-lg">{daySentences(day, times).join(" ")}</p>
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
                done: [...drafts.posts, ...moving.posts].some(({ mediaId }) => mediaId) || fixCount > 0,
                action: compose,
              },
              {
                title: "Post it",
                text: "Straight to the profile, or to the TikTok inbox to be finished there.",
                done: false,
                action: compose,
              },
            ]}
          />
        ) : null}
        {told.length > 0 ? (
          <Block
            title={`Needs fixing (${fixCount})`}
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
        {moving.posts.length > 0 ? (
          <Block title="On the way">
            <PostFrames
              posts={moving.posts}
              home={home}
              day={times}
              label="On the way"
              tiktokUrl={tiktokUrl}
            />
          </Block>
        ) : null}
        {done.posts.length > 0 ? (
          <Block title="Posted lately" more={{ label: "All posts", href: `${home}/posts` }}>
            <PostFrames
              posts={done.posts.slice(0, 6)}
              home={home}
              day={times}
              label="Posted lately"
              tiktokUrl={tiktokUrl}
            />
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

/** "11 ready · 1 reconnect soon", worst first. */
function healthSentence(accounts: readonly Account[]): string {
  const words = [...new Set(accounts.map(({ health }) => health.word))];
  const count = (word: string) => accounts.filter(({ health }) => health.word === word).length;
  return words.map((word) => `${count(word)} ${word.toLowerCase()}`).join(" · ");
}
