"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import type { MediaView } from "#lib/media/view";
import type { UploadItem } from "./upload-item";
import { UploadList } from "./upload-list";

export type Uploads = {
  /** In the order in which they were chosen, those that are over included until they are cleared. */
  items: readonly UploadItem[];
  add: UploadList["add"];
  replace: UploadList["replace"];
  pause: UploadList["pause"];
  resume: UploadList["resume"];
  chooseAgain: UploadList["chooseAgain"];
  goOn: UploadList["goOn"];
  cancel: UploadList["cancel"];
  clear: UploadList["clear"];
};

const UNDER_WAY: readonly string[] = ["waiting", "starting", "sending", "offline", "checking"];
const NONE: readonly UploadItem[] = [];

/**
 * Sends any number of files to the workspace, three at a time, while one goes on writing. Each can be paused, gone on with
 * and cancelled; goes on by itself after a break of the network; is found again after a reload, with its percent,
 * and goes on by itself, after one press, or with the same file, as the browser can; and is not sent at all when the workspace has it already. Leaving the page warns while bytes are on
 * their way. Where the bytes go, to our server or to an object store, makes no difference here.
 * @param place what the files are for: after a reload each place finds its own ("video of draft 7"). It may get another name
 *   meanwhile, as a new post does when it is saved
 * @param onStored called once for each file that is stored
 */
export function useUploads(
  workspaceId: string,
  place: string,
  onStored?: (media: MediaView, item: UploadItem) => void,
): Uploads {
  const [list] = useState(() => new UploadList({ workspaceId, name: place }));
  list.onStored = onStored ?? (() => {});
  const items = useSyncExternalStore(list.subscribe, list.read, () => NONE);
  const warns = items.some(({ state }) => UNDER_WAY.includes(state));
  useEffect(() => list.move(place), [list, place]);
  useEffect(() => {
    void list.find();
    return () => list.leave();
  }, [list]);
  useEffect(() => {
    if (!warns) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [warns]);
  const { replace, pause, resume, chooseAgain, goOn, cancel, clear } = list;
  return { items, add: (files) => list.add(files), replace, pause, resume, chooseAgain, goOn, cancel, clear };
}
