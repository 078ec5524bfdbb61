import { readFileSync } from "node:fs";
import { listMail } from "#lib/mail/mailbox";
import type { Role } from "#lib/workspaces/roles";
import { consentAt } from "#simulator/walkthrough";
import {
  ACTIONS,
  type ActionRow,
  CALLERS,
  type Caller,
  type Foreign,
  type Method,
  methodsOf,
  PERSONAL_ACTIONS,
  ROUTES,
  type RouteRow,
} from "./authorisation-table";
import {
  builtActions,
  builtMethods,
  builtRoutes,
  type Verdict,
  Visitor,
  verdictOf,
  verdictOfPage,
  verdictOfStatus,
} from "./authorisation-visitor";
import type { Product } from "./product";
import { openUpload, sendFile } from "./send-file";
import { expect, test } from "./test";

const SCOPES = ["user.info.basic", "video.upload", "video.publish"];

type World = {
  callers: Record<Caller, Visitor>;
  own: Foreign;
  foreign: Foreign;
  /** Somebody who sees everything of the foreign workspace. */
  stranger: Visitor;
};

const address = (name: string) => `${name}@matrix.example`;

/** A workspace with one of everything whose id somebody could get hold of. */
async function furnish(product: Product, owner: Visitor, name: string, handle: string): Promise<Foreign> {
  const workspaceId = await owner.home();
  const must = <T>(action: string, input: object) =>
    owner.must<T>(action, { workspaceId, ...input }, workspaceId);
  const left = await must<{ url: string }>("startConnectAction", { creatorId: null, returnTo: "/app" });
  const back = await consentAt(left.url, handle, SCOPES);
  const { location = "" } = (await owner.http.get(back.href)).headers();
  const creatorId = /connections\/([^?]+)\?connected/.exec(location)?.[1] ?? "";
  const data = readFileSync("scripts/seed/rooftop.mp4");
  const mediaId = await sendFile(owner.http, product, workspaceId, { fileName: "rooftop.mp4", data });
  const unfinished = { fileName: "unfinished.mp4", bytes: 1_000 };
  const uploadId = await openUpload(owner.http, product, workspaceId, unfinished);
  const wish = { mediaId, maxSeconds: null, refused: true };
  const { id: repairId } = await must<{ id: string }>("requestRepairAction", wish);
  // It ends here, or it would make a file of its own while everything is looked at.
  await must("cancelRepairAction", { repairId });
  const draft = { postId: null, version: 0, creatorId };
  const content = { ...ACTIONS.saveDraftAction?.names?.({ mediaId } as Foreign) } as { content: object };
  const { postId } = await must<{ postId: string }>("saveDraftAction", {
    ...draft,
    content: content.content,
  });
  const invited = { email: address(`guest-of-${name}`), role: "client" };
  const { invitationId } = await must<{ invitationId: string }>("inviteAction", invited);
  const link = { label: "Somebody", email: null };
  const { linkId } = await must<{ linkId: string }>("makeConnectLinkAction", link);
  const userId = await owner.userId();
  return { workspaceId, creatorId, postId, mediaId, uploadId, repairId, userId, invitationId, linkId };
}

/** Two workspaces: one with a member of each role and one who was removed, and a foreign one. */
async function build(product: Product): Promise<World> {
  const owner = await (await Visitor.open(product)).signIn(address("owner"));
  const own = await furnish(product, owner, "owner", "kess");
  const { workspaceId } = own;
  const join = async (name: string, role: Role) => {
    await owner.must("inviteAction", { workspaceId, email: address(name), role }, workspaceId);
    const visitor = await (await Visitor.open(product)).signIn(address(name));
    const mail = listMail(product.dataFolder).find(
      ({ to, text }) => to === address(name) && /invite/.test(text),
    );
    const secret = /\/invite\/([\w-]+)/.exec(mail?.text ?? "")?.[1] ?? "";
    await visitor.must("acceptInvitationAction", { secret }, workspaceId);
    return visitor;
  };
  const callers = {
    nobody: await Visitor.open(product),
    owner,
    manager: await join("manager", "manager"),
    editor: await join("editor", "editor"),
    client: await join("client", "client"),
    "ex-member": await join("ex-member", "owner"),
  };
  const userId = await callers["ex-member"].userId();
  await owner.must("removeMemberAction", { workspaceId, userId }, workspaceId);
  const stranger = await (await Visitor.open(product)).signIn(address("stranger"));
  return { callers, own, foreign: await furnish(product, stranger, "stranger", "lena.rooftop"), stranger };
}

let world: World | undefined;
const theWorld = async (product: Product) => {
  world ??= await build(product);
  return world;
};

/** What the table says of a caller in their own workspace. */
function expected(caller: Caller, may: readonly Role[]): Verdict {
  if (caller === "nobody") return "sign in";
  if (caller === "ex-member") return "not found";
  return may.includes(caller) ? "yes" : "not allowed";
}
const outside = (caller: Caller): Verdict => (caller === "nobody" ? "sign in" : "not found");

/** Everything that people see of the foreign workspace, as text: whatever was written there shows in it. */
async function picture({ stranger, foreign }: World): Promise<string> {
  const { workspaceId, postId, creatorId } = foreign;
  const texts = await Promise.all(
    [
      `/api/w/${workspaceId}/posts/${postId}`,
      `/api/w/${workspaceId}/fix`,
      `/api/w/${workspaceId}/queue/${creatorId}`,
      `/app/${workspaceId}/posts`,
      `/app/${workspaceId}/team`,
      `/app/${workspaceId}/settings`,
      `/app/${workspaceId}/connections/links`,
    ].map(async (path) => (await stranger.http.get(path)).text()),
  );
  const seen = texts.map((text) => text.replace(/<script[\s\S]*?<\/script>|<[^>]+>/g, " "));
  return seen.join("\n").replace(/"now":"[^"]+"/g, "");
}

test.describe.configure({ mode: "serial" });

test("the table has every server action and every route of the build, and nothing else", () => {
  const actions = [...Object.keys(ACTIONS), ...Object.keys(PERSONAL_ACTIONS)];
  expect(actions.toSorted()).toEqual([...builtActions().keys()].toSorted());
  expect(Object.keys(ROUTES).toSorted()).toEqual(builtRoutes().toSorted());
  const unlike = [...builtMethods()].filter(
    ([route, methods]) =>
      `${methodsOf(ROUTES[route] ?? { inside: true }).toSorted()}` !== `${methods.toSorted()}`,
  );
  expect(unlike, "the table knocks at every method").toEqual([]);
  expect(builtMethods().size).toBeGreaterThan(20);
});

test("each action lets in whom the table names, and a foreign workspace is not found", async ({
  product,
}) => {
  const built = await theWorld(product);
  const { callers, own, foreign } = built;
  const before = await picture(built);
  const wrong: string[] = [];
  const look = async (name: string, caller: Caller, where: string, input: object, told: Verdict) => {
    const verdict = verdictOf(await callers[caller].act(name, input, own.workspaceId));
    if (verdict !== told) wrong.push(`${name} as ${caller} ${where}: ${verdict}, not ${told}`);
  };
  for (const [name, row] of Object.entries(ACTIONS)) {
    for (const caller of CALLERS) {
      const { workspaceId } = foreign;
      await look(name, caller, "elsewhere", { workspaceId, ...row.names?.(foreign) }, outside(caller));
      if (row.last) continue;
      const input = { workspaceId: own.workspaceId };
      await look(name, caller, "at home", input, expected(caller, row.may));
    }
    if (!row.names) continue;
    const named = { workspaceId: own.workspaceId, ...row.names(foreign) };
    await look(name, "owner", "with foreign ids", named, "not found");
  }
  for (const [name, names] of Object.entries(PERSONAL_ACTIONS)) {
    for (const caller of CALLERS) {
      const told = caller === "nobody" ? "sign in" : names ? "not found" : "yes";
      await look(name, caller, "with foreign ids", names?.(foreign) ?? {}, told);
    }
  }
  expect(wrong).toEqual([]);
  expect(await picture(built)).toBe(before);
});

const another = (product: Product, { callers, own }: World) =>
  openUpload(callers.owner.http, product, own.workspaceId, { fileName: "another.mp4", bytes: 1_000 });

// For an upload that has not begun, no bytes: whoever gets past the gate is told that it stands where it stood.
const NO_BYTES = {
  "tus-resumable": "1.0.0",
  "upload-offset": "0",
  "content-type": "application/offset+octet-stream",
};

function knock({ http }: Visitor, method: Method, path: string, origin: string) {
  if (method === "GET" || method === "HEAD") return http.fetch(path, { method });
  const headers = { origin, ...(method === "PATCH" ? NO_BYTES : {}) };
  return http.fetch(path, { method, headers, data: "" });
}

async function verdictAt(
  visitor: Visitor,
  row: Extract<RouteRow, { at: unknown }>,
  [method, path]: readonly [Method, string],
  origin: string,
) {
  const response = await knock(visitor, method, path, origin);
  if (row.kind === "page") {
    return verdictOfPage(response.status(), response.headers().location ?? "", await response.text());
  }
  const isJson = response.headers()["content-type"]?.includes("json");
  if (method === "HEAD") return verdictOfStatus(response.status());
  if (!isJson) return response.ok() ? ("yes" as const) : ("surprise" as const);
  return verdictOf(await response.json());
}

test("each route lets in whom the table names, and a foreign workspace is not found", async ({ product }) => {
  const built = await theWorld(product);
  const { callers, own, foreign } = built;
  const before = await picture(built);
  const wrong: string[] = [];
  for (const [route, row] of Object.entries(ROUTES)) {
    if ("inside" in row) continue;
    if ("public" in row) {
      for (const method of methodsOf(row)) {
        const status = typeof row.public === "number" ? row.public : row.public[method];
        const response = await knock(callers.nobody, method, row.path, product.url);
        if (response.status() !== status)
          wrong.push(`${method} ${route}: ${response.status()}, not ${status}`);
      }
      continue;
    }
    if ("personal" in row) {
      for (const caller of CALLERS) {
        const response = await callers[caller].http.get(row.personal);
        const { location = "" } = response.headers();
        const verdict = verdictOfPage(response.status(), location, await response.text());
        const told = caller === "nobody" ? "sign in" : "yes";
        if (verdict !== told) wrong.push(`${route} as ${caller}: ${verdict}, not ${told}`);
      }
      continue;
    }
    for (const method of methodsOf(row)) {
      const look = async (caller: Caller, where: string, ids: Foreign, told: Verdict) => {
        const verdict = await verdictAt(callers[caller], row, [method, row.at(ids)], product.url);
        if (verdict !== told) wrong.push(`${method} ${route} as ${caller} ${where}: ${verdict}, not ${told}`);
      };
      for (const caller of CALLERS) {
        // What is deleted is there for one caller only.
        const ids = method === "DELETE" ? { ...own, uploadId: await another(product, built) } : own;
        await look(caller, "at home", ids, expected(caller, row.may));
        await look(caller, "elsewhere", foreign, outside(caller));
      }
      if (row.object) {
        const ids = { ...foreign, workspaceId: own.workspaceId };
        await look("owner", "with foreign ids", ids, "not found");
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(await picture(built)).toBe(before);
});

test("what ends one's own session or membership does it for members alone", async ({ product }) => {
  const { callers, own } = await theWorld(product);
  const wrong: string[] = [];
  const last = Object.entries(ACTIONS).filter(([, row]: [string, ActionRow]) => row.last);
  for (const [name, { may }] of last) {
    for (const caller of CALLERS) {
      const input = { workspaceId: own.workspaceId };
      const verdict = verdictOf(await callers[caller].act(name, input, own.workspaceId));
      if (verdict !== expected(caller, may)) wrong.push(`${name} as ${caller}: ${verdict}`);
      // Signed out everywhere: the next action starts from a fresh session.
      if (caller !== "nobody" && name === "signOutEverywhereAction")
        await callers[caller].signIn(address(caller));
    }
  }
  expect(wrong).toEqual([]);
  for (const caller of ["manager", "editor", "client"] as const) {
    const answer = await callers[caller].http.get(`/app/${own.workspaceId}`);
    expect(answer.status(), `${caller} has left`).toBe(404);
  }
  expect((await callers.owner.http.get(`/app/${own.workspaceId}`)).status()).toBe(200);
});
