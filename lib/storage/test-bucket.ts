import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "s3rver";
import { type S3Settings, s3Storage } from "./s3-storage";

/** What a browser of ours needs to be allowed by a bucket: to send parts, to read files, and to see a part's name. */
const CORS = `<CORSConfiguration><CORSRule>
  <AllowedOrigin>*</AllowedOrigin>
  <AllowedMethod>PUT</AllowedMethod><AllowedMethod>GET</AllowedMethod>
  <AllowedHeader>*</AllowedHeader><ExposeHeader>ETag</ExposeHeader>
</CORSRule></CORSConfiguration>`;

/** A real S3-compatible store over HTTP with one bucket. */
export async function startBucket() {
  const folder = mkdtempSync(join(tmpdir(), "aircheck-bucket-"));
  const server = new S3rver({
    ...{ address: "127.0.0.1", port: 0, silent: true, directory: folder },
    configureBuckets: [{ name: "media", configs: [CORS] }],
  });
  const { port } = await server.run();
  const settings: S3Settings = {
    bucket: "media",
    endpoint: `http://127.0.0.1:${port}`,
    region: "us-east-1",
    accessKeyId: "S3RVER",
    secretAccessKey: "S3RVER",
  };
  return {
    settings,
    storage: s3Storage(settings),
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
