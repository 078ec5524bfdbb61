import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { rows } from "#lib/errors/catalog";
import { recognise } from "#lib/errors/recognise";
import { retryAfterMs } from "#lib/errors/retry-after";
import type { Channel } from "#lib/errors/row";
import { FAULT_PRESETS, type FaultPreset } from "#simulator/faults";
import { REDIRECT } from "#simulator/walkthrough";
import type { Answer, Lost, Refused } from "./answer";
import { authorizeUrl } from "./authorize";
import { explain, explainFailReason } from "./explain";
import { fetchStatus } from "./fetch-status";
import { photoBody, videoBody } from "./init-body";
import { initPublish } from "./init-publish";
import { planChunks } from "./plan-chunks";
import { putChunk } from "./put-chunk";
import { queryCreator } from "./query-creator";
import { readProfile } from "./read-profile";
import { callApi } from "./request";
import { createTarget, POST, SCOPES, sending, type TestTarget } from "./test-target";
import { exchangeCode, refreshTokens, type Tokens } from "./tokens";

let target: TestTarget;
let tokens: Tokens;
let video: Uint8Array;

beforeAll(async () => {
  target = await createTarget();
  video = await target.video();
});
afterAll(() => target.close());
beforeEach(async () => {
  await target.simulator.reset();
  tokens = await target.connect();
});

/** The row that each preset must become, where it is not the one that is named like TikTok's code. */
const ROW_OF: Readonly<Record<string, string>> = {
  non_sandbox_target: "non_sandbox_target",
  invalid_request: "invalid_request.redirect_uri",
  param_error_10007: "param_error.code_challenge",
  param_error_10008: "param_error.code_challenge_method",
  "invalid_grant@token": "connect.code_expired",
  invalid_param: "invalid_params",
  put_400: "upload.refused",
  put_403: "upload.expired",
  put_404: "upload.not_found",
  put_416: "upload.out_of_step",
  put_429: "upload.unavailable",
  put_500: "upload.unavailable",
  put_503: "upload.unavailable",
  mercury_in_retrograde: "unknown",
  spam_risk_something_new: "unknown",
  novel_check_failed: "unknown",
  "http_5xx@put": "upload.unavailable",
  // A page at HTTP 200 where TikTok answers without a body: the status tells later that nothing arrived.
  "garbage@put": "ok",
};
const ROW_OF_LINE: Readonly<Record<string, string>> = {
  network_drop_before: "tiktok.unreachable",
  network_drop_after: "tiktok.unreachable",
  network_garbage: "tiktok.unreadable_answer",
  network_http_5xx: "tiktok.unavailable",
  network_slow: "ok",
  network_delay: "ok",
};
const rowOf = ({ preset, code }: FaultPreset) => ROW_OF[preset] ?? ROW_OF_LINE[code] ?? code;

/** What the catalogue recognises although no preset says it, and why. */
const NOT_PLAYED: Readonly<Record<string, string>> = {
  webhook: "the simulator sends no webhooks yet",
  "authorize:invalid_client":
    "the authorize page calls it unauthorized_client; kept for a day on which it does not",
  "authorize:invalid_request": "without an error_type; every refusal that was seen has one",
  "api:invalid_client": "seen on data endpoints of other TikTok products only",
  "api:spam_risk": "documented for the status alone; a relative of codes that init does answer",
  "fail_reason:spam_risk_too_many_pending_share": "documented for init alone; recognised wherever it comes",
  "fail_reason:invalid_file_upload": "documented for the general table alone; recognised wherever it comes",
};

type Told = { row: string; channel: Channel | "ours"; raw?: string };

const told = (answer: Answer<unknown>): Told =>
  answer.kind === "ok" ? { row: "ok", channel: "ours" } : toldOf(answer);
const toldOf = (answer: Refused | Lost): Told => ({
  row: explain(answer).code,
  channel: answer.kind === "refused" ? answer.channel : "ours",
  raw: explain(answer).support.rawCode,
});

/** Does what meets the fault, with the product's own client. */
async function meet({ on }: FaultPreset): Promise<Told> {
  const { app } = target;
  const { accessToken } = tokens;
  switch (on) {
    case "authorize":
      return atAuthorize();
    case "oauth.token":
      return told(await exchangeCode(app, await target.consent("kess")));
    case "oauth.refresh":
      return told(await refreshTokens(app, tokens.refreshToken));
    case "user.info":
      return told(await readProfile(app, accessToken, ["user.info.basic"]));
    case "creator_info":
      return told(await queryCreator(app, accessToken));
    case "init.direct":
      return told(await initPublish(app, accessToken, sending("direct", videoBody(planChunks(10), POST))));
    case "init.inbox":
      return told(await initPublish(app, accessToken, sending("inbox", videoBody(planChunks(10), null))));
    case "init.photo":
      return told(await initPhotos());
    case "cancel":
      return told(await cancel());
    case "put":
      return told((await send()).put);
    case "status": {
      const { publishId } = await target.init(accessToken, 10);
      return told(await fetchStatus(app, accessToken, publishId));
    }
    case "processing":
      return atProcessing();
    default:
      throw new Error(`No way to meet a fault at ${on}; add one here.`);
  }
}

const cancel = () => {
  const path = "/v2/post/publish/cancel/";
  const call = { endpoint: "cancel" as const, path, method: "POST" as const, body: {} };
  return callApi(target.app.apiBaseUrl, { ...call, accessToken: tokens.accessToken }, z.object({}));
};

async function initPhotos() {
  // Nobody listens there: what becomes of the fetch is none of this.
  const base = "http://127.0.0.1:9/media/";
  await target.control("app", { urlProperties: [base], pullDelayMs: 60_000 });
  const body = photoBody({
    ...{ title: "", description: "", direct: null },
    ...{ urls: [`${base}0.jpg`], coverIndex: 0 },
  });
  return initPublish(target.app, tokens.accessToken, {
    ...{ endpoint: "photo_init", transfer: "PULL_FROM_URL", body },
  });
}

async function atAuthorize(): Promise<Told> {
  const request = {
    scopes: SCOPES,
    verifier: "v".repeat(43),
    alwaysAsk: true,
    state: "s",
    redirectUri: REDIRECT,
  };
  const url = authorizeUrl(target.app, request);
  const response = await fetch(url, { redirect: "manual" });
  const query = new URL(response.headers.get("location") ?? "", url).searchParams;
  const answer = {
    channel: "authorize",
    endpoint: "authorize",
    code: query.get("error"),
    errorType: query.get("error_type"),
    errCode: query.get("errCode"),
  } as const;
  return { row: recognise(answer), channel: "authorize", raw: answer.code ?? undefined };
}

async function send() {
  const { path, total } = target.store(video);
  const upload = await target.init(tokens.accessToken, total);
  const chunk = { path, first: 0, last: total - 1, total, contentType: "video/mp4" };
  return { ...upload, put: await putChunk(upload.uploadUrl, chunk) };
}

async function atProcessing(): Promise<Told> {
  const { publishId } = await send();
  target.clock.advance(2000);
  // What fails because the creator left can only be read after they came back.
  const answer = await fetchStatus(target.app, tokens.accessToken, publishId);
  if (answer.kind !== "ok") return toldOf(answer);
  expect(answer.value.status).toBe("FAILED");
  const failure = explainFailReason(answer.value.failReason, answer.trace, 1);
  return { row: failure.code, channel: "fail_reason", raw: failure.support.rawCode };
}

const met = new Set<string>();
/** How TikTok fetches is no answer of its own. */
const ANSWERS = FAULT_PRESETS.filter(({ channel }) => channel !== "pull");

describe("every fault that the simulator can play", () => {
  it.each(ANSWERS.map((preset) => [preset.preset, preset] as const))("%s", async (name, preset) => {
    const quick = preset.channel === "network" ? { delayMs: 1 } : {};
    await target.fault({ preset: name, ...quick });
    const { row, channel, raw } = await meet(preset);
    expect(row).toBe(rowOf(preset));
    if (preset.channel !== "network" && preset.channel !== "upload") {
      expect(channel).toBe(preset.channel);
      expect(raw).toBe(preset.code);
    }
    met.add(`${channel}:${row}`);
  });
});

describe("the catalogue", () => {
  it("recognises nothing that could not be played, but for what is listed with its reason", () => {
    const recognised = rows.flatMap(({ code, wire }) =>
      wire.map((key) => `${key.split(/[@:]/)[0]}:${code}`).filter((pair) => !pair.startsWith("webhook:")),
    );
    const missing = [...new Set(recognised)].filter((pair) => !met.has(pair));
    const listed = Object.keys(NOT_PLAYED).filter((key) => key !== "webhook");
    expect(missing.toSorted()).toEqual(listed.toSorted());
  });

  it("has a row for every preset", () => {
    const known = new Set<string>(["ok", ...rows.map(({ code }) => code)]);
    for (const preset of ANSWERS) expect(known, preset.preset).toContain(rowOf(preset));
    const names = new Set(FAULT_PRESETS.map(({ preset }) => preset));
    for (const name of Object.keys(ROW_OF)) expect(names, name).toContain(name);
  });
});

describe("too many requests", () => {
  it.each([
    ["7", 7000],
    ["0", 0],
    ["soon", undefined],
    ["99999999", 900_000],
  ])("with Retry-After %s is a wait of %s ms", async (retryAfter, ms) => {
    await target.fault({ preset: "rate_limit_exceeded", retryAfter });
    const answer = await initPublish(
      target.app,
      tokens.accessToken,
      sending("direct", videoBody(planChunks(10), POST)),
    );
    expect(answer).toMatchObject({ kind: "refused", code: "rate_limit_exceeded", retryAfter });
    if (answer.kind === "refused") expect(retryAfterMs(answer.retryAfter, 0)).toBe(ms);
  });

  it("comes for the seventh init, the twenty-first question about the creator and the thirty-first about a post", async () => {
    const { app } = target;
    const body = videoBody(planChunks(10), POST);
    const calls: [number, () => Promise<Answer<unknown>>][] = [
      [6, () => initPublish(app, tokens.accessToken, sending("direct", body))],
      [20, () => queryCreator(app, tokens.accessToken)],
      [30, () => fetchStatus(app, tokens.accessToken, "v_pub_file~v2-1.1")],
    ];
    for (const [limit, call] of calls) {
      for (let turn = 0; turn < limit; turn++) expect(told(await call()).row).not.toBe("rate_limit_exceeded");
      expect(told(await call()).row).toBe("rate_limit_exceeded");
    }
    target.clock.advance(60_001);
    expect(told(await queryCreator(app, tokens.accessToken)).row).toBe("ok");
  });
});

describe("a slow answer", () => {
  it("of one byte a second is given up in time, and may have taken effect", async () => {
    await target.fault({ preset: "slow@init.direct" });
    const call = {
      endpoint: "video_init",
      path: "/v2/post/publish/video/init/",
      method: "POST",
      accessToken: tokens.accessToken,
      body: videoBody(planChunks(10), POST),
    } as const;
    const answer = await callApi(target.app.apiBaseUrl, call, z.object({}), { timeoutMs: 300 });
    expect(answer).toMatchObject({ kind: "lost", reached: "maybe", why: "timeout" });
    expect((await target.control<{ posts: object[] }>("posts")).posts).toHaveLength(1);
  });
});
