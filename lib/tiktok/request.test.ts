import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { TikTokApp } from "./app";
import { explain } from "./explain";
import { fetchStatus } from "./fetch-status";
import { initPublish } from "./init-publish";
import { callApi } from "./request";
import { sending } from "./test-target";
import { exchangeCode, refreshTokens, revokeToken } from "./tokens";

let stop = () => {};
afterEach(() => stop());

/** Answers everything in one way, such as no TikTok should and some gateway will. */
async function somebody(listener: RequestListener): Promise<TikTokApp> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stop = () => {
    server.closeAllConnections();
    server.close();
  };
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    clientKey: "key",
    clientSecret: "the-client-secret",
    authBaseUrl: base,
    apiBaseUrl: base,
    scopes: [],
    pkce: "hex",
    audited: true,
  };
}

const says =
  (body: string, status = 200, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) =>
    response.writeHead(status, headers).end(body);

const ask = (app: TikTokApp, timeoutMs?: number) =>
  callApi(
    app.apiBaseUrl,
    { endpoint: "creator_info", path: "/x/", method: "POST", accessToken: "act.secret!1.s1" },
    z.object({ a: z.number() }),
    { timeoutMs },
  );

const enveloped = (data: string, code = "ok") =>
  `{"data":${data},"error":{"code":"${code}","message":"m","log_id":"L"}}`;

describe("success is the code ok, whatever the HTTP status", () => {
  it.each([200, 201, 400, 500])("at %i", async (status) => {
    const app = await somebody(says(enveloped('{"a":1}'), status));
    expect(await ask(app)).toMatchObject({ kind: "ok", value: { a: 1 }, trace: { logId: "L" } });
  });

  it.each([200, 403])("and another code is a no, at %i too, with or without data", async (status) => {
    const app = await somebody(says(enveloped('{"a":1}', "brand_new"), status));
    const answer = await ask(app);
    expect(answer).toMatchObject({ kind: "refused", code: "brand_new", message: "m" });
    if (answer.kind === "refused")
      expect(explain(answer)).toMatchObject({ code: "unknown", args: { code: "brand_new" } });
  });

  it("reads the reference's own misspelling of the log id, and the header where there is none", async () => {
    let app = await somebody(says('{"error":{"code":"x","logid":"B"}}'));
    expect(await ask(app)).toMatchObject({ trace: { logId: "B" } });
    stop();
    app = await somebody(says('{"error":{"code":"x"}}', 200, { "x-tt-logid": "H" }));
    expect(await ask(app)).toMatchObject({ trace: { logId: "H" } });
  });
});

describe("an answer without TikTok's envelope", () => {
  it.each([500, 502, 503, 504])(
    "at %i is TikTok having a problem, not a code that it never said",
    async (status) => {
      const app = await somebody(says("<html>Bad gateway</html>", status));
      const answer = await ask(app);
      expect(answer).toMatchObject({ kind: "refused", code: "", raw: "<html>Bad gateway</html>" });
      if (answer.kind === "refused") {
        expect(explain(answer).code).toBe("tiktok.unavailable");
        expect(explain(answer).support.rawCode).toBeUndefined();
      }
    },
  );

  it("at 429 is the limit, with the wait that was told", async () => {
    const app = await somebody(says("slow down", 429, { "retry-after": "7" }));
    for (const answer of [await ask(app), await refreshTokens(app, "rft.x")]) {
      expect(answer).toMatchObject({ kind: "refused", retryAfter: "7" });
      if (answer.kind === "refused") expect(explain(answer).code).toBe("rate_limit_exceeded");
    }
  });

  it.each([
    ["a page", "<html>It works</html>"],
    ["another shape", '{"ok":true}'],
    ["nothing", ""],
    ["data that we do not know", enveloped('{"a":"one"}')],
    ["no data", '{"error":{"code":"ok"}}'],
  ])("at 200 is unreadable, and may have taken effect: %s", async (_, body) => {
    const app = await somebody(says(body));
    const answer = await ask(app);
    expect(answer).toMatchObject({ kind: "lost", reached: "maybe", why: "garbage" });
    if (answer.kind === "lost") expect(explain(answer).code).toBe("tiktok.unreadable_answer");
  });

  it("is cut to 2,000 characters", async () => {
    const app = await somebody(says("x".repeat(5000)));
    expect(await ask(app)).toMatchObject({ raw: "x".repeat(2000) });
  });

  it("is not looked for elsewhere: a redirect would carry the token along", async () => {
    let visits = 0;
    const app = await somebody((request, response) => {
      visits += 1;
      response.writeHead(302, { location: `http://${request.headers.host}/elsewhere` }).end();
    });
    expect(await ask(app)).toMatchObject({ kind: "lost", why: "garbage" });
    expect(visits).toBe(1);
  });
});

describe("a line", () => {
  it("that nobody answers has not been heard", async () => {
    const app = await somebody(says(""));
    stop();
    expect(await ask(app)).toMatchObject({
      kind: "lost",
      reached: "no",
      why: "unreachable",
      raw: "ECONNREFUSED",
    });
  });

  it("that breaks may have been heard", async () => {
    const app = await somebody((request) => request.socket.destroy());
    const answer = await ask(app);
    expect(answer).toMatchObject({ kind: "lost", reached: "maybe", why: "cut" });
    if (answer.kind === "lost") expect(explain(answer).code).toBe("tiktok.unreachable");
  });

  it("on which the answer does not come, or does not end, is given up in time", async () => {
    const silent = await somebody(() => {});
    expect(await ask(silent, 80)).toMatchObject({ kind: "lost", reached: "maybe", why: "timeout" });
    stop();
    const slow = await somebody((_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(" "), 20);
      response.on("close", () => clearInterval(timer));
    });
    expect(await ask(slow, 120)).toMatchObject({ kind: "lost", why: "timeout" });
  });
});

describe("a post's ids", () => {
  it.each([
    [
      "numbers in a list",
      "[7512345678901234567,7512345678901234569]",
      ["7512345678901234567", "7512345678901234569"],
    ],
    ["text in a list", '["7512345678901234567"]', ["7512345678901234567"]],
    ["one number", "7512345678901234567", ["7512345678901234567"]],
    ["one text", '"7512345678901234567"', ["7512345678901234567"]],
    ["none", "[]", []],
  ])("keep their digits as %s", async (_, ids, expected) => {
    for (const field of ["publicaly_available_post_id", "publicly_available_post_id"]) {
      const app = await somebody(says(enveloped(`{"status":"PUBLISH_COMPLETE","${field}":${ids}}`)));
      expect(await fetchStatus(app, "act.x", "p")).toMatchObject({ value: { postIds: expected } });
      stop();
    }
  });

  it("with a status that we do not know are unreadable, not a guess", async () => {
    const app = await somebody(says(enveloped('{"status":"THINKING"}')));
    expect(await fetchStatus(app, "act.x", "p")).toMatchObject({ kind: "lost", why: "garbage" });
  });
});

describe("an upload address", () => {
  const opened = (url: string) => enveloped(`{"publish_id":"p","upload_url":"${url}"}`);

  it.each([
    ["https://open-upload.tiktokapis.com/video/?upload_id=1&upload_token=t", "ok"],
    ["https://upload.us.tiktokapis.com/video/?upload_id=1", "ok"],
    ["http://open-upload.tiktokapis.com/video/", "lost"],
    ["https://tiktokapis.com.example.org/video/", "lost"],
    ["https://eviltiktokapis.com/video/", "lost"],
    ["file:///etc/passwd", "lost"],
    ["not an address", "lost"],
  ])("%s is %s", async (url, kind) => {
    const app = await somebody(says(opened(url)));
    expect((await initPublish(app, "act.x", sending("inbox", {}))).kind).toBe(kind);
  });
});

describe("secrets", () => {
  it("stay out of what support gets to read", async () => {
    const leaks =
      '{"token":"act.abc!1.s1","refresh":"rft.xyz*0!2.s1","upload_url":"https://u/?upload_token=KEY&a=1"}';
    const app = await somebody(says(leaks));
    const answer = await ask(app);
    expect(answer.kind).toBe("lost");
    if (answer.kind === "ok") return;
    expect(answer.raw).not.toMatch(/abc|xyz|KEY/);
    expect(answer.raw).toContain("a=1");
  });

  it("stay out of answers about tokens altogether", async () => {
    const app = await somebody(says('{"access_token":"act.abc","open_id":""}'));
    const request = { code: "the-code", redirectUri: "http://localhost/", verifier: "the-verifier" };
    for (const answer of [
      await exchangeCode(app, request),
      await refreshTokens(app, "rft.mine"),
      await revokeToken(app, "act.mine"),
    ]) {
      expect(answer).toMatchObject({ kind: "lost", why: "garbage", raw: "" });
      expect(JSON.stringify(answer)).not.toMatch(/abc|the-code|the-verifier|mine|the-client-secret/);
    }
  });
});
