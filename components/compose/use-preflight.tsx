import { useCallback, useEffect, useRef, useState } from "react";
import type { Failure } from "#lib/errors/failure";
import { type AnyFile, mediaFailures, unusableFailure } from "#lib/media/explain";
import type { MediaLimits } from "#lib/media/rules";
import { type Look, lookAtFile } from "./look-at-file";

/** A chosen file before it is sent. `held`: TikTok would refuse it; `measured` where it could be read as far as that. */
export type Preflight =
  | { kind: "none" }
  | { kind: "reading"; file: File }
  | { kind: "unread"; file: File }
  | { kind: "held"; file: File; failure: Failure; measured: AnyFile | null };

type Looked = { file: File; look: Look | null };

/**
 * Looks at a chosen video in the browser. What TikTok would take goes on to `send` at once; what it would refuse is held
 * until somebody decides, also when it is only this account that may not post it.
 */
export function usePreflight(limits: MediaLimits, send: (file: File) => void) {
  const [looked, setLooked] = useState<Looked | null>(null);
  const newest = useRef<File | null>(null);
  const onward = useRef(send);
  onward.current = send;

  const choose = useCallback(async (file: File) => {
    newest.current = file;
    setLooked({ file, look: null });
    const look = await lookAtFile(file);
    // Another file was chosen while this one was read.
    if (newest.current === file) setLooked({ file, look });
  }, []);
  const clear = useCallback(() => {
    newest.current = null;
    setLooked(null);
  }, []);
  const sendAnyway = useCallback(() => {
    const file = newest.current;
    clear();
    if (file) onward.current(file);
  }, [clear]);

  const preflight = preflightOf(looked, limits);
  const isFine = preflight.kind === "fine";
  useEffect(() => {
    if (isFine) sendAnyway();
  }, [isFine, sendAnyway]);
  const shown: Preflight = preflight.kind === "fine" ? { kind: "reading", file: preflight.file } : preflight;
  return { preflight: shown, choose, clear, sendAnyway };
}

function preflightOf(looked: Looked | null, limits: MediaLimits): Preflight | { kind: "fine"; file: File } {
  if (!looked) return { kind: "none" };
  const { file, look } = looked;
  if (!look) return { kind: "reading", file };
  if (look.kind === "unread") return { kind: "unread", file };
  const { measured } = look;
  const at = new Date().toISOString();
  if (measured.kind === "unusable") {
    return { kind: "held", file, failure: unusableFailure(measured, at), measured: null };
  }
  const [failure] = mediaFailures({ kind: "video", files: [measured] }, limits, at);
  return failure ? { kind: "held", file, failure, measured } : { kind: "fine", file };
}
