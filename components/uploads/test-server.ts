import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { vi } from "vitest";
import { requestsTo } from "./test-request";

/** `GET` of an upload is "view", `POST` to its finish is "finish", `PATCH` is "send", and so on. */
type What = "start" | "view" | "finish" | "cancel" | "offset" | "send";
type Asked = { what: What; path: string; body: Record<string, unknown> };
/** `arrived`: how many bytes of a file, `of` how many, the server says it has. `drop`: the line is cut instead. */
export type Answer = { status?: number; body?: unknown; arrived?: number; of?: number; drop?: boolean };

const WHAT: Record<string, What> = { GET: "view", DELETE: "cancel", HEAD: "offset", PATCH: "send" };

/** A server over real HTTP that answers as a test says, and a browser as far as an upload needs one to be sent there. */
export async function browserWithServer(answerTo: (asked: Asked) => Answer | Promise<Answer> | undefined) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const path = request.url ?? "";
    const post = path.endsWith("/finish") ? "finish" : "start";
    const what = WHAT[request.method ?? ""] ?? post;
    const text = what === "send" ? "" : Buffer.concat(chunks).toString();
    const one = { what, path, body: JSON.parse(text || "{}") } as Asked;
    asked.push(one);
    const { status = 200, body, arrived, of, drop } = (await answerTo(one)) ?? {};
    if (drop) return void response.destroy();
    const type = { "content-type": "application/json" };
    const headers =
      arrived === undefined ? type : { ...type, "upload-offset": arrived, "upload-length": of ?? arrived };
    response.writeHead(status, headers).end(JSON.stringify(body ?? null));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { fetch: realFetch } = globalThis;
  const kept = new Map<string, string>();
  const window = new EventTarget();
  const fetchThere = (path: string, init: RequestInit) => realFetch(`${origin}${path}`, init);
  vi.stubGlobal("window", window);
  vi.stubGlobal("fetch", fetchThere);
  vi.stubGlobal("XMLHttpRequest", requestsTo(fetchThere));
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  return {
    asked,
    /** How often it was asked for this. */
    times: (what: What) => asked.filter((each) => each.what === what).length,
    /** The network is said to be back: what waits for it goes on at once. */
    backOnline: () => window.dispatchEvent(new Event("online")),
    async close() {
      vi.unstubAllGlobals();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
