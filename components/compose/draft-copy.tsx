import type { WallTime } from "#lib/clock/wall-time";
import type { PostContent } from "#lib/db/json";
import { emptyContent } from "#lib/posts/blank-content";

export type Draft = {
  postId: string | null;
  version: number;
  creatorId: string | null;
  content: PostContent;
  /** The time that is being thought of; null for "now". */
  when: WallTime | null;
};

// The browser's own copy of what no save has reached yet: it outlives a crash, a closed lid and a lost network.
const keyOf = (workspaceId: string, postId: string | null) =>
  `aircheck.draft.${workspaceId}.${postId ?? "new"}`;

export function writeCopy(workspaceId: string, draft: Draft): void {
  try {
    localStorage.setItem(keyOf(workspaceId, draft.postId), JSON.stringify(draft));
  } catch {
    // Storage is full or switched off: the server's copy is then the only one.
  }
}

export function dropCopy(workspaceId: string, postId: string | null): void {
  try {
    localStorage.removeItem(keyOf(workspaceId, postId));
  } catch {
    // As above.
  }
}

/** What was not saved yet when this draft was last open in this browser. */
export function readCopy(workspaceId: string, postId: string | null): Draft | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(workspaceId, postId)) ?? "null") as Draft | null;
    if (!kept || !hasShape(kept.content)) return undefined;
    return {
      postId,
      version: Number(kept.version) || 0,
      creatorId: kept.creatorId ?? null,
      content: kept.content,
      when: kept.when ?? null,
    };
  } catch {
    return undefined;
  }
}

/** Whether this version of the screen wrote it. What may be saved is for the server to say. */
function hasShape(content: PostContent | undefined): boolean {
  if (!content) return false;
  const { photos } = content;
  if (photos && !Array.isArray(photos.mediaIds)) return false;
  return Object.entries(emptyContent()).every(([name, value]) => {
    const kept = content[name as keyof PostContent];
    return value === null ? kept === null || typeof kept === "string" : typeof kept === typeof value;
  });
}
