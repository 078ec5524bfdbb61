import { expectAccessible, signInAsStaff } from "#e2e/journeys";
import { acceptByMail, invite, linkInMail } from "#e2e/team-journeys";
import { expect, test } from "#e2e/test";

const WEEK = 7 * 24 * 60 * 60_000;

test("somebody who is invited proves their address, accepts, and has what their role allows", async ({
  page,
  product,
  browser,
  baseURL,
}) => {
  test.slow();
  const workspace = await signInAsStaff(page, product, "ada@team.example");
  await invite(page, workspace, "ben@team.example", "Editor");
  await expectAccessible(page);
  const ben = await (await browser.newContext({ baseURL })).newPage();
  await acceptByMail(ben, "ben@team.example");
  expect(ben.url()).toBe(workspace);
  await ben.goto(`${workspace}/team`);
  await expect(ben.getByRole("list", { name: "Members" }).getByRole("listitem")).toHaveCount(2);
  await expect(ben.getByRole("button", { name: "Invite somebody" })).toHaveCount(0);
  await expect(ben.getByRole("combobox", { name: /^Role of/ })).toHaveCount(0);
  await expectAccessible(ben);

  // What changes takes effect at the next click.
  await page.reload();
  await page.getByRole("combobox", { name: "Role of ben@team.example" }).click();
  await page.getByRole("option", { name: "Client" }).click();
  await expect(page.getByText("ben@team.example is now a client")).toBeVisible();
  await ben.reload();
  await expect(ben.getByRole("list", { name: "Members" })).toHaveCount(0);
  await expect(ben.getByText("Looks at posts and what became of them.")).toBeVisible();
  await expectAccessible(ben);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("combobox", { name: "Role of ben@team.example" })).toContainText("Editor");

  await page.getByRole("button", { name: "Remove… ben@team.example" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("list", { name: "Members" }).getByRole("listitem")).toHaveCount(1);
  await ben.reload();
  await expect(ben.getByRole("heading", { name: "We can't find this page" })).toBeVisible();
  await ben.close();
});

test("an invitation is for its address, and says in its own words why it opens nothing", async ({
  page,
  product,
  browser,
  baseURL,
}) => {
  test.slow();
  const workspace = await signInAsStaff(page, product, "cleo@team.example");
  await invite(page, workspace, "dan@team.example", "Manager");
  const link = await linkInMail(page, "dan@team.example", /invites you/);
  const other = await (await browser.newContext({ baseURL })).newPage();
  await signInAsStaff(other, product, "eve@team.example");
  await other.goto(link);
  await expect(other.getByText("you are signed in as eve@team.example")).toBeVisible();
  await expectAccessible(other);

  await page.goto(`${workspace}/team`);
  await page.getByRole("button", { name: "Take back… the invitation of dan@team.example" }).click();
  await page.getByRole("button", { name: "Take it back" }).click();
  await expect(page.getByRole("list", { name: "Pending invitations" })).toHaveCount(0);
  await other.reload();
  await expect(other.getByRole("heading", { name: "This invitation was taken back" })).toBeVisible();
  await expect(other).toHaveTitle(/^Error: /);
  await expectAccessible(other);

  await invite(page, workspace, "dan@team.example", "Client");
  await product.pushClock(WEEK);
  const late = await linkInMail(other, "dan@team.example", /invites you/);
  await other.goto(late);
  await expect(other.getByRole("heading", { name: /^This invitation ended on/ })).toBeVisible();
  await expect(other.getByRole("link", { name: "E-mail cleo@team.example" })).toBeVisible();
  await page.goto(`${workspace}/team`);
  await expect(page.getByText("Expired", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Send again to dan@team.example" }).click();
  await expect(page.getByText("A new link is on its way to dan@team.example")).toBeVisible();
  await other.goto(late);
  await expect(other.getByRole("heading", { name: "We don't know this invitation" })).toBeVisible();

  await acceptByMail(other, "dan@team.example");
  await other.goto(await linkInMail(other, "dan@team.example", /invites you/));
  await expect(other.getByRole("heading", { name: "You have accepted this invitation" })).toBeVisible();
  await other.close();
});

test("a person has several workspaces, and the switcher leads from one to the other", async ({
  page,
  product,
}) => {
  const first = await signInAsStaff(page, product, "flo@team.example");
  await page.getByRole("button", { name: "Switch workspace" }).click();
  await page.getByRole("menuitem", { name: "New workspace…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Create the workspace" }).click();
  await expect(dialog.getByText("Give it a name")).toBeVisible();
  await dialog.getByLabel("Name").fill("Southlight Studio");
  await dialog.getByLabel("Time zone").selectOption("America/New_York");
  await dialog.getByRole("button", { name: "Create the workspace" }).click();
  await expect(page.getByRole("link", { name: "Southlight Studio" })).toBeVisible();
  expect(page.url()).not.toBe(first);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("New York");

  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByRole("button", { name: "Switch workspace" }).click();
  await page.getByRole("menuitem", { name: "flo workspace" }).click();
  await page.waitForURL(first);
  await expect(page.getByRole("link", { name: "flo workspace" })).toBeVisible();
});

test("an owner changes what holds for the workspace, and the last owner stays", async ({ page, product }) => {
  const workspace = await signInAsStaff(page, product, "gus@team.example");
  await page.goto(`${workspace}/settings`);
  await expectAccessible(page);
  // Both proofs of the media address are told, and the one that this app gives can be seen.
  const proof = "tiktok-developers-site-verification=SignatureOfTheTests1";
  await expect(page.getByText(proof)).toBeVisible();
  expect(await (await page.request.get("/media/tiktokSignatureOfTheTests1.txt")).text()).toBe(proof);
  expect((await page.request.get("/media/tiktokAnother.txt")).status()).toBe(404);
  await page.getByRole("button", { name: "Check both" }).click();
  await expect(page.getByText("TikTok can see that the address is yours.")).toBeVisible();
  await page.getByLabel("How late a post may go out, in minutes").fill("0");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("A post needs a minute at least")).toBeVisible();
  await page.getByLabel("How late a post may go out, in minutes").fill("45");
  await page.getByLabel("Name").fill("Gus & Co");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("link", { name: "Gus & Co" })).toBeVisible();
  await page.goto(`${workspace}/team`);
  await expect(page.getByText("The only owner can't leave")).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("a");
  await page.waitForURL(`${workspace}/connections`);
});
