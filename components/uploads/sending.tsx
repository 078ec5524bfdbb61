/** What became of sending a file's bytes. `gone`: there is no such upload any more; `cut`: nobody could be reached. */
export type Sent =
  | { kind: "sent" }
  | { kind: "cut" }
  | { kind: "disk_full" }
  /** The object store says no, and would say so again. */
  | { kind: "store_refused" }
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

/** What an answer without a success means for the rest of the file. */
export function meaningOf(status: number): Sent {
  switch (status) {
    case 401:
      return { kind: "signed_out" };
    case 403:
      return { kind: "not_allowed" };
    case 404:
    case 410:
      return { kind: "gone" };
    case 507:
      return { kind: "disk_full" };
    default:
      return { kind: "cut" };
  }
}
