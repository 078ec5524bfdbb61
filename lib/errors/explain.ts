import { anyone, type CatalogRow, type Code, isCode, plainTitle, rowOf } from "./catalog";
import { retryPolicies } from "./retry";
import { type Audience, type Channel, type Fixer, fill, told } from "./row";

/** Who can put it right, as headings of the public pages, in their order. */
export const fixerNames: Readonly<Record<Fixer, { readonly title: string; readonly note: string }>> = {
  author: {
    title: "Whoever writes the post",
    note: "The post has to change: the file, the caption or a choice.",
  },
  creator: {
    title: "The owner of the TikTok account",
    note: "Only they can do it, in TikTok or by connecting again.",
  },
  app_owner: { title: "The operator of this copy", note: "Whoever set up Aircheck and its app at TikTok." },
  nobody: { title: "Nobody: time or TikTok", note: "We wait and try again; nothing is wrong with the post." },
  us: {
    title: "Aircheck itself",
    note: "A defect or a repair of ours; the details help whoever looks into it.",
  },
};

export const audienceNames: Readonly<Record<Audience, string>> = {
  creator: "Creator",
  staff: "Agency or team",
  app_owner: "Operator",
};

export const channelNames: Readonly<Record<Channel, string>> = {
  authorize: "TikTok's permission page",
  token: "TikTok's token endpoint",
  api: "TikTok's data endpoints",
  fail_reason: "the status of a post",
  upload: "the upload of the file",
  webhook: "a webhook of TikTok's",
  ours: "Aircheck itself; TikTok never says it",
};

const liveText: Record<CatalogRow["live"], string> = {
  nothing: "Nothing is live on TikTok because of this.",
  maybe: "It may be live or not; look at the profile before sending it again.",
  yes: "The post is live on TikTok.",
};

/** A row told to everyone, without a post: what the public page, the JSON and the Markdown say. */
export type Explanation = {
  readonly code: Code;
  readonly title: string;
  readonly summary: string;
  readonly why: string;
  readonly keeps: string;
  readonly live: string;
  readonly fixer: Fixer;
  readonly whoCanFix: string;
  readonly willItRetry: string;
  readonly retryBrief: string;
  readonly steps: Readonly<Record<Audience, readonly string[]>>;
  readonly seenIn: readonly string[];
  readonly official: boolean;
  /** Of what we find first: what TikTok would have answered. */
  readonly answer: Code | null;
  readonly source: CatalogRow["source"];
  readonly aliases: readonly string[];
  readonly related: readonly { readonly code: Code; readonly title: string }[];
};

/** Explains a code to everyone. */
export function explain(code: Code): Explanation {
  const row = rowOf(code);
  const say = (text: string) => fill(text, { ...anyone, ...row.sample });
  const steps = (audience: Audience) => told(row.steps, audience).map(say);
  return {
    code,
    title: plainTitle(row),
    summary: say(told(row.summary, "staff")),
    why: say(told(row.why, "staff")),
    keeps: row.keeps,
    live: liveText[row.live],
    fixer: row.fixer,
    whoCanFix: say(row.who ? told(row.who, "staff") : `${fixerNames[row.fixer].title}.`),
    willItRetry: row.next ? say(told(row.next, "staff")) : retryPolicies[row.retry].promise,
    retryBrief: retryPolicies[row.retry].brief,
    steps: { creator: steps("creator"), staff: steps("staff"), app_owner: steps("app_owner") },
    seenIn: row.channels.map((channel) => channelNames[channel]),
    official: row.official,
    answer: row.answer,
    source: row.source,
    aliases: row.aliases,
    related: (row.related ?? [])
      .filter(isCode)
      .map((other) => ({ code: other, title: plainTitle(rowOf(other)) })),
  };
}
