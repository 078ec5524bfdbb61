import { eq } from "drizzle-orm";
import { upload } from "#lib/db/schema";
import { done, type Result, refuse } from "#lib/errors/result";
import { PART_BYTES, partBytes } from "#lib/media/upload-view";
import type { Storage } from "#lib/storage/storage";
import type { Scope } from "#lib/workspaces/scope";
import { touchUpload } from "./find-upload";

type Here = Scope & { storage: Storage };

/** Addresses at the object store for parts of an upload, by their numbers from 1. */
export async function signParts(
  scope: Here,
  { uploadId, numbers }: { uploadId: string; numbers: readonly number[] },
): Promise<Result<{ number: number; url: string }[]>> {
  const { storage } = scope;
  const row = await touchUpload(scope, uploadId);
  const multipartId = row?.multipartId;
  if (!row || !multipartId || storage.kind !== "s3") return refuse({ kind: "not_found" });
  const last = Math.ceil(row.bytes / PART_BYTES);
  if (numbers.some((number) => number > last))
    return refuse({ kind: "input", fields: { numbers: "beyond" } });
  const signed = numbers.map(async (number) => {
    const part = { number, bytes: partBytes(row.bytes, number) };
    return { number, url: await storage.signPart(row.id, multipartId, part) };
  });
  return done(await Promise.all(signed));
}

/** Keeps what the object store has said to a part: with it a part never has to be sent again. */
export async function keepPart(
  scope: Here,
  { uploadId, number, etag }: { uploadId: string; number: number; etag: string },
): Promise<Result<null>> {
  const row = await touchUpload(scope, uploadId);
  if (!row?.multipartId || number > Math.ceil(row.bytes / PART_BYTES)) return refuse({ kind: "not_found" });
  // Parts end at the same moment: each adds itself to what the others have written.
  await scope.db.transaction(async (tx) => {
    const here = eq(upload.id, uploadId);
    const [now] = await tx.select({ parts: upload.parts }).from(upload).where(here).for("update");
    const others = (now?.parts ?? []).filter((part) => part.number !== number);
    const part = { number, etag, bytes: partBytes(row.bytes, number) };
    await tx
      .update(upload)
      .set({ parts: [...others, part] })
      .where(here);
  });
  return done(null);
}
