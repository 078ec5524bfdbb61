import { marks } from "#components/ui/state-mark";
import type { Tone } from "#components/ui/tone";
import { shortMoment } from "#lib/errors/moment";
import type { AttemptView, EventView, PostView, StepView } from "#lib/posts/queries";
import { codeTitle, stepWords } from "./step-words";

/** One line of a post's history. `steps` are its inner steps, oldest first. */
export type HistoryLine = {
  id: string;
  atIso: string;
  title: string;
  detail?: string;
  tone: Tone;
  durationMs?: number;
  logId?: string;
  steps: readonly StepView[];
};

/** What ended an attempt, where it is not a code of the catalogue. */
const endings: Record<string, { title: string; tone: Tone }> = {
  published: { title: "Posted", tone: "live" },
  abandoned: { title: "Given up before anything could go live", tone: "draft" },
  not_sent: { title: "Waited for TikTok's limit per minute", tone: "wait" },
  not_there: { title: "A person looked: it is not on TikTok", tone: "draft" },
  seen_by_a_person: { title: "A person looked: it is on TikTok", tone: "live" },
};

function standingOf(attempt: AttemptView, view: PostView): { title: string; tone: Tone } {
  const { outcome, endedAt, acceptedAt, publishId, transfer } = attempt;
  if (endedAt && outcome) return endings[outcome] ?? { title: codeTitle(outcome), tone: "stop" };
  if (view.state === "published") return { title: "Posted, TikTok is reviewing", tone: "wait" };
  if (view.state === "in_inbox") return { title: "In the TikTok inbox", tone: "held" };
  if (view.state === "unconfirmed") return { title: "Not confirmed by TikTok", tone: "wait" };
  if (acceptedAt) return { title: "TikTok is processing it", tone: "accent" };
  if (transfer === "PULL_FROM_URL")
    return { title: publishId ? "TikTok fetches it" : "Asking TikTok", tone: "accent" };
  return { title: publishId ? "Uploading" : "Opening the upload", tone: "accent" };
}

function attemptLine(attempt: AttemptView, view: PostView): HistoryLine {
  const { title, tone } = standingOf(attempt, view);
  const { intentAt, endedAt } = attempt;
  return {
    id: attempt.id,
    atIso: intentAt,
    title: `Attempt ${attempt.number}: ${title}`,
    tone,
    durationMs: endedAt ? Date.parse(endedAt) - Date.parse(intentAt) : undefined,
    steps: attempt.steps.toSorted((a, b) => a.at.localeCompare(b.at)),
  };
}

function looseLine(step: StepView): HistoryLine {
  const { title, detail, tone } = stepWords(step);
  const line = { id: `${step.at}:${step.name}`, atIso: step.at, detail, tone, steps: [] };
  const stopped = step.name === "refused" ? `Stopped before the upload: ${title}` : title;
  return { ...line, title: stopped, durationMs: step.durationMs ?? undefined, logId: step.detail.logId };
}

type Words = { timeZone: string; now: string };

/** Notes that the title of their line says in words. */
const told: ReadonlySet<string> = new Set(["moved", "duplicated", "post now", "time zone rules changed"]);

const begunAs = (why: EventView["why"]) =>
  why?.note === "duplicated" ? "Draft begun as a copy" : "Draft begun";

/** "Moved from Thu 26 Nov, 09:30 to Fri 27 Nov, 10:00", "Scheduled for Thu 26 Nov, 09:30". */
function timeTitle({ to, why }: EventView, { timeZone, now }: Words): string | undefined {
  if (to !== "scheduled" || !why?.after) return undefined;
  const after = shortMoment(why.after, timeZone, now);
  return why.before
    ? `Moved from ${shortMoment(why.before, timeZone, now)} to ${after}`
    : `Scheduled for ${after}`;
}

/** What a person did, and what was planned; what an attempt tells itself is left to it. */
function eventLine(event: EventView, words: Words): HistoryLine | undefined {
  const { timeZone, now } = words;
  const { actor, from, to, why, at } = event;
  const word = marks[to as keyof typeof marks]?.word ?? to;
  const line = { id: `${at}:${to}`, atIso: at, tone: "draft" as Tone, steps: [] };
  if (actor.kind === "member") {
    const title =
      timeTitle(event, words) ??
      (from === null ? begunAs(why) : to === "draft" ? "Taken back to edit" : word);
    const by = actor.name ?? "a member";
    return {
      ...line,
      title,
      detail: why?.note && !told.has(why.note) ? `By ${by}: ${why.note}` : `By ${by}`,
    };
  }
  const moved = timeTitle(event, words);
  if (moved)
    return {
      ...line,
      tone: "wait",
      title: moved,
      detail: "The rules of its time zone have changed; the time on the wall stays.",
    };
  if (why?.note === "queue resumed") return { ...line, title: "The queue was resumed: it goes on" };
  if (why?.note === "reconnected") return { ...line, title: "The account was reconnected: it goes on" };
  if (why?.until)
    return { ...line, tone: "wait", title: `Next try planned for ${shortMoment(why.until, timeZone, now)}` };
  if (to === "unconfirmed" && why?.code) return { ...line, tone: "wait", title: codeTitle(why.code) };
  if (why?.code === "post.too_late") return { ...line, tone: "stop", title: codeTitle(why.code) };
  return undefined;
}

/** A post's whole history, newest first: what people did, and every attempt with all its steps. */
export function historyOf(view: PostView, words: Words): HistoryLine[] {
  const lines = view.looseSteps.map(looseLine);
  for (const attempt of view.attempts) lines.push(attemptLine(attempt, view));
  for (const event of view.events) {
    const line = eventLine(event, words);
    if (line) lines.push(line);
  }
  return lines
    .map((line, index) => ({ line, index }))
    .sort((a, b) => b.line.atIso.localeCompare(a.line.atIso) || b.index - a.index)
    .map(({ line }) => line);
}
