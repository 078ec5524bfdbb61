import type { About, Standing } from "./about";
import { anyone, type CatalogRow, type Code, rowOf } from "./catalog";
import type { Evidence, Failure } from "./failure";
import { type EvidenceRow, evidenceRow } from "./measure";
import { moment, shortMoment } from "./moment";
import { remedies } from "./remedies";
import { retryPolicies } from "./retry";
import { type ActionId, type Audience, fill, told } from "./row";
import { SAVED } from "./rows/saved";
import { chipOf, liveSentence, standingOf, whoCanFix } from "./standing";
import { type SupportDetails, supportDetails } from "./support-details";

export type Viewer = { readonly audience: Audience; readonly name?: string };

export type Action = { readonly id: ActionId; readonly label: string };

/** A failure told to one viewer about one post: everything that a card shows, in words. */
export type Guidance = {
  readonly code: Failure["code"];
  readonly chip: { readonly word: string; readonly owner: string };
  readonly tone: "stop" | "wait" | "held" | "live";
  /** Where the matter stands: decides the icon beside the chip's word. */
  readonly standing: Standing;
  readonly headline: string;
  readonly summary: string;
  /** What is saved; belongs right after the summary. */
  readonly keeps: string;
  readonly isAnythingLive: string;
  readonly primary: Action | null;
  readonly secondary: readonly Action[];
  readonly evidence: readonly EvidenceRow[];
  /** What TikTok would have answered to what we found first, and TikTok's own page about it. */
  readonly answer: { readonly code: Code; readonly page: string | null } | null;
  readonly why: string;
  readonly whoCanFix: string;
  readonly whatHappensNext: string;
  readonly steps: readonly string[];
  readonly alsoWaiting: { readonly count: number; readonly text: string } | null;
  /** The public page of this code. */
  readonly href: string;
  readonly support: SupportDetails;
};

/** TikTok's permissions in the words of TikTok's own consent page (https://developers.tiktok.com/doc/tiktok-api-scopes). */
export const permissionWords: Readonly<Record<string, string>> = {
  "user.info.basic": "your profile (name and picture)",
  "user.info.profile": "more of your profile (handle and link)",
  "user.info.stats": "your profile's numbers",
  "video.list": "your public videos",
  "video.publish": "“Post content to TikTok”",
  "video.upload": "“Share content as a draft to your TikTok account”",
};

function permissionsText(scopes: readonly string[] | undefined): string {
  const words = (scopes ?? []).map((scope) => permissionWords[scope] ?? scope);
  if (words.length === 0) return anyone.permissions;
  return new Intl.ListFormat("en-GB", { type: "conjunction" }).format(words);
}

type Values = Readonly<Record<string, string | number | undefined>>;

function valuesOf(cause: Failure, about: About, evidence: Evidence | undefined): Values {
  const row = evidence && evidenceRow(evidence);
  return {
    ...anyone,
    ...cause.args,
    handle: about.handle || anyone.handle,
    creator: about.creatorName || (about.handle ? `the owner of ${about.handle}` : anyone.creator),
    permissions: permissionsText(about.scopesMissing),
    workspace: about.workspaceName || anyone.workspace,
    file: about.fileName || anyone.file,
    retryClock: about.nextTryAt ? shortMoment(about.nextTryAt, about.timeZone, about.now) : anyone.retryClock,
    measured: row?.measured,
    limit: row?.limit,
  };
}

function actionsOf(row: CatalogRow, audience: Audience, standing: Standing, values: Values): Action[] {
  return told(row.actions, audience)
    .filter((id) => id !== "none" && (id !== "stop_retrying" || standing === "retrying"))
    .map((id) => ({ id, label: fill(told<string>(remedies[id], audience), values) }));
}

function nextText(
  row: CatalogRow,
  about: About,
  standing: Standing,
  audience: Audience,
  values: Values,
): string {
  const at = (iso: string) => moment(iso, about.timeZone, about.now);
  if (standing === "retrying" && about.nextTryAt) {
    const until = about.latestAt
      ? ` We keep trying until ${shortMoment(about.latestAt, about.timeZone, about.now)}, then ask you.`
      : "";
    return `We try again ${at(about.nextTryAt)}. You don't need to do anything.${until}`;
  }
  if (standing === "ahead" && about.aheadOf) {
    if (row.next) return fill(told(row.next, audience), values);
    return `It is set for ${at(about.aheadOf)}. Put right before then, it goes out by itself; we look again until then.`;
  }
  if (standing === "unconfirmed") return retryPolicies.status_only.promise;
  if (row.next) return fill(told(row.next, audience), values);
  if (about.nextTryAt)
    return `The post waits until ${at(about.nextTryAt)}. If that is too late for it, we ask you first.`;
  const waitsForPerson =
    row.retry === "after_fix" ||
    (standing === "ended" && (row.fixer === "creator" || row.fixer === "app_owner"));
  if (waitsForPerson && about.postState && about.latestAt) {
    const isPast = Date.parse(about.latestAt) <= Date.parse(about.now);
    return isPast
      ? "We won't retry until it is settled. This post's time has passed, so we ask you before sending it."
      : `We won't retry until it is settled. Then this post goes out by itself if that is before ${at(about.latestAt)}; after that we ask you first.`;
  }
  if (waitsForPerson && !about.postState)
    return "Nothing happens by itself until it is settled. Posts that wait for it then go out if they are not too late; we ask about the others.";
  if (waitsForPerson) return retryPolicies.after_fix.promise;
  if (standing === "ended" && row.retry !== "by_person") return "We won't retry by ourselves any more.";
  return retryPolicies[row.retry].promise;
}

/** At sign-in and in a connection there is no post that could have been lost: what is planned is what matters. */
const keepsOf = ({ keeps }: CatalogRow, { postState }: About) =>
  postState || keeps !== SAVED ? keeps : "Posts and drafts stay as they are.";

function headlineOf(
  row: CatalogRow,
  evidence: Evidence | undefined,
  standing: Standing,
  audience: Audience,
): string {
  if (standing === "retrying" && row.titleRetrying) return row.titleRetrying;
  if (evidence && row.titleMeasured) return row.titleMeasured;
  return told(row.title, audience);
}

function answerOf({ answer, source }: CatalogRow): Guidance["answer"] {
  return answer && { code: answer, page: source?.url ?? null };
}

function alsoWaitingOf({ alsoWaiting, handle }: About): Guidance["alsoWaiting"] {
  if (!alsoWaiting) return null;
  const posts = alsoWaiting === 1 ? "1 more post" : `${alsoWaiting} more posts`;
  return { count: alsoWaiting, text: handle ? `${posts} for ${handle}` : posts };
}

/** Tells a failure to one viewer about one post. Pure, and never throws: a stored code of another version tells as unknown. */
export function tell(cause: Failure, viewer: Viewer, about: About): Guidance {
  const row = rowOf(cause.code);
  const { audience } = viewer;
  const evidence = cause.evidence?.find((entry) => !entry.ok);
  const values = valuesOf(
    row.code === cause.code ? cause : { ...cause, args: { code: cause.code } },
    about,
    evidence,
  );
  const standing = standingOf(about);
  const say = (text: string) => fill(text, values);
  const actions = actionsOf(row, audience, standing, values);
  // While we retry by ourselves nobody has to act, so no button asks to be pressed.
  const primary = standing === "retrying" ? null : (actions[0] ?? null);
  return {
    code: row.code,
    standing,
    ...chipOf(row, about, standing, audience),
    headline: say(headlineOf(row, evidence, standing, audience)),
    summary: say(evidence && row.summaryMeasured ? row.summaryMeasured : told(row.summary, audience)),
    keeps: say(keepsOf(row, about)),
    isAnythingLive: liveSentence(row, about),
    primary,
    secondary: primary ? actions.slice(1) : actions,
    evidence: (cause.evidence ?? []).map(evidenceRow),
    answer: answerOf(row),
    why: say(told(row.why, audience)),
    whoCanFix: say(row.who ? told(row.who, audience) : whoCanFix(row.fixer, about, audience)),
    whatHappensNext: nextText(row, about, standing, audience, values),
    steps: told(row.steps, audience).map(say),
    alsoWaiting: alsoWaitingOf(about),
    href: `/errors/${row.code}`,
    support: supportDetails(cause),
  };
}
