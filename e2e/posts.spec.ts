import { openCompose } from "#e2e/compose-journeys";
import {
  connectCreator,
  consentOnTikTok,
  countAtTikTok,
  expectAccessible,
  signInAs,
  signInAsStaff,
} from "#e2e/journeys";
import { behave, misbehave, publishVideo, soon, stateOf } from "#e2e/post-journeys";
import { nowOf } from "#e2e/schedule-journeys";
import { expect, test } from "#e2e/test";

test.beforeEach(async ({ product }) => {
  await behave(product);
  // TikTok counts calls within a minute: each test begins with a fresh one.
  await product.pushClock(61_000);
});

test("a creator watches a post go live and opens it by its link", async ({ page, product }) => {
  const workspace = await signInAs(page, product, "lena.rooftop");
  await publishVideo(page, workspace, { caption: "Sunset, seen live" });
  await expect(page.getByRole("heading", { level: 1, name: "Sunset, seen live" })).toBeVisible();
  const link = page.getByRole("link", { name: "See it on TikTok" });
  await soon(product, link);
  await expect(stateOf(page, "Posted")).toBeVisible();

  const href = (await link.getAttribute("href")) ?? "";
  expect(href).toMatch(new RegExp(`^${product.simulatorUrl}/@lena\\.rooftop/video/\\d{19}$`));
  expect((await fetch(href)).status).toBe(200);

  const main = page.getByRole("main");
  await expect(main.getByText("Attempt 1: Posted")).toBeVisible();
  for (const step of [
    "File, permission and settings checked",
    "TikTok opened the upload",
    "TikTok has the whole video",
  ]) {
    const line = main.getByRole("listitem").filter({ hasText: step }).last();
    await expect(line).toBeVisible();
    await expect(line.getByRole("time")).toHaveText(/^\d\d:\d\d:\d\d$/);
  }
  await expect(main.getByText("agreed on")).toBeVisible();
  await expect(main.getByText("By posting, you agree to TikTok's Music Usage Confirmation.")).toBeVisible();
  await expectAccessible(page);

  await page.goto(`${workspace}/posts?status=posted`);
  await expect(page.getByRole("link", { name: "Posted", exact: true })).toHaveAttribute(
    "aria-current",
    "page",
  );
  await expect(page.getByRole("listitem").filter({ hasText: "Sunset, seen live" })).toContainText("Posted");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Drafts" }).click();
  await expect(page.getByRole("link", { name: "Sunset, seen live" })).toHaveCount(0);
});

test("an upload is told step by step while it lasts", async ({ page, product }) => {
  const workspace = await signInAs(page, product, "lena.rooftop");
  await misbehave(product, "delay@put", { delayMs: 3_000 });
  await publishVideo(page, workspace, { caption: "A slow line" });
  const way = page.getByRole("region", { name: "On its way to TikTok" });
  await expect(way.locator("[aria-current=step]")).toHaveText("Uploading");
  await expect(way.getByRole("progressbar", { name: /^Sending/ })).toBeVisible();
  await expect(stateOf(page, "Sending to TikTok")).toBeVisible();
  await expectAccessible(page);
  await expect(stateOf(page, "Posted")).toBeVisible({ timeout: 30_000 });
});

test("a 503 during the upload is mended by itself, and the timeline keeps it", async ({ page, product }) => {
  const workspace = await signInAs(page, product, "quiet.ana");
  await misbehave(product, "put_503");
  const before = await countAtTikTok(product, "init.direct", "quiet.ana");
  await publishVideo(page, workspace, { caption: "Through the storm" });
  await soon(product, stateOf(page, "Posted"));
  await expect(page.getByRole("main").getByText("A part has to be sent again")).toBeVisible();
  expect((await countAtTikTok(product, "init.direct", "quiet.ana")) - before).toBe(1);
});

test("a refused caption is edited, not sent again", async ({ page, product }) => {
  const workspace = await signInAs(page, product, "lena.rooftop");
  await misbehave(product, "spam_risk_text");
  await publishVideo(page, workspace, { caption: "Buy now, buy now" });
  await soon(product, page.getByRole("heading", { name: "TikTok refused this caption" }));
  const retry = page.getByRole("button", { name: "Try again now" });
  await expect(retry).toBeDisabled();
  await expect(retry).toHaveAccessibleDescription(/TikTok asks apps not to send a refused post again/);
  await page.getByText("Details for support").click();
  await expect(page.getByRole("article").getByText("spam_risk_text")).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("button", { name: "Edit caption" }).click();
  await page.waitForURL(/\/compose\/[0-9a-f-]{36}$/);
  await expect(page.getByLabel("Caption")).toHaveValue("Buy now, buy now");
});

test("TikTok's own trouble is waited out, and a person can stop the waiting", async ({ page, product }) => {
  const workspace = await signInAs(page, product, "lena.rooftop");
  await misbehave(product, "internal_error", { times: 0 });
  await publishVideo(page, workspace, { caption: "Patience" });
  await soon(product, page.getByRole("article").getByText(/^Retrying at \d\d:\d\d/));
  await expectAccessible(page);
  await page.getByRole("button", { name: "Stop retrying" }).click();
  await expect(stateOf(page, "Draft")).toBeVisible();
  await expect(page.getByText("Stopped. The post is a draft again")).toBeVisible();

  await page.getByRole("button", { name: "Discard" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Discard the draft" }).click();
  await page.waitForURL(/\/posts$/);
});

test("what may be live is never sent again without a warning", async ({ page, product }) => {
  const workspace = await signInAs(page, product, "lena.rooftop");
  // Until it is taken back: posts of earlier journeys are asked about as well.
  await misbehave(product, "invalid_publish_id", { times: 0 });
  await publishVideo(page, workspace, { caption: "Lost and found" });
  const card = page.getByRole("article");
  await soon(product, card.getByText(/^Unconfirmed/));
  await behave(product);
  await expect(card.getByRole("link", { name: "Check my profile on TikTok" })).toHaveAttribute(
    "href",
    `${product.simulatorUrl}/@lena.rooftop`,
  );
  await card.getByRole("button", { name: "It isn't there: send again" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("two posts of the same video");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Leave it" }).click();
  await card.getByRole("button", { name: "It's there: mark as posted" }).click();
  await expect(stateOf(page, "Posted")).toBeVisible();

  // TikTok's day is full from here on: a press for now is asked about, and one more gives the next time with room.
  await misbehave(product, "spam_risk_too_many_posts", { times: 0 });
  const address = await publishVideo(page, workspace, { caption: "One too many" });
  await soon(product, card.getByRole("heading", { name: "You've reached TikTok's daily limit for apps" }));
  await behave(product);
  await openCompose(page, workspace);
  const when = page.getByRole("region", { name: "When" });
  await expect(when).toContainText("sent or planned within 24 hours");
  await when.getByRole("checkbox", { name: "Post it now anyway" }).check();
  await expectAccessible(page);
  await page.goto(address);
  await card.getByRole("button", { name: "Try again now" }).click();
  await expect(dialog).toContainText("@lena.rooftop has no room for it now");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: /^Schedule for/ }).click();
  const planned = page.getByRole("region", { name: "Planned time" }).getByRole("time");
  const due = Date.parse((await planned.getAttribute("datetime")) ?? "");
  await product.pushClock(due - (await nowOf(product)) + 1_000);
  await soon(product, stateOf(page, "Posted"));
  // The number that TikTok has shown holds for a day: no other journey has to live with it.
  await product.pushClock(60 * 60_000);
});

test("a draft in the TikTok inbox comes with what is left to do", async ({ page, product }) => {
  const workspace = await signInAs(page, product, "lena.rooftop");
  await publishVideo(page, workspace, { inbox: true });
  await soon(product, stateOf(page, "In TikTok inbox"));
  await expect(page.getByRole("heading", { name: "Finish it in the TikTok app" })).toBeVisible();
  await expectAccessible(page);
});

test("staff send the creator a link to reconnect, and what waited goes on by itself", async ({
  page,
  product,
  browser,
  baseURL,
}) => {
  test.slow();
  const workspace = await signInAsStaff(page, product, "rita@posts.example");
  await connectCreator(page, product, workspace, "quiet.ana");
  await misbehave(product, "access_token_invalid", { times: 0 });
  const post = await publishVideo(page, workspace, { caption: "For Ana" });
  const card = page.getByRole("article");
  await soon(product, card.getByText("Not posted · needs @quiet.ana"));
  await behave(product);
  await card.getByRole("button", { name: "Send Ana, quietly a reconnect link" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("E-mail").fill("ana@posts.example");
  await dialog.getByRole("button", { name: "Make the link" }).click();
  await expect(dialog.getByText("It is on its way to ana@posts.example.")).toBeVisible();
  await expect(dialog.getByRole("link", { name: "Open in my mail" })).toHaveAttribute(
    "href",
    /^mailto:ana@posts\.example\?subject=.*connect%2F/,
  );
  await expectAccessible(page);
  const url = await dialog.getByRole("textbox", { name: "The link" }).inputValue();
  await dialog.getByRole("button", { name: "Done" }).click();

  const ana = await browser.newPage({ baseURL, viewport: { width: 360, height: 740 } });
  await ana.goto(url);
  await expect(ana.getByRole("heading", { level: 1 })).toContainText("asks @quiet.ana to reconnect TikTok");
  await ana.getByRole("button", { name: "Continue with TikTok" }).click();
  await consentOnTikTok(ana, product, "quiet.ana");
  await expect(
    ana.getByRole("heading", { level: 1, name: /^(Ana, quietly|@quiet\.ana) is connected$/ }),
  ).toBeVisible();
  await ana.close();
  await page.goto(post);
  await soon(
    product,
    page
      .getByRole("main")
      .getByText(/^Posted/)
      .first(),
  );
});

test("without a connection the page says from when it is, and goes on by itself", async ({
  page,
  product,
  context,
}) => {
  const workspace = await signInAs(page, product, "lena.rooftop");
  await misbehave(product, "delay@put", { delayMs: 3_000 });
  await publishVideo(page, workspace, { caption: "Offline for a moment" });
  // The page has to be there before the line goes: its address changes a moment earlier.
  await expect(page.getByRole("region", { name: "On its way to TikTok" })).toBeVisible();
  await context.setOffline(true);
  await expect(page.getByText("You're offline")).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText("You're offline")).toBeHidden();
  await expect(stateOf(page, "Posted")).toBeVisible({ timeout: 30_000 });
});

test("a post of somebody else's workspace is not found", async ({ page, product, browser }) => {
  const workspace = await signInAs(page, product, "lena.rooftop");
  const address = await publishVideo(page, workspace, { caption: "Not yours" });
  const elsewhere = await browser.newContext({ baseURL: product.url });
  const other = await elsewhere.newPage();
  const foreign = await signInAs(other, product, "short.shay");
  await other.goto(`${foreign}/posts/${address.split("/").at(-1)}`);
  await expect(other.getByRole("heading", { name: "We can't find this post" })).toBeVisible();
  await expectAccessible(other);
  await elsewhere.close();
});

test("a new workspace's list has one sentence and the way to the first post", async ({ page, product }) => {
  const workspace = await signInAsStaff(page, product, "nobody-yet@posts.example");
  await page.goto(`${workspace}/posts`);
  await expect(page.getByText("No posts yet.")).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: "New post" })).toBeVisible();
  await expectAccessible(page);
});
