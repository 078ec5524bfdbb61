import "server-only";
import { environment } from "#lib/env/read";

/** Bytes that a workspace may store; 0 for no limit. */
export const quotaBytes = (): number => environment().STORAGE_QUOTA_GB * 1_000_000_000;
