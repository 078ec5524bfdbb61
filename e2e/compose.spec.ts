import type { Page } from "@playwright/test";
import { addVideo, choosePrivacy, makeVideo, openCompose } from "#e2e/compose-journeys";
import { signInAs, tiktok } from "#e2e/journeys";
import { requestsOf } from "#e2e/requests";
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
  const asked = requestsOf(page, /\/info$/);
  await openCompose(page, workspace);
  await openCompose(page, workspace);
  expect(asked).toHaveLength(2);
  await page.getByRole("combobox", { name: "Who can watch" }).click();
  await expect(page.getByRole("option")).toHaveText([
    /^Friends|^Followers/,
    /^Friends|^Followers/,
    /^Only me/,
  ]);
});

for (const [handle, headline, traits] of [
  ["max.banned", "TikTok has stopped your account from posting", {}],
  // Of today, however far an earlier journey has pushed the clock.
  ["busy.bo", /daily limit|today/i, { postsToday: 15 }],
  ["cap.cody", /account limit|today/i, {}],
] as const) {
  test(`1b ${handle} learns before any upload that nothing can be posted now`, async ({ page, product }) => {
    await tiktok(product, `creators/${handle}`, traits);
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
  await expect(page.getByRole("link", { name: "duration_check_failed" })).toHaveAttribute(
    "href",
    "/errors/duration_check_failed",
  );
  await expect(page.getByRole("heading", { name: /The video lasts 3:10/ })).toBeVisible();
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
  const more = page.getByRole("button", { name: "more", exact: true });
  await expect(more).toHaveCount(0);
  // TikTok cuts what has no room in two lines, and covers parts of the picture.
  await page.getByLabel("Caption").fill(`${"Three roofs in a row at dusk. ".repeat(6)}The end`);
  await more.click();
  await page.getByRole("button", { name: "less", exact: true }).click();
  await expect(more).toHaveAttribute("aria-expanded", "false");
  await page.getByRole("switch", { name: "Show what TikTok covers" }).click();
  await expect(page.getByText("Covered by TikTok's tabs")).toBeVisible();
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
