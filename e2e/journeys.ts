import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { consentAt } from "#simulator/walkthrough";
import type { Product } from "./product";

const ALL = ["user.info.basic", "video.upload", "video.publish"];

/** What is done on TikTok's own page: who one is there, and which switches stay on. */
export async function consentOnTikTok(
  page: Page,
  product: Product,
  handle: string,
  scopes: readonly string[] = ALL,
): Promise<void> {
  await page.waitForURL(`${product.simulatorUrl}/v2/auth/authorize/**`);
  await page.getByRole("radio", { name: `@${handle}` }).check();
  for (const toggle of await page.getByRole("switch").all()) {
    const scope = (await toggle.getAttribute("value")) ?? "";
    if (await toggle.isEnabled()) await toggle.setChecked(scopes.includes(scope));
  }
  await page.getByRole("button", { name: "Continue" }).click();
}

/**
 * Signs in with TikTok as a creator and goes on into their workspace, whatever TikTok allowed. Over HTTP alone: what is seen
 * on the way is looked at in the journeys of signing in.
 * @returns the address of the workspace, without a slash at the end
 */
export async function signInAs(
  page: Page,
  product: Product,
  handle: string,
  { scopes = ALL }: { scopes?: readonly string[] } = {},
): Promise<string> {
  const { url } = await askToSignIn(page, "tiktok", { callbackUrl: `${product.url}/app` });
  const back = await consentAt(url, handle, [...scopes]);
  await page.request.get(back.href, { maxRedirects: 0 });
  await page.goto("/app");
  return arriveInWorkspace(page);
}

/** Signs in by an e-mailed link, read on the mailbox page. @returns the address of the workspace */
export async function signInAsStaff(page: Page, product: Product, email: string): Promise<string> {
  await askToSignIn(page, "email", { email, callbackUrl: `${product.url}/app` });
  const mailbox = await (await page.request.get("/mailbox")).text();
  const mail = mailbox.slice(mailbox.indexOf(email));
  const link = /href="([^"]*\/api\/auth\/callback\/email[^"]*)"/.exec(mail)?.[1] ?? "";
  await page.goto(link.replaceAll("&amp;", "&"));
  return arriveInWorkspace(page);
}

/** What the buttons of the sign-in page do. The browser's time zone comes along, as that page brings it. */
async function askToSignIn(
  page: Page,
  provider: "tiktok" | "email",
  fields: Record<string, string>,
): Promise<{ url: string }> {
  const zone = await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  const home = new URL(fields.callbackUrl ?? "").origin;
  await page
    .context()
    .addCookies([{ name: "aircheck.time-zone", value: encodeURIComponent(zone), url: home }]);
  const { csrfToken } = (await (await page.request.get(`${home}/api/auth/csrf`)).json()) as {
    csrfToken: string;
  };
  const form = { ...fields, csrfToken, json: "true" };
  const answer = await page.request.post(`${home}/api/auth/signin/${provider}`, { form });
  return (await answer.json()) as { url: string };
}

/**
 * Connects a TikTok account to the workspace at `workspace`, and stays on the page that says what TikTok allowed.
 * @returns the creator's id
 */
export async function connectCreator(
  page: Page,
  product: Product,
  workspace: string,
  handle: string,
  { scopes = ALL }: { scopes?: readonly string[] } = {},
): Promise<string> {
  await page.goto(`${workspace}/connections`);
  await page.getByRole("button", { name: "Connect an account" }).click();
  await consentOnTikTok(page, product, handle, scopes);
  await page.waitForURL("**/connections/*?connected=1**");
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}

async function arriveInWorkspace(page: Page): Promise<string> {
  await page.waitForURL(/\/app\/[^/?]+$/);
  await expect(page.getByRole("navigation", { name: "Main", exact: true })).toBeVisible();
  return new URL(page.url()).href;
}

/** Opens a page that asks anew by itself, in a window whose time can be hurried. */
export async function openSecondWindow(page: Page, address: string): Promise<Page> {
  const window = await page.context().newPage();
  await window.clock.install();
  await window.goto(address);
  return window;
}

/** Waits until a window shows what has changed, without a reload: the time until it asks again is skipped. */
export async function comesBySelf(window: Page, look: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await window.clock.fastForward(15_000);
    await look();
  }).toPass({ timeout: 30_000 });
}

/** Does something behind TikTok's back: a GET without a body, else a POST. Answers what the simulator answers. */
export async function tiktok<T = Record<string, unknown>>(
  product: Product,
  path: string,
  body?: object,
): Promise<T> {
  const init = body && { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(`${product.simulatorUrl}/_control/${path}`, init);
  if (!response.ok) throw new Error(`The simulator answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** How often TikTok was asked something that took effect, by its name in the simulator's ledger. */
export async function countAtTikTok(product: Product, endpoint: string, handle?: string): Promise<number> {
  const query = new URLSearchParams({ endpoint, ...(handle ? { creator: handle } : {}) });
  const { entries } = await tiktok<{ entries: { effect: boolean }[] }>(product, `ledger?${query}`);
  return entries.filter(({ effect }) => effect).length;
}

/**
 * No accessibility violation on a phone, and no sideways scrolling at 320 px. The dark colours are looked at in the
 * styleguide, which shows every component in every state.
 */
export async function expectAccessible(page: Page): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 900 });
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => ({
    id,
    where: nodes.map((node) => node.target.join(" ")),
  }));
  expect(found, page.url()).toEqual([]);
  await page.setViewportSize({ width: 320, height: 700 });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${page.url()} at 320 px`).toBe(0);
  if (before) await page.setViewportSize(before);
}
