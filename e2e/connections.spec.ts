import type { Page } from "@playwright/test";
import {
  connectCreator,
  consentOnTikTok,
  countAtTikTok,
  expectAccessible,
  signInAs,
  signInAsStaff,
  tiktok,
} from "#e2e/journeys";
import { expect, test } from "#e2e/test";

const SESSION = "next-auth.session-token";

async function sessionOf(page: Page): Promise<string | undefined> {
  const cookies = await page.context().cookies();
  return cookies.find(({ name }) => name === SESSION)?.value;
}

test("staff connect two accounts, and each owner who signs in is a user of their own", async ({
  page,
  product,
  browser,
  baseURL,
}) => {
  // Three people, each in a browser of their own.
  test.slow();
  const workspace = await signInAsStaff(page, product, "ola@northlight.example");
  const session = await sessionOf(page);
  expect(session).toBeTruthy();

  await connectCreator(page, product, workspace, "kess");
  await expect(page.getByRole("heading", { level: 1, name: /^(Kess|@kess) is connected$/ })).toBeVisible();
  await connectCreator(page, product, workspace, "quiet.ana");
  await page.getByRole("link", { name: "Continue" }).click();
  await expect(page.getByRole("row")).toHaveCount(3);
  expect(await sessionOf(page)).toBe(session);

  const homes = new Set([workspace]);
  for (const [handle, name] of [
    ["kess", "Kess"],
    ["quiet.ana", "Ana, quietly"],
  ] as const) {
    const own = await browser.newPage({ baseURL });
    homes.add(await signInAs(own, product, handle));
    await expect(own.getByRole("button", { name: `${name}, your menu` })).toBeVisible();
    await own.getByRole("link", { name: "Connections", exact: true }).click();
    await expect(own.getByRole("row")).toHaveCount(2);
    await own.close();
  }
  expect(homes.size).toBe(3);

  await page.reload();
  await expect(page.getByRole("button", { name: "ola@northlight.example, your menu" })).toBeVisible();
  await expect(page.getByRole("row")).toHaveCount(3);
});

test("the list of accounts is accessible, empty and full", async ({ page, product }) => {
  const workspace = await signInAsStaff(page, product, "nia@northlight.example");
  await page.goto(`${workspace}/connections`);
  await expect(page.getByText("No TikTok account is connected yet.")).toBeVisible();
  await expectAccessible(page);
  await connectCreator(page, product, workspace, "kess");
  await connectCreator(page, product, workspace, "quiet.ana", { scopes: ["user.info.basic"] });
  await page.goto(`${workspace}/connections`);
  await expect(page.getByRole("row")).toHaveCount(3);
  await expectAccessible(page);
});

test("a permission left off while connecting is named, listed first, and repaired", async ({
  page,
  product,
}) => {
  const workspace = await signInAsStaff(page, product, "pia@northlight.example");
  await connectCreator(page, product, workspace, "short.shay");
  await connectCreator(page, product, workspace, "cap.cody", {
    scopes: ["user.info.basic", "video.publish"],
  });
  await expect(page.getByRole("heading", { level: 1 })).toContainText("one permission is off");
  await page.getByRole("link", { name: "Continue without inbox drafts" }).click();

  const first = page.getByRole("row").nth(1);
  await expect(first).toContainText("Cody");
  await expect(first).toContainText("Limited");
  await expect(first).toContainText("No drafts can be sent to the TikTok inbox.");
  await page.getByRole("link", { name: "Cody" }).first().click();
  await expect(page.getByRole("heading", { name: "Permissions" })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("button", { name: "Turn on the missing permission" }).click();
  await consentOnTikTok(page, product, "cap.cody");
  await expect(
    page.getByRole("heading", { level: 1, name: /^(Cody|@cap\.cody) is connected$/ }),
  ).toBeVisible();
  await page.getByRole("link", { name: "Continue" }).click();
  await expect(page.getByText("Ready", { exact: true })).toBeVisible();
});

test("mending one account with another changes nothing and says so", async ({ page, product }) => {
  const workspace = await signInAsStaff(page, product, "quin@northlight.example");
  await connectCreator(page, product, workspace, "short.shay", { scopes: ["user.info.basic"] });
  await page.getByRole("button", { name: "Turn on the missing permissions" }).click();
  await consentOnTikTok(page, product, "slow.sam");
  await expect(page.getByRole("heading", { name: "That was another TikTok account" })).toBeVisible();
  await expect(page).toHaveTitle(/^Error: /);
  await expectAccessible(page);
  await page.goto(`${workspace}/connections`);
  await expect(page.getByRole("row")).toHaveCount(2);
  await expect(page.getByRole("row", { name: /shay/i })).toContainText("Limited");
});

test("cancelling while connecting is told where one was", async ({ page, product }) => {
  const workspace = await signInAsStaff(page, product, "rob@northlight.example");
  await page.goto(`${workspace}/connections`);
  await page.getByRole("button", { name: "Connect an account" }).click();
  await page.waitForURL(`${product.simulatorUrl}/**`);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("You cancelled on TikTok. Nothing was connected.")).toBeVisible();
  await expect(page.getByText("No TikTok account is connected yet.")).toBeVisible();
});

test("TikTok's page that one person opened connects nothing for another", async ({
  page,
  product,
  browser,
  baseURL,
}) => {
  const workspace = await signInAsStaff(page, product, "sue@northlight.example");
  await page.goto(`${workspace}/connections`);
  await page.getByRole("button", { name: "Connect an account" }).click();
  await page.waitForURL(`${product.simulatorUrl}/**`);

  const other = await browser.newPage({ baseURL });
  await signInAsStaff(other, product, "tom@northlight.example");
  await other.goto(page.url());
  await consentOnTikTok(other, product, "lena.rooftop");
  await expect(other.getByRole("heading", { name: "This sign-in page was open too long" })).toBeVisible();
  await expect(other.getByText("No TikTok account is connected yet.")).toBeVisible();
  await other.close();
  await page.goto(`${workspace}/connections`);
  await expect(page.getByText("No TikTok account is connected yet.")).toBeVisible();
});

test("an account whose access was removed in TikTok stands first, with the button that brings it back", async ({
  page,
  product,
}) => {
  const workspace = await signInAsStaff(page, product, "uma@northlight.example");
  const removed = await connectCreator(page, product, workspace, "full.fay");
  await connectCreator(page, product, workspace, "limited.lu");
  await tiktok(product, "creators/full.fay/revoke", {});
  await page.request.get(`/api/w/${workspace.split("/").at(-1)}/creators/${removed}/info`);

  await page.goto(`${workspace}/connections`);
  const first = page.getByRole("row").nth(1);
  await expect(first).toContainText("Fay");
  await expect(first).toContainText("Reconnect now");
  await first.getByRole("link").click();
  await expect(page.getByRole("heading", { name: /needs to reconnect TikTok/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "I can sign in to this account" }).click();
  await consentOnTikTok(page, product, "full.fay");
  await expect(
    page.getByRole("heading", { level: 1, name: /^(Fay|@full\.fay) is connected$/ }),
  ).toBeVisible();
});

test("disconnecting takes the access away at TikTok", async ({ page, product }) => {
  const workspace = await signInAsStaff(page, product, "vic@northlight.example");
  // No other journey connects this account: TikTok is told only when the last workspace lets go.
  const id = await connectCreator(page, product, workspace, "revoking.rae");
  const before = await countAtTikTok(product, "oauth.revoke");
  await page.goto(`${workspace}/connections/${id}`);
  await page.getByRole("button", { name: "Disconnect…" }).click();
  await expect(page.getByRole("heading", { name: /^Disconnect/, level: 2 }).last()).toBeFocused();
  await expect(page.getByText("stop, and show up under Needs fixing")).toBeVisible();
  await page.getByRole("button", { name: "Disconnect", exact: true }).click();
  await expect(page.getByText("No TikTok account is connected yet.")).toBeVisible();
  await expect.poll(() => countAtTikTok(product, "oauth.revoke")).toBe(before + 1);
  const { creators } = await tiktok<{ creators: { handle: string; grants: unknown[] }[] }>(
    product,
    "creators",
  );
  expect(creators.find(({ handle }) => handle === "revoking.rae")?.grants).toEqual([]);
});
