import { Check, X } from "lucide-react";
import type { ReactNode } from "react";
import { PublicShell } from "#components/shell/public-shell";
import { wordsOf } from "#lib/creators/features";
import type { ConnectLinkView } from "#lib/creators/open-connect-link";
import { FollowButton } from "./follow-button";
import { dayText } from "./when";
import { Withdraw } from "./withdraw";

type Open = Extract<ConnectLinkView, { kind: "open" }>;

/** What each of TikTok's permissions lets a team do, told to the person who gives it. */
const CAN: Readonly<Record<string, string>> = {
  "user.info.basic": "See your name and picture",
  "video.publish": "Post videos to your profile, now or at a time they plan",
  "video.upload": "Send videos to your TikTok inbox, where you finish and post them yourself",
  "user.info.profile": "See your @name",
  "video.list": "See your public videos",
  "user.info.stats": "See your profile's numbers",
};

const CANNOT = [
  "Sign in as you, or see your password",
  "Read your messages, comment, like or follow",
  "Change or delete what is on your profile",
];

/** One screen, no sign-up: who asks, for what, how to withdraw, and the one button. */
export function AsksPage({
  view,
  secret,
  asked,
  problem,
}: {
  view: Open;
  secret: string;
  /** TikTok's names of the permissions that are going to be asked for. */
  asked: readonly string[];
  /** Why the last try ended. */
  problem: ReactNode;
}) {
  const { workspaceName, from, expected, expiresAt, timeZone } = view;
  return (
    <PublicShell>
      <div className="flex max-w-2xl flex-col gap-6">
        {problem}
        <div>
          <h1 className="text-display text-balance break-words">
            {expected
              ? `${workspaceName} asks ${expected} to reconnect TikTok`
              : `${workspaceName} asks to post to your TikTok for you`}
          </h1>
          <p className="mt-2 max-w-measure text-body-lg text-ink-2">
            {from ? `${from.name} sent you this link. ` : ""}
            {expected
              ? "TikTok's permission was lost or is incomplete. Give it again, and posting goes on."
              : "You need no account here: TikTok asks you, and you decide."}
          </p>
        </div>
        <div className="grid gap-x-8 gap-y-6 rounded-lg border border-line bg-surface p-5 max-sm:p-4 sm:grid-cols-2">
          <Points
            title="With your permission they can"
            on
            points={asked.map((each) => CAN[each] ?? wordsOf(each).title)}
          />
          <Points title="They can't" on={false} points={CANNOT} />
        </div>
        <div className="flex flex-col items-start gap-2 max-sm:items-stretch">
          <FollowButton secret={secret} size="touch">
            Continue with TikTok
          </FollowButton>
          <p className="max-w-measure text-body text-ink-2">
            {expected ? `On TikTok's page, use ${expected}. ` : ""}
            It has a switch for each permission; leave one off, and that part stays closed to them.
          </p>
        </div>
        <Withdraw workspaceName={workspaceName} />
        <p className="max-w-measure text-body text-ink-2">
          Not you? Close this page; nothing happens. The link works once, until{" "}
          {dayText(expiresAt, { timeZone, now: expiresAt })}.
        </p>
      </div>
    </PublicShell>
  );
}

function Points({ title, on, points }: { title: string; on: boolean; points: readonly string[] }) {
  const Icon = on ? Check : X;
  return (
    <div>
      <h2 className="text-section">{title}</h2>
      <ul className="mt-2 flex flex-col gap-1.5 text-body">
        {points.map((point) => (
          <li key={point} className="flex gap-2">
            <span className="flex h-5 items-center">
              <Icon aria-hidden className={on ? "text-ink" : "text-ink-3"} />
            </span>
            <span className="min-w-0">{point}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
