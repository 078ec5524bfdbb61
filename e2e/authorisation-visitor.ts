import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type APIRequestContext, expect, request } from "@playwright/test";
import { listMail } from "#lib/mail/mailbox";
import type { Product } from "./product";

/** What became of a knock. `yes`: past the gate, whatever the verb said then. */
export type Verdict = "yes" | "sign in" | "not found" | "not allowed" | "surprise";

type Answer = { ok: true; value: unknown } | { ok: false; problem: { kind: string } };

const DIST = join(process.cwd(), process.env.NEXT_DIST_DIR ?? ".next");
const readManifest = <T>(path: string) => JSON.parse(readFileSync(join(DIST, path), "utf8")) as T;

type Built = { exportedName: string; workers: Record<string, unknown> };

/** Every server action of the build by name: its id, and a page that carries it. */
export function builtActions(): Map<string, { id: string; page: string }> {
  const { node } = readManifest<{ node: Record<string, Built> }>("server/server-reference-manifest.json");
  return new Map(
    Object.entries(node).map(([id, { exportedName, workers }]) => {
      const page = (Object.keys(workers)[0] ?? "").replace(/^app/, "").replace(/\/page$/, "");
      return [exportedName, { id, page }];
    }),
  );
}

/** Every route of the build, as it stands in the address. */
export const builtRoutes = (): string[] =>
  Object.values(readManifest<Record<string, string>>("app-path-routes-manifest.json"));

/** Every route that is code and no page, with the methods that its file exports. */
export function builtMethods(): Map<string, string[]> {
  const routes = readManifest<Record<string, string>>("app-path-routes-manifest.json");
  const exported = /^export (?:const|async function|function) (GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/gm;
  return new Map(
    Object.entries(routes).flatMap(([file, route]) => {
      const path = join(process.cwd(), "app", `${file}.ts`);
      if (!file.endsWith("/route") || !existsSync(path)) return [];
      return [[route, [...readFileSync(path, "utf8").matchAll(exported)].map((match) => match[1] ?? "")]];
    }),
  );
}

/** Somebody with cookies of their own who calls the product over HTTP, without a browser. */
export class Visitor {
  private constructor(
    private readonly product: Product,
    readonly http: APIRequestContext,
    private readonly actions = builtActions(),
  ) {}

  static async open(product: Product): Promise<Visitor> {
    return new Visitor(product, await request.newContext({ baseURL: product.url, maxRedirects: 0 }));
  }

  /** Signs in by the link in the newest mail to that address. */
  async signIn(email: string): Promise<this> {
    const { csrfToken } = await (await this.http.get("/api/auth/csrf")).json();
    const form = { email, csrfToken, callbackUrl: "/app", json: "true" };
    await this.http.post("/api/auth/signin/email", { form });
    const mail = listMail(this.product.dataFolder).find(
      ({ to, subject }) => to === email && /sign-in link/.test(subject),
    );
    const link = /https?:\S+\/api\/auth\/callback\/email\S+/.exec(mail?.text ?? "")?.[0] ?? "";
    expect((await this.http.get(link)).status()).toBe(302);
    return this;
  }

  /** The workspace that opens for them. */
  async home(): Promise<string> {
    const { location = "" } = (await this.http.get("/app")).headers();
    return location.split("/").at(-1) ?? "";
  }

  async userId(): Promise<string> {
    return (await (await this.http.get("/api/auth/session")).json()).user.id;
  }

  /** Calls a server action as the browser does, through a page that carries it. */
  async act(name: string, input: object, workspaceId: string): Promise<Answer | undefined> {
    const action = this.actions.get(name);
    if (!action) throw new Error(`The build has no action called ${name}.`);
    const path = action.page.replace("[workspace]", workspaceId).replace(/\[\w+\]/g, "anything");
    const response = await this.http.post(path, {
      headers: {
        "Next-Action": action.id,
        accept: "text/x-component",
        "content-type": "text/plain;charset=UTF-8",
        origin: this.product.url,
      },
      data: JSON.stringify([input]),
    });
    const line = /^[0-9a-f]+:(\{"ok":(?:true|false).*\})$/m.exec(await response.text())?.[1];
    return line ? (JSON.parse(line) as Answer) : undefined;
  }

  /** The same, for an answer that has to be yes. */
  async must<T>(name: string, input: object, workspaceId: string): Promise<T> {
    const answer = await this.act(name, input, workspaceId);
    if (!answer?.ok) throw new Error(`${name}: ${JSON.stringify(answer)}`);
    return answer.value as T;
  }
}

const VERDICTS: Readonly<Record<string, Verdict>> = {
  signed_out: "sign in",
  not_found: "not found",
  not_allowed: "not allowed",
};

/** What an action or an api route has decided. */
export function verdictOf(answer: Answer | undefined): Verdict {
  if (!answer) return "surprise";
  return answer.ok ? "yes" : (VERDICTS[answer.problem.kind] ?? "yes");
}

/** What the status of an answer says, where there is no body to read: to HEAD, or in a protocol of its own. */
export function verdictOfStatus(status: number): Verdict {
  const told: Record<number, Verdict> = { 401: "sign in", 403: "not allowed", 404: "not found" };
  return told[status] ?? (status < 500 ? "yes" : "surprise");
}

/** What a page has decided. A page that streams has sent its status before it knows, so its body says it too. */
export function verdictOfPage(status: number, location: string, body: string): Verdict {
  if (status >= 300 && status < 400) return location.includes("/sign-in") ? "sign in" : "yes";
  if (status === 404 || body.includes("NEXT_HTTP_ERROR_FALLBACK;404")) return "not found";
  if (status !== 200) return "surprise";
  return body.includes("data-refused") ? "not allowed" : "yes";
}
