import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { vi } from "vitest";

/** `GET` of an upload is "view", `POST` to its finish is "finish", and so on. */
type Asked = { what: "start" | "view" | "finish" | "cancel"; body: Record<string, unknown> };
export type Answer = { status?: number; body?: unknown };

/** A server over real HTTP that answers as a test says, and a browser as far as an upload needs one to be sent there. */
export async function browserWithServer(answerTo: (asked: Asked) => Answer) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const path = request.url ?? "";
    const post = path.endsWith("/finish") ? "finish" : "start";
    const what = { GET: "view", DELETE: "cancel" }[request.method ?? ""] ?? post;
    const one = { what, body: JSON.parse(Buffer.concat(chunks).toString() || "{}") } as Asked;
    asked.push(one);
    const { status = 200, body } = answerTo(one);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body ?? null));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { fetch: realFetch } = globalThis;
  const kept = new Map<string, string>();
  const window = new EventTarget();
  vi.stubGlobal("window", window);
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => realFetch(`${origin}${path}`, init));
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  return {
    asked,
    /** How often it was asked for this. */
    times: (what: Asked["what"]) => asked.filter((each) => each.what === what).length,
    /** The network is said to be back: what waits for it goes on at once. */
    backOnline: () => window.dispatchEvent(new Event("online")),
    async close() {
      vi.unstubAllGlobals();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
