/** Who reads: the owner of the TikTok account, someone of the workspace, or the operator of this copy of Aircheck. */
export type Audience = "creator" | "staff" | "app_owner";

/** Who can put it right. `nobody`: time or TikTok does; `us`: a defect or a repair of our own. */
export type Fixer = "author" | "creator" | "app_owner" | "nobody" | "us";

/** Where a code is seen. `ours` is everything that TikTok never said. */
export type Channel = "authorize" | "token" | "api" | "fail_reason" | "upload" | "webhook" | "ours";

/** Names of the rows of the table in `retry.ts`. */
export type RetryPolicyName =
  | "never"
  | "after_fix"
  | "by_person"
  | "once_after_refresh"
  | "once"
  | "rolling_minute"
  | "back_off"
  | "pull_again"
  | "same_chunk"
  | "status_first"
  | "resync"
  | "hourly_until_late"
  | "rolling_day"
  | "status_only";

/** Everything a button on a guidance card may do. The app decides how; the words are in `remedies.ts`. */
export type ActionId =
  | "reconnect"
  | "send_reconnect_link"
  | "grant_missing"
  | "remind_creator"
  | "edit_caption"
  | "edit_post"
  | "replace_file"
  | "convert_file"
  | "choose_privacy"
  | "agree"
  | "send_to_inbox"
  | "retry_now"
  | "stop_retrying"
  | "move_to_later"
  | "open_tiktok"
  | "check_profile"
  | "mark_as_posted"
  | "send_again"
  | "start_again"
  | "ask_operator"
  | "check_setup"
  | "copy_details"
  | "disconnect"
  | "open_queue"
  | "none";

/** One value for all, or one for each reader; an operator reads what staff read unless told apart. */
export type For<T> = T | PerReader<T>;
type PerReader<T> = { readonly creator: T; readonly staff: T; readonly app_owner?: T };

/**
 * One row of the catalogue. Texts are plain data: `{placeholders}` are filled by `fill`, and their names become the
 * arguments that `failure()` demands (see `ArgsOf`).
 */
export type Row = {
  /** Other names people search for: spellings, gateway texts, names used by other tools. Never used for recognition. */
  readonly aliases: readonly string[];
  /** Exact keys by which an answer is recognised: `channel[@endpoint]:code[:detail]`. Empty for codes of our own. */
  readonly wire: readonly string[];
  /** Of what we find before TikTok does: the code that TikTok would have answered. Its page is `source`. */
  readonly answer?: string;
  readonly fixer: Fixer;
  readonly retry: RetryPolicyName;
  /** What it stops: one post, everything of one creator, or everything this app does. Cards are grouped by it. */
  readonly scope: "post" | "creator" | "app";
  /** At most 60 characters once filled; stands alone. */
  readonly title: For<string>;
  /** Used instead of `title` when a measured value is at hand: `{measured}` and `{limit}`. */
  readonly titleMeasured?: string;
  /** Used instead of `title` while the next try is planned: `{retryClock}`. */
  readonly titleRetrying?: string;
  readonly summary: For<string>;
  readonly summaryMeasured?: string;
  /** What TikTok stated, or that it stated nothing. Never a guess. */
  readonly why: For<string>;
  /** What is saved, or what stands. */
  readonly keeps: string;
  readonly live: "nothing" | "maybe" | "yes";
  /** Instead of "needs you" on the chip while nothing goes on by itself: "needs a choice". */
  readonly needs?: string;
  /** Instead of the sentence that follows from `fixer`. */
  readonly who?: For<string>;
  /** Instead of the sentence that follows from `retry` when no try is planned. */
  readonly next?: For<string>;
  readonly steps: For<readonly string[]>;
  /** First is the primary button. */
  readonly actions: For<readonly ActionId[]>;
  readonly source: { readonly url: string; readonly read: string } | null;
  /** TikTok documents this code. */
  readonly official: boolean;
  readonly related?: readonly string[];
  /** Example values of the arguments, for the public page. */
  readonly sample?: Readonly<Record<string, string | number>>;
};

/** Placeholders that are known wherever a failure is told; the rest are arguments. */
export type Ambient = "handle" | "creator" | "permissions" | "workspace" | "file" | "retryClock";

type Names<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;

type NamesIn<T> = T extends string
  ? Names<T>
  : T extends readonly (infer Item)[]
    ? NamesIn<Item>
    : T extends object
      ? NamesIn<T[keyof T]>
      : never;

type Sentences = "title" | "summary" | "why" | "keeps" | "who" | "next" | "steps";

/** The names of the arguments that a row's own sentences ask for. */
export type ArgNames<R> = Exclude<NamesIn<R[Extract<keyof R, Sentences>]>, Ambient>;

const isPerReader = <T>(value: For<T>): value is PerReader<T> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && "staff" in value;

/** What one audience is told. */
export function told<T>(value: For<T>, audience: Audience): T {
  if (!isPerReader(value)) return value;
  return value[audience] ?? value.staff;
}

/**
 * Fills `{name}` with its value. A missing value leaves the name readable rather than throwing: a card must show.
 * The first letter is made a capital, because a sentence may begin with a filled value.
 */
export function fill(text: string, values: Readonly<Record<string, string | number | undefined>>): string {
  const filled = text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? name));
  return filled.charAt(0).toUpperCase() + filled.slice(1);
}
