import { and, eq } from "drizzle-orm";
import { newId } from "#lib/db/id";
import type { FileFacts } from "#lib/db/json";
import { media } from "#lib/db/schema";
import { type Failure, failure } from "#lib/errors/failure";
import { sizeText } from "#lib/errors/measure";
import { done, type Result, refuse, refuseWith } from "#lib/errors/result";
import { unusableFailure } from "#lib/media/explain";
import { measure } from "#lib/media/measure";
import { type MediaView, UPLOAD_LIMIT } from "#lib/media/view";
import { type NotReceived, type Received, receive } from "#lib/storage/receive";
import type { Storage } from "#lib/storage/storage";
import type { Scope } from "#lib/workspaces/scope";
import { mediaView } from "./media-view";

export type NewMedia = {
  /** As the browser named it; for people only. */
  fileName: string;
  body: ReadableStream<Uint8Array>;
  /** What the browser announced, in bytes. */
  declared: number | null;
};

/**
 * Takes a file into the workspace: receives it to disk, measures it, and refuses with guidance what nobody can read; that
 * leaves no bytes behind. What TikTok would refuse is kept, because it can be converted; it cannot be sent. The same bytes a second time are the file that is already here.
 */
export async function addMedia(
  scope: Scope & { storage: Storage },
  { fileName, body, declared }: NewMedia,
): Promise<Result<MediaView>> {
  const { clock, storage } = scope;
  if (storage.kind !== "disk") return refuse({ kind: "not_found" });
  const mediaFolder = storage.folder;
  const at = () => new Date(clock.now()).toISOString();
  const parcel = { mediaFolder, mediaId: newId(clock.now()), body, declared, limit: UPLOAD_LIMIT };
  const received = await receive(parcel);
  if (received.kind !== "received") return refuseWith(notReceived(received, at()));
  try {
    const measured = await measure(received.path);
    if (measured.kind === "measured") return done(await store(scope, fileName, received, measured.facts));
    await storage.discard(received.mediaId);
    return refuseWith(unusableFailure(measured, at()));
  } catch (surprise) {
    await storage.discard(received.mediaId);
    throw surprise;
  }
}

async function store(
  scope: Scope & { storage: Storage },
  fileName: string,
  { mediaId, bytes, sha256, path }: Received,
  facts: FileFacts,
): Promise<MediaView> {
  const { db, clock, storage, actor } = scope;
  const same = and(eq(media.workspaceId, actor.workspaceId), eq(media.sha256, sha256));
  const [known] = await db.select().from(media).where(same).orderBy(media.id).limit(1);
  if (known && (await storage.sizeOf(known.id)) === bytes) {
    await storage.discard(mediaId);
    return mediaView(known);
  }
  // The bytes first: a file without a row is only waste, a row without its file would be a lie.
  await storage.keepFile(mediaId, path);
  const row = {
    id: mediaId,
    workspaceId: actor.workspaceId,
    uploadedBy: actor.userId,
    fileName,
    bytes,
    sha256,
    facts,
    createdAt: new Date(clock.now()),
  };
  const [stored] = await db.insert(media).values(row).returning();
  return mediaView(stored ?? { ...row, repairedFrom: null, deletedAt: null });
}

function notReceived(outcome: NotReceived, at: string): Failure {
  switch (outcome.kind) {
    case "too_large": {
      const limit = `up to ${sizeText(UPLOAD_LIMIT)}`;
      return failure("media.over_upload_limit", {}, { at }, [
        { path: "fileSize", measured: outcome.bytes, limit, ok: false },
      ]);
    }
    case "interrupted": {
      const announced = outcome.declared === null ? "the whole file" : sizeText(outcome.declared);
      return failure("media.upload_interrupted", {}, { at }, [
        { path: "fileSize", measured: outcome.arrived, limit: announced, ok: false },
      ]);
    }
    case "disk_full":
      return failure("storage.full", {}, { at });
    default:
      throw new Error(
        `Tell the outcome ${JSON.stringify(outcome satisfies never)} in lib/media-library/add-media.ts.`,
      );
  }
}
