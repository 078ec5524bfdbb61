import { createHash } from "node:crypto";

/** One request as the simulator received it. Tokens, codes and secrets are never kept. */
export interface LedgerEntry {
  seq: number;
  /** ISO 8601, by the simulator's clock. */
  at: string;
  method: string;
  path: string;
  endpoint: string;
  creator: string | null;
  status: number;
  /** TikTok's error code; `ok` when there was none. */
  code: string;
  publishId: string | null;
  /** Whether the request changed or read what it asked for. */
  effect: boolean;
  /** Bytes of the request's body. */
  bytes: number;
  /** The chunk of an upload, from 1. */
  chunk: number | null;
  /** The id of the fault that was played, if any. */
  fault: string | null;
  /** The JSON body of a posting request. */
  body: unknown;
  /** Which token it came with, as a fingerprint: the same one is seen twice, and nobody learns it. */
  token: string | null;
}

/** Of a token, 16 hexadecimal digits. */
export const fingerprint = (token: string): string =>
  createHash("sha256").update(token).digest("hex").slice(0, 16);

const KEPT = 5000;
const SECRET_PARAMETERS = [
  "upload_token",
  "code",
  "access_token",
  "refresh_token",
  "client_secret",
  "x-signature",
];

/** A request's path and query, with everything secret blanked. */
export function redactedPath(url: URL): string {
  const copy = new URL(url);
  for (const name of SECRET_PARAMETERS)
    if (copy.searchParams.has(name)) copy.searchParams.set(name, "redacted");
  return copy.pathname + copy.search;
}

/** Everything that was asked of the simulator, oldest first. */
export class Ledger {
  #entries: LedgerEntry[] = [];
  #seq = 0;

  add(entry: Omit<LedgerEntry, "seq">): LedgerEntry {
    this.#seq += 1;
    const kept = { seq: this.#seq, ...entry };
    this.#entries.push(kept);
    if (this.#entries.length > KEPT) this.#entries.shift();
    return kept;
  }

  read(filter: { endpoint?: string | null; creator?: string | null } = {}): LedgerEntry[] {
    return this.#entries.filter(
      (entry) =>
        (!filter.endpoint || entry.endpoint === filter.endpoint) &&
        (!filter.creator || entry.creator === filter.creator),
    );
  }

  clear(): void {
    this.#entries = [];
  }
}
