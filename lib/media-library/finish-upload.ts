import { and, eq, exists, inArray, isNull } from "drizzle-orm";
import { media, upload } from "#lib/db/schema";
import { failure } from "#lib/errors/failure";
import { sizeText } from "#lib/errors/measure";
import { done, type Result, refuse, refuseWith } from "#lib/errors/result";
import type { MediaView } from "#lib/media/view";
import { gather } from "#lib/storage/incoming";
import { PartsGone, type Storage } from "#lib/storage/storage";
import type { Scope } from "#lib/workspaces/scope";
import { findMedia } from "./find-media";
import { findUpload, KEPT_MS, type UploadRow } from "./find-upload";
import { mediaView } from "./media-view";
import { takeFile } from "./take-file";

type Here = Scope & { storage: Storage };
type Wish = {
  uploadId: string;
  checksum: string | null;
  /** The stored file that the sender says it has converted; what this workspace does not have is not believed. */
  convertedFrom?: string | null;
};

// A file of gigabytes is looked at for seconds: whoever asks meanwhile gets the same answer.
const underWay = new Map<string, Promise<Result<MediaView>>>();

/**
 * The last step of an upload: when all bytes have arrived, the file is hashed, measured, and taken into the library or
 * refused with guidance. May be asked for again after a lost answer or a restart: nothing is done twice.
 */
export async function finishUpload(scope: Here, wish: Wish): Promise<Result<MediaView>> {
  const row = await findUpload(scope, wish.uploadId);
  if (!row) return refuse({ kind: "not_found" });
  const asked = underWay.get(row.id);
  if (asked) return asked;
  const finishing = finish(scope, row, wish).finally(() => underWay.delete(row.id));
  underWay.set(row.id, finishing);
  return finishing;
}

async function finish(scope: Here, row: UploadRow, wish: Wish): Promise<Result<MediaView>> {
  const { db, clock, storage } = scope;
  if (row.state === "refused" && row.failure) return refuseWith(row.failure);
  if (row.state === "done") {
    const [kept] = row.mediaId ? await db.select().from(media).where(living(row.mediaId)) : [];
    return kept ? done(mediaView(kept)) : refuse({ kind: "not_found" });
  }
  const unended = and(eq(upload.id, row.id), inArray(upload.state, ["open", "checking"]));
  const arrived = await whole(storage, row).catch((problem) => {
    if (problem instanceof PartsGone) return null;
    throw problem;
  });
  if (arrived === null) {
    const dropped = await db.delete(upload).where(unended).returning({ id: upload.id });
    if (dropped.length > 0) return refuse({ kind: "not_found" });
    // Another process has ended it meanwhile, and its bytes went after that.
    const ended = await findUpload(scope, row.id);
    return ended ? finish(scope, ended, wish) : refuse({ kind: "not_found" });
  }
  if (arrived !== row.bytes) {
    const evidence = { path: "fileSize", measured: arrived, limit: sizeText(row.bytes), ok: false } as const;
    const at = new Date(clock.now()).toISOString();
    return refuseWith(failure("media.upload_interrupted", {}, { at }, [evidence]));
  }
  const expiresAt = new Date(clock.now() + KEPT_MS);
  const checking = await db
    .update(upload)
    .set({ state: "checking", expiresAt })
    .where(unended)
    .returning({ id: upload.id });
  // Cancelled while it was put together.
  if (checking.length === 0) return refuse({ kind: "not_found" });
  return settle(scope, row, wish);
}

/** Takes the whole file or refuses it, and writes down which. */
async function settle(scope: Here, row: UploadRow, wish: Wish): Promise<Result<MediaView>> {
  const { db, storage, actor } = scope;
  const here = eq(upload.id, row.id);
  const original = wish.convertedFrom ? await findMedia(scope, wish.convertedFrom) : undefined;
  const taken = await takeFile(scope, {
    ...{ mediaId: row.id, workspaceId: actor.workspaceId, uploadedBy: row.userId, fileName: row.fileName },
    ...{ checksum: wish.checksum, repairedFrom: original?.id ?? null },
  });
  // The row first: bytes without a row are cleaned away in time, a row without its bytes could never be ended.
  if (taken.kind === "refused") {
    await db.update(upload).set({ state: "refused", failure: taken.failure }).where(here);
    await storage.discard(row.id);
    return refuseWith(taken.failure);
  }
  const isOwn = taken.row.id === row.id;
  // Whoever deletes that file at this moment waits for this, or this for them: only what stays may stand for these bytes.
  const stays = exists(db.select({ id: media.id }).from(media).where(living(taken.row.id)).for("share"));
  const ended = await db
    .update(upload)
    .set({ state: "done", mediaId: taken.row.id })
    .where(isOwn ? here : and(here, stays))
    .returning({ id: upload.id });
  if (isOwn) return taken.row.deletedAt ? refuse({ kind: "not_found" }) : done(mediaView(taken.row));
  // It was deleted meanwhile, so these bytes are the file now.
  if (ended.length === 0 && (await findUpload(scope, row.id))) return settle(scope, row, wish);
  await storage.discard(row.id);
  return done(mediaView(taken.row));
}

/** A file that nobody has deleted. */
const living = (mediaId: string) => and(eq(media.id, mediaId), isNull(media.deletedAt));

/**
 * Puts the arrived bytes in their lasting place once they are all there. Returns how many there are.
 * @throws PartsGone when there is nothing to be put anywhere
 */
async function whole(storage: Storage, row: UploadRow): Promise<number> {
  if (storage.kind === "disk") return gather(storage.folder, row.id, row.bytes);
  const sent = row.parts.reduce((bytes, part) => bytes + part.bytes, 0);
  if (sent !== row.bytes || !row.multipartId) return sent;
  return storage.joinParts(row.id, row.multipartId, row.parts);
}
