/** What became of sending a file's bytes. `gone`: there is no such upload any more; `cut`: nobody could be reached. */
export type Sent =
  | { kind: "sent" }
  | { kind: "cut" }
  | { kind: "disk_full" }
  /** The object store says no, and would say so again. */
  | { kind: "store_refused" }
  /** Something before our server lets no request as large as ours through. */
  | { kind: "too_large" }
  /** Our server, or something before it, says no with this status, and would say so again. */
  | { kind: "refused"; status: number }
  /** Our server is reached, and yet not a byte has arrived in several tries. */
  | { kind: "stuck" }
  /** The file cannot be read any more: it was changed or moved, or its disk is gone. */
  | { kind: "unreadable" }
  | { kind: "gone" }
  | { kind: "signed_out" }
  | { kind: "not_allowed" };

/** A file's bytes on their way: from where they were acknowledged last to the end. */
export type Sending = {
  /** The upload's own address on our server. */
  address: string;
  file: File;
  /** Bytes that are on the other side, or on their way there. */
  onSent: (bytes: number) => void;
  /** Stops at once; what was acknowledged stays. */
  signal: AbortSignal;
};

/** It passes by itself: too slow, in each other's way, too early, too many. */
const PASSING: readonly number[] = [408, 409, 423, 425, 429];

/** What an answer without a success means for the rest of the file. @param status 0: nobody answered */
export function meaningOf(status: number): Sent {
  switch (status) {
    case 401:
      return { kind: "signed_out" };
    case 403:
      return { kind: "not_allowed" };
    case 404:
    case 410:
      return { kind: "gone" };
    case 413:
      return { kind: "too_large" };
    case 507:
      return { kind: "disk_full" };
    default:
      return status < 300 || status >= 500 || PASSING.includes(status)
        ? { kind: "cut" }
        : { kind: "refused", status };
  }
}
