import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { addVideo, choosePrivacy, makeVideo, openCompose } from "#e2e/compose-journeys";
import { signInAs } from "#e2e/journeys";
import { expect, test } from "#e2e/test";

// What a person sees of TikTok's rules for posting screens, numbered as
// https://developers.tiktok.com/doc/content-sharing-guidelines numbers them. Their logic is tested in lib/posts/rules.test.ts.

const D1 = "By posting, you agree to TikTok's Music Usage Confirmation.";
const D2 = "By posting, you agree to TikTok's Branded Content Policy and Music Usage Confirmation.";
const L1 = "Your photo/video will be labeled as 'Promotional content'";
const L2 = "Your photo/video will be labeled as 'Paid partnership'";
const H1 = "You need to indicate if your content promotes yourself, a third party, or both.";
const H2 = "Branded content visibility cannot be set to private.";

const button = (page: Page) => page.getByRole("button", { name: /^Post now to/ });
const box = (page: Page, name: string) => page.getByRole("checkbox", { name, exact: false });
const disclose = (page: Page) => page.getByRole("switch", { name: "Disclose post content" }).click();
const tip = (page: Page, text: string) => page.locator("[data-open]").filter({ hasText: text }).last();

test("1a and 2a to 2-note: who receives it, nothing chosen beforehand, the declaration in sight", async ({
  page,
  product,
}) => {
  const workspace = await signInAs(page, product, "lena.rooftop");
  const asked = page.waitForResponse(/\/creators\/[^/]+\/info$/);
  await openCompose(page, workspace);
  expect((await asked).status()).toBe(200);
  const account = page.getByRole("region", { name: "Account" });
  await expect(account).toContainText("Lena on the Rooftop");
  await expect(account).toContainText("@lena.rooftop");

  await expect(page.getByLabel("Caption")).toBeEditable();
  await expect(page.getByLabel("Caption")).toHaveValue("");
  await expect(page.getByRole("combobox", { name: "Who can watch" })).toHaveText(/Choose who can watch/);
  for (const name of ["Comment", "Duet", "Stitch"]) await expect(box(page, name)).not.toBeChecked();
  await expect(page.getByText(D1)).toBeVisible();
  await expect(page.getByRole("link", { name: "Music Usage Confirmation" })).toHaveAttribute(
    "href",
    "https://www.tiktok.com/legal/page/global/music-usage-confirmation/en",
  );

  await page.getByRole("combobox", { name: "Who can watch" }).click();
  await expect(page.getByRole("option")).toHaveText([/^Everyone/, /^Friends/, /^Only me/]);
});

test("1 TikTok is asked anew each time the screen opens", async ({ page, product }) => {
  const workspace = await signInAs(page, product, "kess");
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/info")) asked += 1;
  });
  await openCompose(page, workspace);
  await openCompose(page, workspace);
  expect(asked).toBe(2);
  await page.getByRole("combobox", { name: "Who can watch" }).click();
  await expect(page.getByRole("option")).toHaveText([
    /^Friends|^Followers/,
    /^Friends|^Followers/,
    /^Only me/,
  ]);
});

for (const [handle, headline] of [
  ["max.banned", "TikTok has stopped your account from posting"],
  ["busy.bo", /daily limit|today/i],
  ["cap.cody", /account limit|today/i],
] as const) {
  test(`1b ${handle} learns before any upload that nothing can be posted now`, async ({ page, product }) => {
    const workspace = await signInAs(page, product, handle);
    await page.goto(`${workspace}/compose`);
    await expect(page.getByRole("article").getByRole("heading", { name: headline })).toBeVisible();
    await expect(button(page)).toHaveCount(0);
  });
}

test("1c a video longer than the account may post is stopped with both lengths", async ({
  page,
  product,
}) => {
  const workspace = await signInAs(page, product, "short.shay");
  await openCompose(page, workspace);
  await addVideo(page, await makeVideo({ name: "long.mp4", silent: true, size: "360x640", times: 95 }));
  await expect(page.getByText("5 of 6 checks passed")).toBeVisible();
  await expect(page.getByRole("row", { name: /Length.*3:10.*up to 3:00/ })).toBeVisible();
  await expect(page.getByText(/The video lasts 3:10/)).toBeVisible();
  await expect(button(page)).toBeDisabled();
});

test("2c what the account switched off in TikTok is grey and says so", async ({ page, product }) => {
  const workspace = await signInAs(page, product, "quiet.ana");
  await openCompose(page, workspace);
  for (const name of ["Comment", "Duet", "Stitch"]) await expect(box(page, name)).toBeDisabled();
  await expect(page.getByText("Off in @quiet.ana's TikTok settings")).toHaveCount(3);
});

test("3a to 4: the disclosure with its labels, its hints and its declaration", async ({ page, product }) => {
  const workspace = await signInAs(page, product, "lena.rooftop");
  await openCompose(page, workspace);
  await expect(box(page, "Your brand")).toHaveCount(0);
  await expect(page.getByText(/^Your photo\/video will be labeled as/)).toHaveCount(0);

  await disclose(page);
  await expect(box(page, "Your brand")).not.toBeChecked();
  await expect(box(page, "Branded content")).not.toBeChecked();
  await expect(page.getByText(/^Your photo\/video will be labeled as/)).toHaveCount(0);
  await expect(button(page)).toBeDisabled();
  await button(page).hover();
  await expect(tip(page, H1)).toBeVisible();
  await page.mouse.move(0, 0);
  await button(page).focus();
  await expect(button(page)).toHaveAccessibleDescription(new RegExp(H1));

  await box(page, "Your brand").check();
  await expect(page.getByText(L1)).toBeVisible();
  await expect(page.getByText(D1)).toBeVisible();
  await box(page, "Branded content").check();
  await expect(page.getByText(L2)).toBeVisible();
  await expect(page.getByText(L1)).toHaveCount(0);
  await expect(page.getByText(D2)).toBeVisible();
  await box(page, "Your brand").uncheck();
  await expect(page.getByText(L2)).toBeVisible();
  await expect(page.getByText(D2)).toBeVisible();
  await expect(page.getByRole("link", { name: "Branded Content Policy" })).toHaveAttribute(
    "href",
    "https://www.tiktok.com/legal/page/global/bc-policy/en",
  );
});

test("3b and 3b' branded content and only me exclude each other, both ways, with the reason", async ({
  page,
  product,
}) => {
  const workspace = await signInAs(page, product, "lena.rooftop");
  await openCompose(page, workspace);
  await disclose(page);
  await box(page, "Branded content").check();
  await page.getByRole("combobox", { name: "Who can watch" }).click();
  const onlyMe = page.getByRole("option", { name: "Only me" });
  await onlyMe.hover();
  await expect(tip(page, H2)).toBeVisible();
  await expect(onlyMe).toHaveAttribute("aria-disabled", "true");
  await expect(onlyMe).toHaveAccessibleDescription(H2);
  await page.keyboard.press("Escape");
  await page.getByRole("combobox", { name: "Who can watch" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("End");
  await expect(tip(page, H2)).toBeVisible();
  await page.keyboard.press("Escape");

  await box(page, "Branded content").uncheck();
  await choosePrivacy(page, "Only me");
  await expect(box(page, "Branded content")).toBeDisabled();
  await expect(page.getByText(H2)).toBeVisible();
});

test("5a to 5d: a preview, text of one's own, nothing before consent, and how long it takes", async ({
  page,
  product,
}) => {
  const workspace = await signInAs(page, product, "lena.rooftop");
  await openCompose(page, workspace);
  await addVideo(page, await makeVideo());
  await expect(page.getByLabel("Preview of the video")).toBeVisible();
  await page.getByLabel("Caption").fill("sunset set #rooftop");
  await expect(page.getByLabel("Caption")).toHaveValue("sunset set #rooftop");
  await choosePrivacy(page, "Everyone");
  await expect(
    page.getByText("It may take a few minutes to appear on the profile after it posts."),
  ).toBeVisible();
  await expect(button(page)).toBeDisabled();
  await expect(page.locator("#compose-missing")).toHaveText("Agree to send this video to @lena.rooftop");
  await box(page, "I agree to send this video to @lena.rooftop on TikTok").check();
  await expect(button(page)).toBeEnabled();
  // The tick belongs to what stood there: another way of delivery asks again.
  await page.getByRole("radio", { name: "TikTok inbox" }).click();
  await expect(box(page, "I agree")).not.toBeChecked();
});

test("5e after the button the post's own page shows what happens to it", async ({ page, product }) => {
  const workspace = await signInAs(page, product, "lena.rooftop");
  await openCompose(page, workspace);
  await addVideo(page, await makeVideo());
  await choosePrivacy(page, "Everyone");
  await box(page, "I agree").check();
  await page.keyboard.press("Control+Enter");
  await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
});

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

for (const colorScheme of ["light", "dark"] as const) {
  test(`no accessibility violation and no sideways scrolling in ${colorScheme}, empty, filled and stopped`, async ({
    browser,
    product,
  }) => {
    const context = await browser.newContext({
      baseURL: product.url,
      colorScheme,
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
}
