import { Check, CircleAlert, Clock, type LucideIcon, ShieldQuestionMark, Unplug } from "lucide-react";
import { Chip } from "#components/ui/chip";
import { cn } from "#components/ui/cn";
import { textOf } from "#components/ui/tone";
import type { HealthState } from "#lib/creators/health";
import { distance, moment } from "#lib/errors/moment";
import { type Account, toneOf } from "./account";
import { Day, leftText, type Times } from "./when";

const icons: Record<HealthState, LucideIcon> = {
  reconnect_now: CircleAlert,
  reconnect_soon: Clock,
  limited: ShieldQuestionMark,
  disconnected: Unplug,
  ready: Check,
};

/** How the connection is, in icon and word. */
export function HealthMark({ account, plain }: { account: Account; plain?: boolean }) {
  const { state, word } = account.health;
  const Icon = icons[state];
  return (
    <Chip tone={toneOf[state]} icon={<Icon />} plain={plain}>
      {word}
    </Chip>
  );
}

/** What the account can be used for, and what it can't for want of a permission. */
export function CanDo({ account }: { account: Account }) {
  const { health, check } = account;
  if (health.state === "reconnect_now" || health.state === "disconnected") {
    return <span className="text-ink-2">Nothing until it is connected again</span>;
  }
  const can = check.works.flatMap(({ id }) =>
    id === "direct" ? ["Direct posts"] : id === "inbox" ? ["Inbox drafts"] : [],
  );
  const off = check.permissions.filter(({ granted }) => !granted);
  return (
    <>
      {can.length > 0 ? can.join(" · ") : "Sign-in only"}
      {off.map(({ scope, words }) => (
        <span key={scope} className="block text-label font-normal text-stop-text">
          {words.whenOff}
        </span>
      ))}
    </>
  );
}

/** The day by which it has to be reconnected, and how near that is once it is near. */
export function ReconnectBy({ account, times }: { account: Account; times: Times }) {
  const { health, grant } = account;
  if (!grant || health.daysLeft === null) return <span className="text-ink-2">Now</span>;
  const tone = health.warning === "day" ? "stop" : "wait";
  return (
    <>
      <Day at={grant.refreshExpiresAt} times={times} />
      {health.warning ? (
        <span className={cn("block text-label font-normal whitespace-nowrap", textOf[tone])}>
          {leftText(health)}
        </span>
      ) : null}
    </>
  );
}

/** When TikTok last answered a question about this account; `short` where the exact time has no room. */
export function LastAnswer({ account, times, short }: { account: Account; times: Times; short?: boolean }) {
  const at = account.grant?.lastCallAt;
  if (!at) return <span className="text-ink-2">Not yet</span>;
  const exact = moment(at, times.timeZone, times.now);
  return (
    <time dateTime={at} title={short ? exact : undefined} className={short ? "whitespace-nowrap" : undefined}>
      {short ? distance(new Date(at), new Date(times.now)) : exact}
    </time>
  );
}
