import type { Storage } from "#lib/storage/storage";
import type { TikTokApp } from "#lib/tiktok/app";
import type { MediaAddress } from "#lib/tiktok/media-address";
import type { SealingKey } from "#lib/vault/seal";
import type { Ground } from "#lib/workspaces/scope";

/** What it takes to reach TikTok for a creator: the rows, the time, the app we are, the keys that open tokens. */
export type Reach = Ground & {
  app: TikTokApp;
  keys: readonly SealingKey[];
  /** Where a token pair is put down when the database cannot take it. */
  dataFolder: string;
  /** From where TikTok may fetch files; null where no such address has been set up. */
  mediaAddress: MediaAddress | null;
  /** Where stored files are: the same for every process that publishes. */
  storage: Storage;
};
