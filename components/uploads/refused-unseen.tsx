import { type Failure, failure } from "#lib/errors/failure";
import { sizeText } from "#lib/errors/measure";
import { UPLOAD_LIMIT } from "#lib/media/view";

/** What needs no sending to be refused. @param size bytes */
export function refusedUnseen(size: number): Failure | null {
  const at = new Date().toISOString();
  if (size === 0) return failure("media.empty", {}, { at });
  if (size <= UPLOAD_LIMIT) return null;
  const limit = `up to ${sizeText(UPLOAD_LIMIT)}`;
  const evidence = { path: "fileSize", measured: size, limit, ok: false } as const;
  return failure("media.over_upload_limit", {}, { at }, [evidence]);
}
