import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { openDatabase } from "#lib/db/open";
import { type Postgres, startPostgres } from "#scripts/run-postgres";
import { expectAccessible, signInAs, tiktok } from "./journeys";
import { behave, publishVideo, stateOf } from "./post-journeys";
import { type Product, startProduct } from "./product";

// The product as a team runs it: on a PostgreSQL server, with two workers beside the web process.

const SECRET = "a-tick-secret-of-thirty-two-characters";
const SLOW = { on: "put", network: "delay", delayMs: 6_000 };

let postgres: Postgres;
let product: Product;
let databaseUrl: string;
let page: Page;
test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  postgres = await startPostgres();
  databaseUrl = await postgres.createDatabase();
  product = await startProduct(7, { databaseUrl, workers: 2, tickSecret: SECRET });
  page = await (await browser.newContext({ baseURL: product.url })).newPage();
});
test.afterAll(async () => {
  await page?.context().close();
  await product?.stop();
  await postgres?.stop();
});

/** The worker that has a post in hand which is being uploaded. */
async function uploader(): Promise<string> {
  const { forQueue, close } = await openDatabase({ url: databaseUrl, folder: "" });
  try {
    const asked =
      "select lease_holder as id from post where state = 'uploading' and lease_holder is not null";
    const { rows } = await forQueue.db.executeSql(asked, []);
    return (rows[0] as { id?: string } | undefined)?.id ?? "";
  } finally {
    await close();
  }
}

async function atTikTok(caption: string): Promise<{ all: number; live: number }> {
  const { posts } = await tiktok<{ posts: { title: string; live: boolean }[] }>(product, "posts");
  const mine = posts.filter(({ title }) => title === caption);
  return { all: mine.length, live: mine.filter(({ live }) => live).length };
}

const tick = (authorization: string) =>
  fetch(`${product.url}/api/tick`, { method: "POST", headers: { authorization } });

test("a worker dies in the middle of an upload, the other one goes on, and the post is there once", async () => {
  test.setTimeout(120_000);
  const workspace = await signInAs(page, product, "lena.rooftop");
  await tiktok(product, "faults", SLOW);
  await publishVideo(page, workspace, { caption: "Taken over" });
  await expect.poll(uploader, { timeout: 20_000 }).not.toBe("");
  const holder = await uploader();
  expect([...product.workers.keys()]).toContain(holder);
  product.workers.get(holder)?.kill("SIGKILL");
  await expect(stateOf(page, "Posted")).toBeVisible({ timeout: 60_000 });
  expect(await atTikTok("Taken over")).toEqual({ all: 1, live: 1 });
});

test("a worker with other media or other keys refuses to start, and says what to do", async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), "aircheck-elsewhere-"));
  const refused = [
    [{ MEDIA_DIR: elsewhere }, `${elsewhere} does not have this installation's media`, "set MEDIA_DIR"],
    [{ TOKEN_KEY: `k1:${"A".repeat(43)}=` }, "The key k1 is not the one", "the same TOKEN_KEY"],
  ] as const;
  for (const [setting, what, how] of refused) {
    const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", "worker/main.ts"], {
      env: { ...product.environment, ...setting },
      encoding: "utf8",
      timeout: 40_000,
    });
    expect(status).toBe(1);
    expect(stderr).toContain(what);
    expect(stderr).toContain(how);
    expect(stderr).not.toContain("    at ");
  }
  rmSync(elsewhere, { recursive: true });
});

test("with no worker at all, ticks from outside do the work, and only for whoever knows the secret", async () => {
  test.setTimeout(120_000);
  for (const worker of product.workers.values()) worker.kill("SIGTERM");
  await behave(product);
  const workspace = await signInAs(page, product, "lena.rooftop");
  await publishVideo(page, workspace, { caption: "On a tick" });
  expect((await tick("Bearer somebody-elses-secret")).status).toBe(401);
  expect(await atTikTok("On a tick")).toEqual({ all: 0, live: 0 });
  // Nobody is there to send it, so every page says that, until somebody is.
  const unworked = page.getByRole("status").filter({ hasText: "Posts aren't going out at the moment" });
  await expect(unworked).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);
  await unworked.getByRole("button", { name: "Ask the operator" }).click();
  const letter = page.getByRole("dialog", { name: "Ask the operator" });
  await expect(letter.getByLabel("Message")).toHaveValue(new RegExp(`${product.url}/api/health`));
  await expectAccessible(page);
  await letter.getByRole("button", { name: "Close" }).last().click();
  expect((await fetch(`${product.url}/api/health`)).status).toBe(503);
  const told = await tick(`Bearer ${SECRET}`);
  expect(told.status).toBe(200);
  expect(await told.json()).toMatchObject({ handedOver: 0, more: false });
  // The link comes once TikTok's review is over: for a later tick.
  await expect(stateOf(page, "Posted, TikTok is reviewing")).toBeVisible({ timeout: 30_000 });
  await expect
    .poll(async () => (await tick(`Bearer ${SECRET}`)).status && stateOf(page, "Posted").isVisible(), {
      timeout: 60_000,
      intervals: [5_000],
    })
    .toBe(true);
  expect(await atTikTok("On a tick")).toEqual({ all: 1, live: 1 });
  await expect(unworked).toHaveCount(0);
  expect((await fetch(`${product.url}/api/health`)).status).toBe(200);
});
