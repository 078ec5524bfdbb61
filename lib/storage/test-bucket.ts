import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "s3rver";
import { type S3Settings, s3Storage } from "./s3-storage";
import { gate } from "./test-gate";

const KEYS = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER", region: "us-east-1" };

/** What a browser of ours needs to be allowed by a bucket: to send parts, to read files, and to see a part's name. */
const CORS = `<CORSConfiguration><CORSRule>
  <AllowedOrigin>*</AllowedOrigin>
  <AllowedMethod>PUT</AllowedMethod><AllowedMethod>GET</AllowedMethod>
  <AllowedHeader>*</AllowedHeader><ExposeHeader>ETag</ExposeHeader>
</CORSRule></CORSConfiguration>`;

/** A real S3-compatible store over HTTP with one bucket, which opens to right signatures alone. `now`: the store's time. */
export async function startBucket(now = Date.now) {
  const folder = mkdtempSync(join(tmpdir(), "aircheck-bucket-"));
  const server = new S3rver({
    ...{ address: "127.0.0.1", port: 0, silent: true, directory: folder },
    configureBuckets: [{ name: "media", configs: [CORS] }],
  });
  // Koa puts its chain together when the server begins to listen.
  server.middleware.unshift(gate(join(folder, "media", "._S3rver_uploads"), KEYS, now));
  const { port } = await server.run();
  const settings: S3Settings = {
    bucket: "media",
    endpoint: `http://127.0.0.1:${port}`,
    ...KEYS,
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
