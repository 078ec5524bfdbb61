"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { moveItem } from "#components/ui/move-item";
import { notify } from "#components/ui/toast";
import { useUploads } from "#components/uploads/use-uploads";
import type { PhotoSet, PostContent } from "#lib/db/json";
import { isPhotoView, type PhotoView } from "#lib/media/view";
import { emptyPhotos } from "#lib/posts/blank-content";
import { usePhotoRepairs } from "./use-photo-repairs";
import type { Repairs } from "./use-repairs";

type UsePhotos = {
  workspaceId: string;
  /** The draft as it is saved; null while it is not. */
  postId: string | null;
  content: PostContent;
  /** What stands there at this moment: uploads end between two renderings. */
  newest: () => PostContent;
  edit: (change: { content: Partial<PostContent> }) => void;
  initial: readonly PhotoView[];
  repairs: Repairs;
};

const nounOf = (count: number) => (count === 1 ? "photo" : "photos");

/** The photos of a carousel: brought, put in order, converted, taken out again. */
export function usePhotos({ workspaceId, postId, content, newest, edit, initial, repairs }: UsePhotos) {
  const [known, setKnown] = useState(() => new Map(initial.map((view) => [view.id, view])));
  const set = content.photos ?? emptyPhotos();
  const write = useCallback(
    (change: (before: PhotoSet) => Partial<PhotoSet>) => {
      const before = newest().photos ?? emptyPhotos();
      edit({ content: { photos: { ...before, ...change(before) } } });
    },
    [newest, edit],
  );
  const learn = useCallback(
    (view: PhotoView) => setKnown((before) => new Map(before).set(view.id, view)),
    [],
  );

  // Several are on their way at once; they stand in the order in which they were chosen, not in which they arrived.
  const turns = useRef(new Map<string, number>());
  const uploads = useUploads(workspaceId, `photos:${postId ?? "new"}`, (view, item) => {
    if (!isPhotoView(view)) {
      notify({ title: `${item.fileName} is a video. Choose Video above to post it.` });
      return uploads.clear(item.id);
    }
    const turn = Number(item.id.split("-").at(-1));
    learn(view);
    turns.current.set(view.id, turn);
    write(({ mediaIds, coverIndex }) => {
      const later = mediaIds.findIndex((id) => (turns.current.get(id) ?? 0) > turn);
      const at = later < 0 ? mediaIds.length : later;
      // The cover that somebody chose stays the cover; a first photo that nobody chose gives way.
      const moves = coverIndex > 0 && at <= coverIndex;
      return {
        mediaIds: mediaIds.toSpliced(at, 0, view.id),
        coverIndex: moves ? coverIndex + 1 : coverIndex,
      };
    });
    uploads.clear(item.id);
  });

  /** Photos that are stored already follow the others, in this order. */
  const bring = (views: readonly PhotoView[]) => {
    for (const view of views) learn(view);
    write(({ mediaIds }) => ({ mediaIds: [...mediaIds, ...views.map(({ id }) => id)] }));
  };

  const photos = useMemo(() => set.mediaIds.flatMap((id) => known.get(id) ?? []), [set.mediaIds, known]);

  // A copy that this browser kept, or a file that was deleted meanwhile: what cannot be shown is not sent either.
  const lost = set.mediaIds.length - photos.length;
  useEffect(() => {
    if (lost === 0) return;
    write(({ mediaIds }) => ({ mediaIds: mediaIds.filter((id) => known.has(id)), coverIndex: 0 }));
    notify({
      title: `${lost} ${nounOf(lost)} could not be brought back. Add ${lost === 1 ? "it" : "them"} again.`,
    });
  }, [lost, known, write]);

  /** The cover is a photo, not a place: it goes along. */
  const move = (from: number, to: number) => {
    turns.current.clear();
    write(({ mediaIds, coverIndex }) => {
      const places = moveItem(
        mediaIds.map((_, index) => index),
        from,
        to,
      );
      return { mediaIds: moveItem(mediaIds, from, to), coverIndex: Math.max(0, places.indexOf(coverIndex)) };
    });
  };
  const remove = (index: number) => {
    const { mediaIds, coverIndex } = newest().photos ?? emptyPhotos();
    const gone = mediaIds.slice(index, index + 1);
    const wasCover = coverIndex === index;
    write(({ mediaIds, coverIndex }) => ({
      mediaIds: mediaIds.toSpliced(index, 1),
      coverIndex: coverIndex > index ? coverIndex - 1 : wasCover ? 0 : coverIndex,
    }));
    // What was done since stays as it is.
    const putBack = () =>
      write(({ mediaIds, coverIndex }) => {
        const at = Math.min(index, mediaIds.length);
        const moves = coverIndex >= at && mediaIds.length > 0;
        return {
          mediaIds: mediaIds.toSpliced(at, 0, ...gone),
          coverIndex: wasCover ? at : moves ? coverIndex + 1 : coverIndex,
        };
      });
    notify({
      title: `Photo ${index + 1} taken out`,
      undo: { label: "Undo", run: putBack },
    });
  };

  const swap = useCallback(
    (id: string, other: PhotoView) => {
      learn(other);
      write(({ mediaIds }) => ({ mediaIds: mediaIds.map((each) => (each === id ? other.id : each)) }));
    },
    [learn, write],
  );
  const conversion = usePhotoRepairs({ workspaceId, photos, initial, repairs, swap });

  return {
    ...{ set, photos, uploads, bring, move, remove, conversion },
    isBusy: uploads.items.some(
      ({ state }) => state !== "done" && state !== "refused" && state !== "unfinished",
    ),
    write: (change: Partial<PhotoSet>) => write(() => change),
    noun: nounOf(set.mediaIds.length),
  };
}

export type Photos = ReturnType<typeof usePhotos>;
