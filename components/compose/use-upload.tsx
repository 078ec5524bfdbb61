"use client";

import { useCallback, useEffect, useState } from "react";
import { notify } from "#components/ui/toast";
import type { UploadItem } from "#components/uploads/upload-item";
import { useUploads } from "#components/uploads/use-uploads";
import type { MediaView } from "#lib/media/view";

const BUSY: readonly string[] = ["waiting", "starting", "sending", "offline", "checking", "paused"];

/**
 * One file at a time on its way to the workspace: another one takes its place. `busy`: a file is on its way, or would be
 * if it were not paused. `urlOf` shows the file that was just stored without fetching it back.
 */
export function useUpload(
  workspaceId: string,
  postId: string | null,
  onStored: (view: MediaView, file: File | null) => void,
) {
  const [local, setLocal] = useState<{ mediaId: string; url: string } | null>(null);
  const take = (view: MediaView, item: UploadItem) => {
    setLocal(item.file ? { mediaId: view.id, url: URL.createObjectURL(item.file) } : null);
    onStored(view, item.file);
  };
  const uploads = useUploads(workspaceId, `video:${postId ?? "new"}`, take);
  const { items, replace: send, cancel: cancelOne, clear } = uploads;
  const upload = items.findLast(({ state }) => state !== "done") ?? null;
  useEffect(() => () => void (local && URL.revokeObjectURL(local.url)), [local]);
  const urlOf = (mediaId: string): string =>
    local?.mediaId === mediaId ? local.url : `/api/w/${workspaceId}/media/${mediaId}`;

  /** Another file is being looked at: what was on its way, or was refused, is let go of. */
  const putAway = useCallback(() => {
    for (const { id, state } of items) if (state !== "unfinished") clear(id);
  }, [items, clear]);
  const cancel = useCallback(
    ({ id, fileName }: UploadItem) => {
      const undo = cancelOne(id);
      notify({ title: `Upload of ${fileName} cancelled`, undo: { label: "Undo", run: undo } });
    },
    [cancelOne],
  );
  const { pause, resume, chooseAgain, goOn } = uploads;
  const busy = upload !== null && BUSY.includes(upload.state);
  return { upload, busy, urlOf, send, putAway, cancel, pause, resume, chooseAgain, goOn };
}
