"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { type Failure, failure } from "#lib/errors/failure";
import { sizeText } from "#lib/errors/measure";
import type { Result } from "#lib/errors/result";
import { type MediaView, UPLOAD_LIMIT } from "#lib/media/view";

/** `sent` and `total` in bytes. `broken`: the connection was lost, and the same file can be sent again. */
export type Upload =
  | { kind: "idle" }
  | { kind: "sending"; fileName: string; sent: number; total: number }
  | { kind: "checking"; fileName: string }
  | { kind: "refused"; fileName: string; failure: Failure }
  | {
      kind: "broken";
      fileName: string;
      why: "connection" | "signed_out" | "other";
      sent: number;
      total: number;
    };

/** Sends one file at a time to the workspace, with progress. `localUrl` shows it meanwhile. */
export function useUpload(workspaceId: string, onStored: (view: MediaView) => void) {
  const [upload, setUpload] = useState<Upload>({ kind: "idle" });
  const [localUrl, setLocalUrl] = useState<string | null>(null);
  const request = useRef<XMLHttpRequest | null>(null);
  const file = useRef<File | null>(null);
  const stored = useRef(onStored);
  stored.current = onStored;

  const send = useCallback(
    (chosen: File) => {
      request.current?.abort();
      file.current = chosen;
      const refusal = refusedUnseen(chosen);
      if (refusal) {
        setUpload({ kind: "refused", fileName: chosen.name, failure: refusal });
        return;
      }
      const xhr = new XMLHttpRequest();
      request.current = xhr;
      const { name: fileName, size: total } = chosen;
      let sent = 0;
      setUpload({ kind: "sending", fileName, sent, total });
      xhr.upload.onprogress = (event) => {
        sent = event.loaded;
        setUpload({ kind: "sending", fileName, sent, total });
      };
      xhr.upload.onload = () => setUpload({ kind: "checking", fileName });
      xhr.onload = () => {
        const result = answerOf(xhr);
        if (result?.ok) {
          setLocalUrl(URL.createObjectURL(chosen));
          setUpload({ kind: "idle" });
          stored.current(result.value);
        } else if (result?.problem.kind === "failure") {
          setUpload({ kind: "refused", fileName, failure: result.problem.failure });
        } else {
          const why = result?.problem.kind === "signed_out" ? "signed_out" : "other";
          setUpload({ kind: "broken", fileName, why, sent, total });
        }
      };
      xhr.onerror = () => setUpload({ kind: "broken", fileName, why: "connection", sent, total });
      xhr.open("POST", `/api/w/${workspaceId}/media`);
      xhr.setRequestHeader("x-file-name", encodeURIComponent(fileName));
      xhr.setRequestHeader("content-type", "application/octet-stream");
      xhr.send(chosen);
    },
    [workspaceId],
  );

  const cancel = useCallback(() => {
    request.current?.abort();
    request.current = null;
    setUpload({ kind: "idle" });
  }, []);
  const retry = useCallback(() => {
    if (file.current) send(file.current);
  }, [send]);

  const broken = upload.kind === "broken" && upload.why === "connection";
  useEffect(() => {
    if (!broken) return;
    window.addEventListener("online", retry);
    return () => window.removeEventListener("online", retry);
  }, [broken, retry]);

  const under = upload.kind === "sending" || upload.kind === "checking";
  useEffect(() => {
    if (!under) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [under]);

  useEffect(() => () => request.current?.abort(), []);
  useEffect(() => () => void (localUrl && URL.revokeObjectURL(localUrl)), [localUrl]);

  return { upload, localUrl, send, cancel, retry };
}

/** What needs no sending to be refused. */
function refusedUnseen({ size }: File): Failure | undefined {
  const at = new Date().toISOString();
  if (size === 0) return failure("media.empty", {}, { at });
  if (size <= UPLOAD_LIMIT) return undefined;
  const limit = `up to ${sizeText(UPLOAD_LIMIT)}`;
  return failure("media.over_upload_limit", {}, { at }, [
    { path: "fileSize", measured: size, limit, ok: false },
  ]);
}

function answerOf(xhr: XMLHttpRequest): Result<MediaView> | null {
  try {
    return JSON.parse(xhr.responseText) as Result<MediaView>;
  } catch {
    return null;
  }
}
