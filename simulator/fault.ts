/** The requests (and two events, `pull` and `processing`) at which a fault can be placed; also the ledger's endpoint names. */
export const ENDPOINTS = [
  "authorize",
  "oauth.token",
  "oauth.refresh",
  "oauth.revoke",
  "user.info",
  "creator_info",
  "init.direct",
  "init.inbox",
  "init.photo",
  "put",
  "pull",
  "processing",
  "status",
  "cancel",
  "video.list",
  "video.query",
] as const;

export type FaultEndpoint = (typeof ENDPOINTS)[number];

/** `drop_before`: the line breaks and nothing happened; `drop_after`: it happened and the answer is lost. */
export const NETWORK_FAULTS = ["delay", "drop_before", "drop_after", "garbage", "slow", "http_5xx"] as const;
export type NetworkFault = (typeof NETWORK_FAULTS)[number];

/**
 * How TikTok fetches from an address. `early`: before its own answer is out; `late`: only after a while; `repeated`: every
 * file twice; `ranged`: in parts; `dropped`: the first time it hangs up in the middle; `slow`: it rests in the middle.
 */
export const PULL_MANNERS = ["early", "late", "repeated", "ranged", "dropped", "slow"] as const;
export type PullManner = (typeof PULL_MANNERS)[number];

/** An answer to give instead of the true one. The request has no effect. */
export interface FaultReply {
  status: number;
  code: string;
  message: string;
  /** Authorize page: `error_type` and `errCode`, and whether TikTok shows its own page or sends the person back. */
  errorType?: string;
  errCode?: string;
  channel?: "page" | "redirect";
}

export interface Fault {
  on: FaultEndpoint;
  /** How often it plays; 1 unless told, 0 is until it is removed. */
  times?: number;
  /** How many matching requests pass first. */
  skip?: number;
  /** Only for this creator's handle. */
  creator?: string;
  /** Only for this chunk of an upload, from 1. */
  chunk?: number;
  reply?: FaultReply;
  network?: NetworkFault;
  /** `delay`: how long; `slow`: the pause after each byte. 1000 unless told. */
  delayMs?: number;
  /** A `Retry-After` header for the reply. */
  retryAfter?: string;
  /** On `pull`: how it fetches; `late` waits for `delayMs`, `early` holds its answer back for so long, `slow` rests so long. */
  pull?: PullManner;
  /** On `processing`: what the publish fails with. */
  failReason?: string;
}
