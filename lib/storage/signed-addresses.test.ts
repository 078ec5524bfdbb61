import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "#lib/db/id";
import { startBucket } from "./test-bucket";
import { verifySignature } from "./test-signature";

let bucket: Awaited<ReturnType<typeof startBucket>>;
let later = 0;
beforeAll(async () => {
  bucket = await startBucket(() => Date.now() + later);
});
afterAll(() => bucket.close());

/** A part of five bytes that a browser may send, and the address for it. */
async function partOf(number = 1) {
  const id = newId(Date.now());
  const multipartId = await bucket.storage.beginParts(id);
  return { id, multipartId, url: await bucket.storage.signPart(id, multipartId, { number, bytes: 5 }) };
}
const put = async (url: string, body = "bytes") => (await fetch(url, { method: "PUT", body })).status;
const changed = (url: string, change: (query: URLSearchParams) => void): string => {
  const address = new URL(url);
  change(address.searchParams);
  return address.href;
};

it("the tests' own reckoning of signatures agrees with the example that Amazon documents", () => {
  // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
  const keys = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", region: "us-east-1" };
  const secretAccessKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  const query = [
    "X-Amz-Algorithm=AWS4-HMAC-SHA256",
    "X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request",
    "X-Amz-Date=20130524T000000Z",
    "X-Amz-Expires=86400",
    "X-Amz-SignedHeaders=host",
    "X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
  ];
  const headers = { host: "examplebucket.s3.amazonaws.com" };
  const request = { method: "GET", url: `/test.txt?${query.join("&")}`, headers };
  const at = Date.parse("2013-05-24T12:00:00Z");
  expect(verifySignature(request, { ...keys, secretAccessKey }, at)).toBe("right");
  expect(verifySignature(request, { ...keys, secretAccessKey }, at + 13 * 60 * 60_000)).toBe("expired");
  expect(verifySignature(request, { ...keys, secretAccessKey: "other" }, at)).toBe("wrong");
});

describe("an address for a part", () => {
  it("takes this part alone, of its size, into its file", async () => {
    const { id, url } = await partOf();
    expect(await put(url)).toBe(200);
    const other = newId(Date.now());
    for (const wrong of [
      changed(url, (query) => query.set("partNumber", "2")),
      changed(url, (query) => query.set("X-Amz-Expires", "600000")),
      changed(url, (query) => query.set("X-Amz-Signature", "0".repeat(64))),
      changed(url, (query) => query.delete("X-Amz-Signature")),
      url.replace(id, other),
    ])
      expect(await put(wrong), wrong).toBe(403);
    expect(await put(url, "more bytes than were announced"), "of another size").toBe(403);
    expect((await fetch(url)).status, "for reading").toBe(403);
  });

  it("is of no use after an hour", async () => {
    const { url } = await partOf();
    later = 59 * 60_000;
    expect(await put(url)).toBe(200);
    later = 61 * 60_000;
    expect(await put(url)).toBe(403);
    later = 0;
  });

  it("of an upload that was ended takes nothing, and ending it twice is no error", async () => {
    const { id, multipartId, url } = await partOf();
    expect(await put(url)).toBe(200);
    await bucket.storage.dropParts(id, multipartId);
    await bucket.storage.dropParts(id, multipartId);
    expect(await put(url)).toBe(404);
    expect((await bucket.storage.listBegun(null, 100)).found.map(({ mediaId }) => mediaId)).not.toContain(id);
  });
});

it("a bucket opens to nobody without a signature", async () => {
  const { endpoint, bucket: name } = bucket.settings;
  expect((await fetch(`${endpoint}/${name}`)).status).toBe(403);
  expect((await fetch(`${endpoint}/${name}/media/${newId(Date.now())}`)).status).toBe(403);
});
