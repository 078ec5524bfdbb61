import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClock } from "#simulator/clock";
import { createSimulator } from "#simulator/simulator";
import { makeVideo } from "#simulator/test-videos";
import { consentAt, control, REDIRECT } from "#simulator/walkthrough";
import type { TikTokApp } from "./app";
import { authorizeUrl } from "./authorize";
import { type DirectPost, videoBody } from "./init-body";
import { type InitOrder, initPublish } from "./init-publish";
import { newVerifier } from "./pkce";
import { planChunks } from "./plan-chunks";
import { exchangeCode, type Tokens } from "./tokens";

export const SCOPES = ["user.info.basic", "video.upload", "video.publish"];

export const POST: DirectPost = {
  title: "Golden hour",
  privacy: "SELF_ONLY",
  allowComment: true,
  allowDuet: false,
  allowStitch: false,
  yourBrand: false,
  brandedContent: false,
  aiGenerated: false,
  coverMs: 0,
};

type Ledger = { entries: { code: string; effect: boolean; body: unknown; path: string }[] };

/** A simulated TikTok with a clock to push, driven through the product's own client. */
export async function createTarget() {
  const clock = createClock();
  const simulator = await createSimulator({ clock });
  const folder = mkdtempSync(join(tmpdir(), "contract-"));
  const app: TikTokApp = {
    clientKey: "awsimulatorkey",
    clientSecret: "simulator-secret-not-for-production",
    authBaseUrl: simulator.url,
    apiBaseUrl: simulator.url,
    scopes: SCOPES,
    pkce: "hex",
    audited: true,
  };

  /** Goes to the consent page and back with what came. */
  async function consent(persona: string, scopes: readonly string[] = SCOPES, as = app) {
    const verifier = newVerifier();
    const request = { scopes, verifier, alwaysAsk: true, state: "a-state", redirectUri: REDIRECT };
    const back = await consentAt(authorizeUrl(as, request), persona, [...scopes]);
    return { verifier, redirectUri: REDIRECT, code: back.searchParams.get("code") ?? "", back };
  }

  async function connect(persona = "lena.rooftop", scopes: readonly string[] = SCOPES): Promise<Tokens> {
    const answer = await exchangeCode(app, await consent(persona, scopes));
    if (answer.kind !== "ok") throw new Error(`No tokens: ${JSON.stringify(answer)}`);
    return answer.value;
  }

  let files = 0;
  /** Puts bytes on disk, from where they are sent. */
  function store(bytes: Uint8Array) {
    files += 1;
    const path = join(folder, `${files}.mp4`);
    writeFileSync(path, bytes);
    return { path, total: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
  }

  async function init(
    accessToken: string,
    total: number,
    post: Partial<DirectPost> | null = {},
  ): Promise<{ publishId: string; uploadUrl: string }> {
    const body = videoBody(planChunks(total), post && { ...POST, ...post });
    const answer = await initPublish(app, accessToken, sending(post ? "direct" : "inbox", body));
    if (answer.kind !== "ok") throw new Error(`No upload: ${JSON.stringify(answer)}`);
    const { publishId, uploadUrl } = answer.value;
    if (!uploadUrl) throw new Error("No address to send to.");
    return { publishId, uploadUrl };
  }

  return {
    app,
    simulator,
    clock,
    consent,
    connect,
    store,
    init,
    video: makeVideo,
    fault: (body: object) => control(simulator.url, "faults", body),
    control: <T = Record<string, unknown>>(path: string, body?: object) =>
      control<T>(simulator.url, path, body),
    ledger: async (endpoint: string) =>
      (await control<Ledger>(simulator.url, `ledger?endpoint=${endpoint}`)).entries,
    async close() {
      await simulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type TestTarget = Awaited<ReturnType<typeof createTarget>>;

/** The order to open an upload. */
export const sending = (mode: "direct" | "inbox", body: InitOrder["body"]): InitOrder => ({
  endpoint: mode === "direct" ? "video_init" : "inbox_init",
  transfer: "FILE_UPLOAD",
  body,
});
