import type { Page } from "@playwright/test";
import { consentOnTikTok, expectAccessible, signInAs, signInAsStaff, tiktok } from "#e2e/journeys";
import { requestsOf } from "#e2e/requests";
import { expect, test } from "#e2e/test";

const continueWithTikTok = (page: Page) => page.getByRole("button", { name: "Continue with TikTok" });
const permission = (page: Page, title: string) =>
  page.getByRole("list", { name: "Permissions" }).getByRole("listitem").filter({ hasText: title });

test("one switch left off is named with what it stops, and one button repairs it", async ({
  page,
  product,
}) => {
  await page.goto("/sign-in");
  await continueWithTikTok(page).click();
  await consentOnTikTok(page, product, "lena.rooftop", ["user.info.basic", "video.upload"]);

  await expect(page.getByRole("heading", { level: 1 })).toContainText("one permission is off");
  await expect(permission(page, "See the name and picture")).toContainText("Allowed");
  await expect(permission(page, "Send drafts to the TikTok inbox")).toContainText("Allowed");
  await expect(permission(page, "Post videos that were approved here")).toContainText("Off");
  await expect(permission(page, "Post videos that were approved here")).toContainText(
    "Post content to TikTok",
  );
  await expect(page.getByText("Videos go to the TikTok inbox; you finish and post them")).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("button", { name: "Turn on the missing permission" }).click();
  await consentOnTikTok(page, product, "lena.rooftop");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/is connected$/);
  await expect(page.getByText("Off", { exact: true })).toHaveCount(0);
  await page.getByRole("link", { name: "Continue" }).click();
  await page.waitForURL(/\/app\/[^/?]+$/);
  await expect(page.getByRole("navigation", { name: "Main", exact: true })).toBeVisible();
});

test("the name and picture alone are enough to sign in, and nothing more is asked of TikTok then", async ({
  page,
  product,
}) => {
  await page.goto("/sign-in");
  await continueWithTikTok(page).click();
  await consentOnTikTok(page, product, "slow.sam", ["user.info.basic"]);
  await expect(page.getByText("nothing can be sent to TikTok")).toBeVisible();
  await page.getByRole("link", { name: "Continue without posting" }).click();
  await expect(page.getByRole("link", { name: "Slow Sam workspace" })).toBeVisible();

  const { entries } = await tiktok<{ entries: { path: string; code: string }[] }>(
    product,
    "ledger?endpoint=user.info&creator=slow.sam",
  );
  expect(entries.map(({ code }) => code)).toEqual(["ok"]);
  expect(entries[0]?.path).not.toMatch(/username|profile_deep_link/);
  await page.getByRole("link", { name: "Connections", exact: true }).click();
  await expect(page.getByRole("row", { name: /slow.sam/i })).toContainText("Limited");
});

test("cancelling on TikTok is told calmly, and nobody is signed in", async ({ page, product }) => {
  await page.goto("/sign-in");
  await continueWithTikTok(page).click();
  await page.waitForURL(`${product.simulatorUrl}/**`);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("You cancelled on TikTok. Nothing was connected.")).toBeVisible();
  await page.goto("/app");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fapp$/);
});

const refusals = [
  {
    why: "an expired code",
    fault: { preset: "invalid_grant@token" },
    told: /was used already or came too late/,
  },
  {
    why: "a wrong key",
    fault: { preset: "invalid_client@token" },
    told: /doesn't accept the operator's TikTok key/,
  },
  {
    why: "an app that may not",
    fault: { preset: "unauthorized_client@token" },
    told: /doesn't let this app sign people in yet/,
  },
  {
    why: "a permission the app lacks",
    fault: { preset: "invalid_scope@token" },
    told: /asks for more than TikTok lets it/,
  },
  {
    why: "a proof that does not fit",
    fault: { preset: "invalid_request@token" },
    told: /didn't accept how we asked/,
  },
  { why: "a busy TikTok", fault: { preset: "temporarily_unavailable@token" }, told: /sign-in is busy/ },
  { why: "a broken line", fault: { on: "oauth.token", network: "drop_before" }, told: /can't reach TikTok/ },
  {
    why: "a page instead of an answer",
    fault: { on: "oauth.token", network: "garbage" },
    told: /don't understand/,
  },
] as const;

for (const { why, fault, told } of refusals) {
  test(`${why} has words of its own`, async ({ page, product }) => {
    await page.goto("/sign-in");
    await continueWithTikTok(page).click();
    await tiktok(product, "faults", fault);
    await consentOnTikTok(page, product, "limited.lu");
    await expect(page.getByRole("heading", { level: 2, name: told })).toBeVisible();
    await expect(page).toHaveTitle(/^Error: /);
    await expect(page.getByText("Nothing was posted.")).toBeVisible();
  });
}

test("what TikTok's support asks for comes along, and stays out of the address", async ({
  page,
  product,
}) => {
  await page.goto("/sign-in");
  await continueWithTikTok(page).click();
  await tiktok(product, "faults", { preset: "invalid_grant@token" });
  await consentOnTikTok(page, product, "limited.lu");
  await page.getByText("Details for support").click();
  const details = page.getByRole("group").filter({ hasText: "Details for support" });
  await expect(details).toContainText("invalid_grant");
  const [logId = "none"] = /\d{14}[0-9A-F]{10,}/.exec(await details.innerText()) ?? [];
  expect(logId).not.toBe("none");
  expect(page.url()).not.toContain(logId);
});

test("starting again after an expired code works", async ({ page, product }) => {
  await page.goto("/sign-in");
  await continueWithTikTok(page).click();
  await tiktok(product, "faults", { preset: "invalid_grant@token" });
  await consentOnTikTok(page, product, "limited.lu");
  await page.getByRole("button", { name: "Start again" }).click();
  await consentOnTikTok(page, product, "limited.lu");
  await expect(page.getByRole("heading", { level: 1, name: /Lu is connected/ })).toBeVisible();
});

test("a problem of TikTok's own page comes back in words of its own", async ({ page, product }) => {
  await page.goto("/sign-in");
  await tiktok(product, "faults", { preset: "server_error@authorize" });
  await continueWithTikTok(page).click();
  await expect(page.getByRole("heading", { name: "TikTok's sign-in had a problem" })).toBeVisible();
});

test("where TikTok keeps somebody on its error page, going back finds the button ready", async ({
  page,
  product,
}) => {
  await page.goto("/sign-in");
  await tiktok(product, "faults", { preset: "unauthorized_client" });
  await continueWithTikTok(page).click();
  await page.waitForURL(`${product.simulatorUrl}/v2/auth/authorize/error/**`);
  await page.goBack();
  await expect(continueWithTikTok(page)).toBeEnabled();
});

test("an account that is not on a sandbox's list is told so, and not that it cancelled", async ({
  page,
  product,
}) => {
  await tiktok(product, "app", { sandbox: true, targetUsers: ["kess"] });
  try {
    await page.goto("/sign-in");
    await continueWithTikTok(page).click();
    await consentOnTikTok(page, product, "limited.lu");
    await expect(page.getByRole("heading", { name: "Only test accounts can connect" })).toBeVisible();
    await expect(page.getByText("You cancelled")).toHaveCount(0);
  } finally {
    await tiktok(product, "app", { sandbox: false, targetUsers: [] });
  }
});

test("an answer that belongs to no open sign-in is not used, also the second time", async ({
  page,
  product,
}) => {
  await page.goto("/api/auth/callback/tiktok?code=made-up&state=made-up");
  await expect(page.getByRole("heading", { name: "This sign-in page was open too long" })).toBeVisible();

  const answers = requestsOf(page, /\/api\/auth\/callback\/tiktok/);
  await page.getByRole("button", { name: "Start again" }).click();
  await consentOnTikTok(page, product, "short.shay");
  await page.waitForURL("**/sign-in/check?**");
  const used = await tiktok<{ entries: unknown[] }>(
    product,
    "ledger?endpoint=oauth.token&creator=short.shay",
  );
  await page.goto(answers[0]?.url() ?? "");
  await expect(page).toHaveURL(/problem=/);
  const after = await tiktok<{ entries: unknown[] }>(
    product,
    "ledger?endpoint=oauth.token&creator=short.shay",
  );
  expect(after.entries.length).toBe(used.entries.length);
  await page.goto("/sign-in/check");
  // Another journey may have learned the handle.
  await expect(
    page.getByRole("heading", { level: 1, name: /^(Shay|@short\.shay) is connected$/ }),
  ).toBeVisible();
});

test("after signing in one gets where one wanted to go, within this app only", async ({ page, product }) => {
  await page.goto("/sign-in?next=%2Ferrors");
  await continueWithTikTok(page).click();
  await consentOnTikTok(page, product, "max.banned");
  await page.getByRole("link", { name: "Continue" }).click();
  await expect(page).toHaveURL("/errors");

  for (const away of ["//evil.example", "https://evil.example/", "/\\evil.example"]) {
    await page.goto(`/sign-in/check?next=${encodeURIComponent(away)}`);
    await expect(page.getByRole("link", { name: "Continue" })).toHaveAttribute("href", "/app");
  }
});

test("signing out everywhere ends the other browser's session too", async ({
  page,
  product,
  browser,
  baseURL,
}) => {
  const email = "jo@northlight.example";
  const home = await signInAsStaff(page, product, email);
  const other = await browser.newPage({ baseURL });
  await signInAsStaff(other, product, email);
  await page.getByRole("button", { name: /your menu/ }).click();
  await page.getByRole("menuitem", { name: "Sign out everywhere" }).click();
  await expect(continueWithTikTok(page)).toBeVisible();
  await other.goto(home);
  await expect(other).toHaveURL(/\/sign-in\?next=/);
  await other.close();
});

test("a workspace that one does not belong to is not found", async ({ page, product, browser, baseURL }) => {
  const theirs = await signInAs(page, product, "full.fay");
  const other = await browser.newPage({ baseURL });
  await signInAs(other, product, "busy.bo");
  for (const path of ["", "/connections"]) {
    const answer = await other.goto(`${theirs}${path}`);
    expect(answer?.status()).toBe(404);
    await expect(other.getByRole("heading", { name: "We can't find this page" })).toBeVisible();
  }
  await other.close();
});

for (const path of [
  "/",
  "/sign-in",
  "/sign-in?problem=invalid_client",
  "/sign-in?problem=access_denied",
  "/sign-in?error=Verification",
  "/sign-in/mail-sent",
  "/mailbox",
]) {
  test(`${path} is accessible`, async ({ page }) => {
    await page.goto(path);
    await expectAccessible(page);
  });
}

test("a problem or a mistake that nobody knows is ignored", async ({ page }) => {
  await page.goto("/sign-in?problem=%3Cb%3Ehello&error=constructor");
  await expect(page).toHaveTitle("Sign in · Aircheck");
  await page.goto("/sign-in?problem=spam_risk_text");
  await expect(page).toHaveTitle("Sign in · Aircheck");
});
