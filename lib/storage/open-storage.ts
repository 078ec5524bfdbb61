import type { Environment } from "#lib/env/read";
import { diskStorage } from "./disk-storage";
import type { Storage } from "./storage";

/** The storage that the settings name. */
export async function openStorage(settings: Environment): Promise<Storage> {
  return diskStorage(settings.MEDIA_DIR);
}
