import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { mediaAddress } from "#lib/tiktok/media-address";
import { EnvironmentProblem, parseEnvironment } from "./read";
import { VARIABLES } from "./variables";

const KEY = Buffer.alloc(32, 7).toString("base64");
const NEEDED = {
  AUTH_SECRET: "x".repeat(32),
  TOKEN_KEY: `k1:${KEY}`,
  TIKTOK_CLIENT_KEY: "awkey",
  TIKTOK_CLIENT_SECRET: "the-secret",
};
const parse = (change: Record<string, string | undefined> = {}) => parseEnvironment({ ...NEEDED, ...change });

function problemOf(source: Record<string, string | undefined>): string {
  try {
    parseEnvironment(source);
  } catch (problem) {
    if (problem instanceof EnvironmentProblem) return problem.message;
    throw problem;
  }
  return "";
}

describe("the settings", () => {
  it("have defaults for all that can have one", () => {
    expect(parse()).toMatchObject({
      PORT: 3000,
      APP_URL: "http://localhost:3000",
      DATA_DIR: resolve(".data"),
      embedded: true,
      TIKTOK_API_BASE_URL: "https://open.tiktokapis.com",
      scopes: ["user.info.basic", "video.upload", "video.publish"],
      TIKTOK_AUDITED: false,
      TIKTOK_PKCE: "hex",
      LOG_LEVEL: "warn",
    });
  });

  it("let TikTok fetch videos where there is an address, unless they say otherwise", () => {
    const forVideos = (change: Record<string, string>) => mediaAddress(parse(change))?.forVideos ?? false;
    expect(forVideos({})).toBe(false);
    expect(forVideos({ MEDIA_URL: "https://media.example.com" })).toBe(true);
    expect(forVideos({ MEDIA_URL: "https://media.example.com", VIDEO_TRANSFER: "upload" })).toBe(false);
  });

  it("count as absent when they are empty or blank", () => {
    expect(parse({ PORT: "", TIKTOK_PKCE: "  " })).toMatchObject({ PORT: 3000, TIKTOK_PKCE: "hex" });
    expect(problemOf({ ...NEEDED, AUTH_SECRET: " " })).toContain("AUTH_SECRET is missing");
  });

  it("are made handy: no slash at the end of an address, lists split, the port in the default address", () => {
    expect(parse({ APP_URL: "https://air.example//", PORT: "4000" }).APP_URL).toBe("https://air.example");
    expect(parse({ PORT: "4000" }).APP_URL).toBe("http://localhost:4000");
    expect(parse({ TIKTOK_SCOPES: "user.info.basic , video.list" }).scopes).toEqual([
      "user.info.basic",
      "video.list",
    ]);
    expect(parse({ DATABASE_URL: "postgres://a:b@db/aircheck" }).embedded).toBe(false);
  });

  it("let TikTok fetch from a name by https, and the simulated one from this machine", () => {
    for (const address of ["https://media.example.com", "http://localhost:3000", "http://127.0.0.1:80"])
      expect(parse({ MEDIA_URL: address }).MEDIA_URL).toBe(address);
    expect(parse({ MEDIA_URL: "http://[::1]:3000/" }).MEDIA_URL).toBe("http://[::1]:3000");
  });

  it("take several sealing keys, the newest first", () => {
    const older = Buffer.alloc(32, 8).toString("base64url");
    const keys = parse({ TOKEN_KEY: `k2:${KEY}, k1:${older}` }).TOKEN_KEY;
    expect(keys.map(({ id, bytes }) => [id, bytes.length, bytes[0]])).toEqual([
      ["k2", 32, 7],
      ["k1", 32, 8],
    ]);
  });
});

describe("a setting that cannot be used", () => {
  const SECRET = "hunter2-do-not-show";

  it.each([
    ["PORT", "http"],
    ["PORT", "70000"],
    ["APP_URL", `javascript:${SECRET}`],
    ["DATABASE_URL", `mysql://root:${SECRET}@db/x`],
    ["AUTH_SECRET", SECRET],
    ["TOKEN_KEY", `k1:${SECRET}`],
    ["TOKEN_KEY", `k1:${KEY},k1:${KEY}`],
    ["TOKEN_KEY", `k1:${KEY.slice(0, 20)}`],
    ["TIKTOK_SCOPES", "video.publish"],
    ["TIKTOK_SCOPES", `user.info.basic,${SECRET}`],
    ["TIKTOK_AUDITED", "yes"],
    ["TIKTOK_PKCE", "sha1"],
    ["TIKTOK_API_BASE_URL", "tiktok.example"],
    ["SMTP_URL", `https://user:${SECRET}@mail`],
    ["MEDIA_URL", "http://media.example.com"],
    ["MEDIA_URL", "https://203.0.113.7"],
    ["MEDIA_URL", "https://[2001:db8::7]/media"],
    ["LOG_LEVEL", "loud"],
  ])("%s is named, with what is expected, and its value is not repeated", (name, value) => {
    const message = problemOf({ ...NEEDED, [name]: value });
    expect(message).toMatch(new RegExp(`^  ${name} cannot be used: expected .+\\.$`, "m"));
    expect(message).not.toContain(value);
    expect(message).not.toContain(SECRET);
  });

  it("is told together with all others, each on one line", () => {
    const message = problemOf({ PORT: "x", TOKEN_KEY: "y" });
    for (const name of ["PORT", "AUTH_SECRET", "TOKEN_KEY", "TIKTOK_CLIENT_KEY", "TIKTOK_CLIENT_SECRET"])
      expect(message.match(new RegExp(`^  ${name} `, "gm"))).toHaveLength(1);
    expect(message).toContain(".env.example");
    expect(message).not.toMatch(/invalid|Expected string|zod/i);
  });

  it("has words of its own for every setting", () => {
    for (const { name } of VARIABLES) {
      const message = problemOf({ ...NEEDED, [name]: "\u0000 \u0000" });
      // Folders, keys and senders may be called anything.
      if (message) expect(message).toMatch(new RegExp(`^  ${name} cannot be used: expected \\S`, "m"));
    }
  });
});
