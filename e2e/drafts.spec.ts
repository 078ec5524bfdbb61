import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { addVideo, choosePrivacy, makeVideo, openCompose } from "#e2e/compose-journeys";
import { signInAs } from "#e2e/journeys";
import { expect, test } from "#e2e/test";

// What is being written is never lost, never overwritten unseen, and can be written by everybody.

const box = (page: Page, name: string) => page.getByRole("checkbox", { name, exact: false });
const disclose = (page: Page) => page.getByRole("switch", { name: "Disclose post content" }).click();

test("a reload loses nothing, not even what no save had reached", async ({ page, context, product }) => {
  const workspace = await signInAs(page, product, "lena.rooftop");
  await openCompose(page, workspace);
  await page.getByLabel("Caption").fill("first words");
  await expect(page.getByText(/^Saved \d\d:\d\d:\d\d$/)).toBeVisible();
  await expect(page).toHaveURL(/\/compose\/[0-9a-f-]{36}$/);
  await page.reload();
  await expect(page.getByText("Checked just now")).toBeVisible();
  await expect(page.getByLabel("Caption")).toHaveValue("first words");

  await context.setOffline(true);
  await page.getByLabel("Caption").fill("first words, and more in a tunnel");
  await expect(page.getByText("You're offline")).toBeVisible();
  await expect(page.getByText(/kept in this browser/).first()).toBeVisible();
  await page.evaluate(() => window.stop());
  await context.setOffline(false);
  await page.reload();
  await expect(page.getByLabel("Caption")).toHaveValue("first words, and more in a tunnel");
});

test("two windows cannot overwrite each other unseen", async ({ page, context, product }) => {
  const workspace = await signInAs(page, product, "lena.rooftop");
  await openCompose(page, workspace);
  await page.getByLabel("Caption").fill("one");
  await expect(page).toHaveURL(/\/compose\/[0-9a-f-]{36}$/);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByText("Checked just now")).toBeVisible();
  await other.getByLabel("Caption").fill("two");
  await expect(other.getByText(/^Saved/)).toBeVisible();
  await page.getByLabel("Caption").fill("one, changed");
  await expect(page.getByText("This draft changed in another window")).toBeVisible();
  await page.getByRole("button", { name: "Keep mine as a new draft" }).click();
  await expect(page.getByText(/^Saved/)).toBeVisible();
  expect(new URL(page.url()).pathname).not.toBe(new URL(other.url()).pathname);
  await other.reload();
  await expect(other.getByLabel("Caption")).toHaveValue("two");
});

test("sending with problems lists them, and each leads to its field", async ({ page, product }) => {
  const workspace = await signInAs(page, product, "lena.rooftop");
  await openCompose(page, workspace);
  await expect(page.locator("#compose-missing")).toHaveText("Add a video first");
  await page.keyboard.press("Control+Enter");
  const summary = page.getByRole("alert").filter({ hasText: "There is a problem" });
  await expect(summary).toBeFocused();
  await summary.getByRole("link", { name: "Choose who can watch" }).click();
  await expect(page.getByRole("combobox", { name: "Who can watch" })).toBeFocused();
  await page.keyboard.press("Escape");
  await choosePrivacy(page, "Everyone");
  await expect(summary.getByRole("link", { name: "Choose who can watch" })).toHaveCount(0);
});

test("an account that allows drafts alone sends to the inbox, and only the video goes", async ({
  page,
  product,
}) => {
  const scopes = ["user.info.basic", "video.upload"];
  const workspace = await signInAs(page, product, "kess", { scopes });
  await page.goto(`${workspace}/compose`);
  await expect(page.getByRole("radio", { name: "TikTok inbox" })).toBeChecked();
  await expect(page.getByRole("radio", { name: "Post directly" })).toBeDisabled();
  await expect(page.getByRole("button", { name: "Turn on the missing permission" })).toBeVisible();
  await expect(page.getByLabel("Caption")).toHaveCount(0);
  await addVideo(page, await makeVideo());
  await box(page, "I agree").check();
  await page.getByRole("button", { name: /^Send to .* inbox now$/ }).click();
  await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
});

test("the cover is chosen by keys, a frame or a second at a time", async ({ page, product }) => {
  const workspace = await signInAs(page, product, "lena.rooftop");
  await openCompose(page, workspace);
  await addVideo(page, await makeVideo({ seconds: 4, rate: 25 }));
  const cover = page.getByRole("slider", { name: "Cover" });
  await cover.focus();
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(cover).toHaveAttribute("aria-valuetext", "0:01.1");
});

test("no accessibility violation and no sideways scrolling, empty, filled and stopped", async ({
  browser,
  product,
}) => {
  const context = await browser.newContext({
    baseURL: product.url,
    viewport: { width: 1280, height: 800 },
  });
  const page = await context.newPage();
  test.slow();
  const workspace = await signInAs(page, product, "lena.rooftop");
  const check = async () => {
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations.map(({ id, nodes }) => ({ id, where: nodes.map(({ target }) => target.join(" ")) })),
    ).toEqual([]);
    const beyond = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
    expect(await page.evaluate(beyond)).toBe(0);
  };
  await openCompose(page, workspace);
  await page.setViewportSize({ width: 320, height: 700 });
  await check();
  await addVideo(page, await makeVideo({ name: "modest.mp4", size: "480x640", silent: true }));
  await page.getByText("6 of 6 checks passed").click();
  await page.getByLabel("Caption").fill(`${"x".repeat(2300)} #rooftop`);
  await disclose(page);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("alert").filter({ hasText: "There is a problem" })).toBeVisible();
  await check();
  await page.setViewportSize({ width: 1280, height: 800 });
  await check();
  await signInAs(page, product, "max.banned").then((other) => page.goto(`${other}/compose`));
  await expect(page.getByRole("article")).toBeVisible();
  await check();
  await context.close();
});
