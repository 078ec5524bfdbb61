import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkAddress, proofsOf } from "./check-address";
import { signatureFile } from "./media-address";

const SIGNATURE = "AbCdEf123456";
const nothing = async (): Promise<string[][]> => {
  throw Object.assign(new Error("queryTxt ENODATA"), { code: "ENODATA" });
};

let base: string;
let answer: { status: number; text: string };
const server = createServer((request, response) => {
  const isFile = request.url === `/media/${signatureFile(SIGNATURE)?.name}`;
  response.writeHead(isFile ? answer.status : 404, { location: "/elsewhere" }).end(answer.text);
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

describe("the proof that an address is ours", () => {
  it("is named as TikTok's portal wants it", () => {
    expect(proofsOf("https://media.example", SIGNATURE)).toEqual({
      prefix: "https://media.example/media/",
      fileUrl: "https://media.example/media/tiktokAbCdEf123456.txt",
      domain: "media.example",
      text: "tiktok-developers-site-verification=AbCdEf123456",
    });
  });

  it.each([
    [200, "tiktok-developers-site-verification=AbCdEf123456\n", "found"],
    [200, "tiktok-developers-site-verification=another", "other"],
    [302, "", "other"],
    [404, "", "missing"],
  ])("as a file that answers %i %s is %s", async (status, text, proof) => {
    answer = { status, text };
    expect((await checkAddress(base, SIGNATURE, nothing)).file).toBe(proof);
  });

  it("as a file on a server that is away cannot be seen", async () => {
    expect((await checkAddress("http://127.0.0.1:9", SIGNATURE, nothing)).file).toBe("unreachable");
  });

  it.each<[string, string[][], string]>([
    [
      "the right one among others",
      [["v=spf1 -all"], ["tiktok-developers-site-", "verification=AbCdEf123456"]],
      "found",
    ],
    ["one from before", [["tiktok-developers-site-verification=old"]], "other"],
    ["none of TikTok's", [["v=spf1 -all"]], "missing"],
  ])("as a record, with %s", async (_what, records, proof) => {
    expect((await checkAddress(base, SIGNATURE, async () => records)).record).toBe(proof);
  });

  it("as a record that is not there is missing, and one that nobody can ask for is not", async () => {
    expect((await checkAddress(base, SIGNATURE, nothing)).record).toBe("missing");
    const away = async (): Promise<string[][]> => {
      throw Object.assign(new Error("queryTxt ETIMEOUT"), { code: "ETIMEOUT" });
    };
    expect((await checkAddress(base, SIGNATURE, away)).record).toBe("unreachable");
  });
});
