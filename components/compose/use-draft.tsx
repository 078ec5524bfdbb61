"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { WallTime } from "#lib/clock/wall-time";
import type { PostContent } from "#lib/db/json";
import { saveDraftAction } from "#lib/posts/actions";
import { type Draft, dropCopy, readCopy, writeCopy } from "./draft-copy";

/** `changed`: another window saved meanwhile, and a person has to choose. */
export type SaveState =
  | { kind: "untouched" }
  | { kind: "saving" }
  | { kind: "saved"; at: string }
  | { kind: "unsaved"; why: "offline" | "signed_out" | "refused" }
  | { kind: "changed" };

/** How long one must pause before a save, and how long until the next try after a lost one; ms. */
const PAUSE_MS = 800;
const RETRY_MS = 5_000;

type Edit = { creatorId?: string | null; content?: Partial<PostContent>; when?: WallTime | null };

const isSame = (one: Draft, other: Draft) =>
  JSON.stringify([one.creatorId, one.content, one.when]) ===
  JSON.stringify([other.creatorId, other.content, other.when]);

/**
 * Who comes from the calendar or the library has just chosen a time, or a file: it goes before what was thought of
 * earlier.
 */
function withChosen(kept: Draft, { when, content }: Draft): Draft {
  const { kind, mediaId, photos } = content;
  const file = mediaId || photos?.mediaIds.length ? { kind, mediaId, photos } : {};
  return { ...kept, when: when ?? kept.when, content: { ...kept.content, ...file } };
}

/**
 * A draft that saves itself: shortly after each pause to the server, at once to this browser. One save at a time, each
 * carrying the version it was made from.
 */
export function useDraft(workspaceId: string, initial: Draft) {
  const [draft, setDraft] = useState(initial);
  const [saving, setSaving] = useState<SaveState>({ kind: "untouched" });
  const newest = useRef(initial);
  const dirty = useRef(false);
  const stopped = useRef(false);
  const running = useRef<Promise<boolean> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const show = useCallback((next: Draft) => {
    newest.current = next;
    setDraft(next);
  }, []);

  const save = useCallback(async (): Promise<boolean> => {
    while (dirty.current && !stopped.current) {
      dirty.current = false;
      setSaving({ kind: "saving" });
      const { postId } = newest.current;
      const result = await saveDraftAction({ workspaceId, ...newest.current }).catch(() => null);
      if (result?.ok) {
        show({ ...newest.current, postId: result.value.postId, version: result.value.version });
        if (postId === null) {
          dropCopy(workspaceId, null);
          // The same screen under the draft's own address: a reload finds it again.
          window.history.replaceState(null, "", `/app/${workspaceId}/compose/${result.value.postId}`);
        }
        if (dirty.current) writeCopy(workspaceId, newest.current);
        else dropCopy(workspaceId, result.value.postId);
        setSaving({ kind: "saved", at: result.value.savedAt });
        continue;
      }
      dirty.current = true;
      if (result === null) {
        setSaving({ kind: "unsaved", why: "offline" });
        timer.current = setTimeout(() => flushRef.current(), RETRY_MS);
      } else if (result.problem.kind === "changed") {
        stopped.current = true;
        setSaving({ kind: "changed" });
      } else {
        setSaving({ kind: "unsaved", why: result.problem.kind === "signed_out" ? "signed_out" : "refused" });
      }
      return false;
    }
    return !stopped.current;
  }, [workspaceId, show]);

  /** Saves what is not saved yet; true when the server has everything. */
  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    while (running.current) await running.current;
    running.current = save().finally(() => {
      running.current = null;
    });
    return running.current;
  }, [save]);
  const flushRef = useRef(flush);
  flushRef.current = flush;

  const edit = useCallback(
    ({ creatorId, content, when }: Edit) => {
      const before = newest.current;
      show({
        ...before,
        creatorId: creatorId === undefined ? before.creatorId : creatorId,
        content: { ...before.content, ...content },
        when: when === undefined ? before.when : when,
      });
      dirty.current = true;
      writeCopy(workspaceId, newest.current);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => flushRef.current(), PAUSE_MS);
    },
    [workspaceId, show],
  );

  /** After `changed`: what stands here becomes a draft of its own, and the other one stays as it is. */
  const keepAsOwnDraft = useCallback(() => {
    dropCopy(workspaceId, newest.current.postId);
    show({ ...newest.current, postId: null, version: 0 });
    stopped.current = false;
    dirty.current = true;
    return flushRef.current();
  }, [workspaceId, show]);

  /** After `changed`: the newer version counts, and what stands here goes. */
  const takeTheirs = useCallback(() => {
    dropCopy(workspaceId, newest.current.postId);
    window.location.reload();
  }, [workspaceId]);

  const [restored, setRestored] = useState(false);
  useEffect(() => {
    const kept = readCopy(workspaceId, initial.postId);
    const copy = kept && initial.postId === null ? withChosen(kept, initial) : kept;
    if (!copy || isSame(copy, initial)) {
      return;
    }
    show(copy);
    dirty.current = true;
    if (copy.version === initial.version) {
      setRestored(true);
      flushRef.current();
    } else {
      stopped.current = true;
      setSaving({ kind: "changed" });
    }
    // Only what was there when the screen opened counts.
  }, [workspaceId, initial, show]);

  useEffect(() => {
    const onOnline = () => {
      if (dirty.current) flushRef.current();
    };
    window.addEventListener("online", onOnline);
    return () => {
      window.removeEventListener("online", onOnline);
      clearTimeout(timer.current);
      // Leaving the screen inside the app: the last words still go out.
      if (dirty.current) flushRef.current();
    };
  }, []);

  const readNewest = useCallback(() => newest.current, []);
  return { draft, newest: readNewest, saving, restored, edit, flush, keepAsOwnDraft, takeTheirs };
}
