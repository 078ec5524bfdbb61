import { type Code, rows } from "./catalog";
import type { Channel } from "./row";

/** TikTok's doors, by name. Token exchange and refresh give the same code different meanings. */
export type Endpoint =
  | "authorize"
  | "token_exchange"
  | "token_refresh"
  | "revoke"
  | "user_info"
  | "creator_info"
  | "video_init"
  | "inbox_init"
  | "photo_init"
  | "upload"
  | "status"
  | "cancel"
  | "video_list";

/** What TikTok answered, taken from its exact place in the answer, never cut out of a sentence. */
export type Answer = {
  readonly channel: Exclude<Channel, "ours">;
  readonly endpoint?: Endpoint;
  /** `error.code`, `error`, `fail_reason`, or the webhook's event; empty when the answer had none. */
  readonly code?: string | null;
  /** `error_type` of the authorize page. */
  readonly errorType?: string | null;
  /** `errCode` of the authorize page; `reason` of `authorization.removed`. */
  readonly errCode?: string | number | null;
  readonly httpStatus?: number;
};

const codeByKey: ReadonlyMap<string, Code> = new Map(
  rows.flatMap((row) => row.wire.map((key) => [key, row.code])),
);

const httpClass = (status: number | undefined): string | undefined =>
  status === undefined ? undefined : status >= 500 ? "5xx" : String(status);

function keysOf({ channel, endpoint, code, errorType, errCode, httpStatus }: Answer): string[] {
  const details = [errCode, errorType].filter((part) => part !== undefined && part !== null && part !== "");
  const named = channel === "upload" ? httpClass(httpStatus) : code || undefined;
  const keys: string[] = [];
  for (const place of endpoint ? [`${channel}@${endpoint}`, channel] : [channel]) {
    if (named) for (const detail of details) keys.push(`${place}:${named}:${detail}`);
    if (named) keys.push(`${place}:${named}`);
    else for (const detail of details) keys.push(`${place}:${detail}`);
    if (!named && httpClass(httpStatus)) keys.push(`${place}:${httpClass(httpStatus)}`);
  }
  // A webhook tells the same reasons as the status does.
  if (channel === "webhook" && named) keys.push(`fail_reason:${named}`);
  return keys;
}

/**
 * The catalogue code of an answer, by exact equality from the most to the least specific key. A code that no row
 * claims is `unknown` (keep it in `support.rawCode`); an answer without any code and without a telling HTTP status is
 * `tiktok.unreadable_answer`. `ok` is not a failure: don't ask about it.
 */
export function recognise(answer: Answer): Code {
  for (const key of keysOf(answer)) {
    const code = codeByKey.get(key);
    if (code) return code;
  }
  const said = answer.code || answer.errorType || (answer.channel === "upload" && answer.httpStatus);
  return said ? "unknown" : "tiktok.unreadable_answer";
}
