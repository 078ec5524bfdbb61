import type { Environment } from "#lib/env/read";
import { diskStorage } from "./disk-storage";
import type { Storage } from "./storage";

/** The storage that the settings name: a bucket where there is one, else the folder for media. */
export async function openStorage(settings: Environment): Promise<Storage> {
  if (settings.S3_BUCKET === "") return diskStorage(settings.MEDIA_DIR);
  // Read only where it is used: it is larger than the rest of the app.
  const { s3Storage } = await import("./s3-storage");
  return s3Storage({
    bucket: settings.S3_BUCKET,
    endpoint: settings.S3_ENDPOINT,
    region: settings.S3_REGION,
    accessKeyId: settings.S3_ACCESS_KEY_ID,
    secretAccessKey: settings.S3_SECRET_ACCESS_KEY,
  });
}
