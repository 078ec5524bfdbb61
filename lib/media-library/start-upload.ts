import { eq } from "drizzle-orm";
import { newId } from "#lib/db/id";
import { upload } from "#lib/db/schema";
import { failure } from "#lib/errors/failure";
import { sizeText } from "#lib/errors/measure";
import { done, type Result, refuseWith } from "#lib/errors/result";
import type { UploadStart } from "#lib/media/upload-view";
import { UPLOAD_LIMIT } from "#lib/media/view";
import { openIncoming } from "#lib/storage/incoming";
import type { Storage } from "#lib/storage/storage";
import { lockWorkspace } from "#lib/workspaces/lock-workspace";
import type { Scope } from "#lib/workspaces/scope";
import { findAlike } from "./find-alike";
import { KEPT_MS, uploadView } from "./find-upload";
import { mediaView } from "./media-view";
import { usedBytes } from "./used-bytes";

export type NewUpload = {
  /** As the browser named it; for people only. */
  fileName: string;
  /** Bytes; neither more nor fewer will be taken. */
  bytes: number;
  /** The checksum of lib/storage/pieces, where the browser has been asked for it. */
  checksum: string | null;
};

type Here = Scope & { storage: Storage };

/**
 * Opens an upload, before the first byte: refuses what is empty, larger than TikTok takes, or more than the workspace
 * may store. A file of the same size is compared first, so that the same file is never sent twice.
 * @param quotaBytes 0: no limit of ours
 */
export async function startUpload(
  scope: Here,
  wanted: NewUpload,
  quotaBytes: number,
): Promise<Result<UploadStart>> {
  const { clock, storage } = scope;
  const at = new Date(clock.now()).toISOString();
  const { bytes, fileName, checksum } = wanted;
  if (bytes === 0) return refuseWith(failure("media.empty", {}, { at }));
  if (bytes > UPLOAD_LIMIT) {
    const limit = `up to ${sizeText(UPLOAD_LIMIT)}`;
    const evidence = { path: "fileSize", measured: bytes, limit, ok: false } as const;
    return refuseWith(failure("media.over_upload_limit", {}, { at }, [evidence]));
  }
  const alike = await findAlike(scope, bytes, checksum);
  if (alike === "compare") return done({ kind: "compare" });
  if (alike) return done({ kind: "known", media: mediaView(alike) });
  const used = await reserve(scope, fileName, bytes, quotaBytes);
  if (used.kind === "over") {
    const args = { used: sizeText(used.bytes), quota: sizeText(quotaBytes), size: sizeText(bytes) };
    return refuseWith(failure("storage.quota", args, { at }));
  }
  const opened = await open(scope, used.row).catch(async (problem) => {
    // What could not be opened takes nothing of the quota.
    await scope.db.delete(upload).where(eq(upload.id, used.row.id));
    throw problem;
  });
  return opened
    ? done({ kind: "open", upload: await uploadView(storage, opened) })
    : refuseWith(failure("storage.full", {}, { at }));
}

/** Two uploads of one moment share what is left of the quota: the workspace is asked one at a time. */
function reserve({ db, actor, clock, storage }: Here, fileName: string, bytes: number, quotaBytes: number) {
  const { workspaceId, userId } = actor;
  return db.transaction(async (tx) => {
    await lockWorkspace(tx, workspaceId);
    const used = await usedBytes(tx, workspaceId);
    if (quotaBytes > 0 && used + bytes > quotaBytes) return { kind: "over", bytes: used } as const;
    const row = {
      ...{ id: newId(clock.now()), workspaceId, userId, fileName, bytes },
      storage: storage.kind,
      state: "open" as const,
      createdAt: new Date(clock.now()),
      expiresAt: new Date(clock.now() + KEPT_MS),
    };
    const [written] = await tx.insert(upload).values(row).returning();
    if (!written) throw new Error("The upload that was just written is not there.");
    return { kind: "reserved", row: written } as const;
  });
}

/** Makes room in the storage. Without room there is no upload either. */
async function open({ db, storage }: Here, row: typeof upload.$inferSelect) {
  const here = eq(upload.id, row.id);
  if (storage.kind === "disk") {
    if (await openIncoming(storage.folder, row.id, row.bytes)) return row;
    await db.delete(upload).where(here);
    return undefined;
  }
  const multipartId = await storage.beginParts(row.id);
  await db.update(upload).set({ multipartId }).where(here);
  return { ...row, multipartId };
}
