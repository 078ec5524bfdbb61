import type { Page } from "@playwright/test";
import {
  connectCreator,
  consentOnTikTok,
  countAtTikTok,
  expectAccessible,
  signInAs,
  signInAsStaff,
} from "#e2e/journeys";
import { makeLink } from "#e2e/team-journeys";
import { expect, test } from "#e2e/test";

const WEEK = 7 * 24 * 60 * 60_000;
const PHONE = { width: 360, height: 740 };

/** Once TikTok has told her handle, she goes by it; whether it has depends on what ran before. */
const LENA = /(?:Lena on the Rooftop|@lena\.rooftop)/;

const press = (page: Page) => page.getByRole("button", { name: "Continue with TikTok" }).click();
const title = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });

test("a creator follows a link on a phone, without an account, scope by scope", async ({
  page,
  product,
  browser,
  baseURL,
}) => {
  test.slow();
  const workspace = await signInAsStaff(page, product, "hal@links.example");
  const url = await makeLink(page, workspace, "Lena, rooftop sets");
  const phone = await (await browser.newContext({ baseURL, viewport: PHONE })).newPage();
  // What only fetches the page, as mail scanners do, neither uses it up nor counts as opened.
  await phone.request.get(url);
  await page.goto(`${workspace}/connections/links`);
  await expect(page.getByRole("listitem").filter({ hasText: "Lena, rooftop sets" })).toContainText("Sent");
  await expectAccessible(page);

  await phone.goto(url);
  await expect(title(phone, "hal workspace asks to post to your TikTok for you")).toBeVisible();
  await expect(phone.getByText("hal@links.example sent you this link.")).toBeVisible();
  await expect(phone.getByText("Read your messages, comment, like or follow")).toBeVisible();
  await expect(phone.getByRole("heading", { name: "Taking it back" })).toBeVisible();
  await expectAccessible(phone);
  await page.reload();
  await expect(page.getByRole("listitem").filter({ hasText: "Lena, rooftop sets" })).toContainText("Opened");

  await press(phone);
  await phone.waitForURL(`${product.simulatorUrl}/**`);
  await phone.getByRole("button", { name: "Cancel" }).click();
  await expect(phone.getByText("You cancelled on TikTok. Nothing was connected.")).toBeVisible();
  await press(phone);
  await consentOnTikTok(phone, product, "lena.rooftop", ["user.info.basic", "video.upload"]);
  await expect(title(phone, new RegExp(`${LENA.source} is connected, one permission is off`))).toBeVisible();
  await expectAccessible(phone);
  await phone.getByRole("button", { name: "Turn on the missing permission" }).click();
  await consentOnTikTok(phone, product, "kess");
  await expect(phone.getByText(new RegExp(`but ${LENA.source} was asked for`))).toBeVisible();
  await expect(phone).toHaveTitle(/^Error: /);
  await phone.getByRole("button", { name: "Start again" }).click();
  await consentOnTikTok(phone, product, "lena.rooftop");
  await expect(title(phone, new RegExp(`${LENA.source} is connected$`))).toBeVisible();
  await expect(phone.getByText("hal workspace can post for you now.")).toBeVisible();

  const cookies = await phone.context().cookies(product.url);
  expect(cookies.filter(({ name }) => name.includes("session-token"))).toEqual([]);
  await page.goto(url);
  await expect(title(page, "This link was used already")).toBeVisible();
  await page.goto(`${workspace}/connections`);
  await expect(page.getByRole("row", { name: LENA })).toContainText("Ready");
  await phone.close();
});

test("a link that is over says so in its own words", async ({ page, product }) => {
  const workspace = await signInAsStaff(page, product, "ivy@links.example");
  const taken = await makeLink(page, workspace, "Taken back");
  const left = await makeLink(page, workspace, "Left lying");
  await page.goto(`${workspace}/connections/links`);
  await page.getByRole("button", { name: "Take back… the link for Taken back" }).click();
  await page.getByRole("button", { name: "Take it back" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Taken back" }).first()).toContainText(
    "made by ivy",
  );
  await expect(page.getByRole("button", { name: /the link for Taken back/ })).toHaveCount(0);
  await page.goto(taken);
  await expect(title(page, "This link was taken back")).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${taken}x`);
  await expect(title(page, "We don't know this link")).toBeVisible();
  await product.pushClock(WEEK);
  await page.goto(left);
  await expect(title(page, /^This link ended on \d+ \w+ \d{4}$/)).toBeVisible();
  await expect(page.getByRole("link", { name: "E-mail ivy@links.example" })).toBeVisible();
});

test("only the browser that set out can come back", async ({ page, product, browser, baseURL }) => {
  const workspace = await signInAsStaff(page, product, "jan@links.example");
  const url = await makeLink(page, workspace, "Somebody");
  const one = await (await browser.newContext({ baseURL })).newPage();
  await one.goto(url);
  await press(one);
  await one.waitForURL(`${product.simulatorUrl}/**`);
  const two = await (await browser.newContext({ baseURL })).newPage();
  await two.goto(one.url());
  const before = await countAtTikTok(product, "oauth.token");
  await consentOnTikTok(two, product, "kess");
  await expect(title(two, "This was begun in another browser, or too long ago")).toBeVisible();
  await expectAccessible(two);
  expect(await countAtTikTok(product, "oauth.token")).toBe(before);
  await consentOnTikTok(one, product, "kess");
  await expect(title(one, /^(Kess|@kess) is connected$/)).toBeVisible();
  await Promise.all([one.close(), two.close()]);
});

test("no other site can set out for TikTok in somebody's name", async ({ page, product }) => {
  const workspace = await signInAsStaff(page, product, "mia@links.example");
  const url = await makeLink(page, workspace, "Somebody");
  const setOut = async (origin: string) => {
    const headers = { origin };
    const answer = await page.request.post(`${url}/leave`, { headers, maxRedirects: 0 });
    expect(answer.status()).toBe(303);
    return answer.headers();
  };
  const foreign = await setOut("https://elsewhere.example");
  expect(foreign.location).toBe(url);
  expect(foreign["set-cookie"]).toBeUndefined();
  const own = await setOut(product.url);
  expect(own.location).toContain(`${product.simulatorUrl}/v2/auth/authorize/`);
  expect(own["set-cookie"]).toMatch(
    /^aircheck\.connect=.*; Path=\/connect; HttpOnly; SameSite=Lax; Max-Age=900$/,
  );
});

test("following a link changes nothing for somebody who is signed in", async ({ page, product }) => {
  const workspace = await signInAsStaff(page, product, "kim@links.example");
  const url = await makeLink(page, workspace, "Myself");
  const session = async () =>
    (await page.context().cookies()).find(({ name }) => name.endsWith("session-token"))?.value;
  const before = await session();
  await page.goto(url);
  await press(page);
  await consentOnTikTok(page, product, "quiet.ana");
  await expect(title(page, /^(Ana, quietly|@quiet\.ana) is connected$/)).toBeVisible();
  expect(await session()).toBe(before);
  await page.goto(workspace);
  await expect(page.getByRole("button", { name: "kim@links.example, your menu" })).toBeVisible();
});

test("a creator who signs in sees who may post for them, and ends it", async ({
  page,
  product,
  browser,
  baseURL,
}) => {
  test.slow();
  const workspace = await signInAsStaff(page, product, "lou@links.example");
  await connectCreator(page, product, workspace, "short.shay");
  const shay = await (await browser.newContext({ baseURL })).newPage();
  const home = await signInAs(shay, product, "short.shay");
  await shay.setViewportSize(PHONE);
  await shay.goto(`${home}/connections`);
  const row = shay.getByRole("listitem").filter({ hasText: "lou workspace" });
  await expect(row).toContainText("added by lou@links.example");
  await expectAccessible(shay);
  await row.getByRole("button", { name: "End access…" }).click();
  await expect(shay.getByText("What TikTok already has stays there")).toBeVisible();
  await shay.getByRole("button", { name: "End access", exact: true }).click();
  await expect(shay.getByText("lou workspace can no longer post for you")).toBeVisible();
  await expect(shay.getByText("Nobody but you.")).toBeVisible();
  await page.goto(`${workspace}/connections`);
  await expect(page.getByText("No TikTok account is connected yet.")).toBeVisible();
  await shay.close();
});
