import { and, eq } from "drizzle-orm";
import { upload } from "#lib/db/schema";
import type { UploadView } from "#lib/media/upload-view";
import { arrivedOf } from "#lib/storage/incoming";
import type { Storage } from "#lib/storage/storage";
import type { Scope } from "#lib/workspaces/scope";

export type UploadRow = typeof upload.$inferSelect;

/** What nobody goes on with for so long is cleaned away, ms. */
export const KEPT_MS = 24 * 60 * 60_000;

/** An upload of the actor's workspace; one of another workspace is not found. */
export async function findUpload({ db, actor }: Scope, uploadId: string): Promise<UploadRow | undefined> {
  const [row] = await db.select().from(upload).where(own(actor, uploadId));
  return row;
}

/** The same, for one that still takes bytes. Asking for it keeps it from being cleaned away. */
export async function touchUpload(
  { db, actor, clock }: Scope,
  uploadId: string,
): Promise<UploadRow | undefined> {
  const [row] = await db
    .update(upload)
    .set({ expiresAt: new Date(clock.now() + KEPT_MS) })
    .where(and(own(actor, uploadId), eq(upload.state, "open")))
    .returning();
  return row;
}

const own = ({ workspaceId }: Scope["actor"], uploadId: string) =>
  and(eq(upload.workspaceId, workspaceId), eq(upload.id, uploadId));

/** How far an upload is. */
export async function uploadView(storage: Storage, row: UploadRow): Promise<UploadView> {
  const { id, fileName, bytes, parts } = row;
  if (storage.kind === "disk") {
    // A whole file is moved before its row says so.
    const open = async () => (await arrivedOf(storage.folder, id)) ?? (await storage.sizeOf(id)) ?? 0;
    const arrived = row.state === "open" ? await open() : bytes;
    return { id, fileName, bytes, arrived, to: { kind: "disk" } };
  }
  const arrived = parts.reduce((sum, part) => sum + part.bytes, 0);
  return { id, fileName, bytes, arrived, to: { kind: "s3", sent: parts.map(({ number }) => number) } };
}
