import type { Failure } from "#lib/errors/failure";
import type { UploadView } from "#lib/media/upload-view";
import type { MediaView } from "#lib/media/view";

/**
 * `waiting`: others are sent first. `starting`: compared with what is here already. `offline`: goes on by itself.
 * `stopped`: for `why` or `failure`, and goes on when asked to. `unfinished`: the page has its file no more, as after a
 * reload, and the same one has to be chosen again to go on, or, where `canContinue`, only to be allowed. `refused`: for `failure`, and over. `done`: `media` is stored.
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
  /** Null while it is `unfinished`. */
  file: File | null;
  state: UploadState;
  /** Bytes. */
  sent: number;
  total: number;
  secondsLeft: number | null;
  media: MediaView | null;
  failure: Failure | null;
  /**
   * `trouble`: the server could not check it, again and again. `elsewhere`: another page of this browser is at it.
   * `unreadable`: its file could not be read to the end.
   */
  why:
    | "signed_out"
    | "not_allowed"
    | "trouble"
    | "other_file"
    | "changed"
    | "unreadable"
    | "denied"
    | "elsewhere"
    | null;
  /** The browser knows the way to the file of an `unfinished` one. */
  canContinue: boolean;
};

/** A file that was chosen just now, or one that was begun before a reload. */
export type From = { id: string } & ({ file: File } | { view: UploadView });

export function freshItem(from: From): UploadItem {
  const { id } = from;
  const blank = { secondsLeft: null, media: null, failure: null, why: null, canContinue: false } as const;
  if ("file" in from) {
    const { name: fileName, size: total } = from.file;
    return { ...blank, id, file: from.file, fileName, total, sent: 0, state: "waiting" };
  }
  const { fileName, bytes: total, arrived: sent } = from.view;
  return { ...blank, id, file: null, fileName, total, sent, state: "unfinished" };
}
