import type { Failure } from "#lib/errors/failure";
import type { MediaView } from "#lib/media/view";

/**
 * `waiting`: others are sent first. `starting`: compared with what is here already. `offline`: goes on by itself.
 * `stopped`: for `why`, and goes on when asked to. `unfinished`: begun before a reload, and the same file has to be
 * chosen again to go on, or, where `canContinue`, only to be allowed. `refused`: for `failure`, and over. `done`: `media` is stored.
 */
export type UploadState =
  | "waiting"
  | "starting"
  | "sending"
  | "paused"
  | "offline"
  | "checking"
  | "stopped"
  | "unfinished"
  | "refused"
  | "done";

export type UploadItem = {
  /** Of this page's making; not the id of the stored file. */
  id: string;
  fileName: string;
  /** Null while it is `unfinished`: after a reload the browser no longer has it. */
  file: File | null;
  state: UploadState;
  /** Bytes. */
  sent: number;
  total: number;
  secondsLeft: number | null;
  media: MediaView | null;
  failure: Failure | null;
  why: "signed_out" | "not_allowed" | "other_file" | "changed" | "denied" | null;
  /** The browser knows the way to the file of an `unfinished` one. */
  canContinue: boolean;
};
