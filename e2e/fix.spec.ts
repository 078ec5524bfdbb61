import type { Page } from "@playwright/test";
import {
  comesBySelf,
  connectCreator,
  countAtTikTok,
  expectAccessible,
  openSecondWindow,
  signInAs,
  signInAsStaff,
} from "#e2e/journeys";
import { behave, misbehave, publishVideo, soon } from "#e2e/post-journeys";
import { expect, test } from "#e2e/test";

test.beforeEach(async ({ product }) => {
  await behave(product);
  await product.pushClock(61_000);
});

const list = (page: Page, group: string) => page.getByRole("region", { name: group });

test("nothing is stuck in a workspace where nothing is", async ({ page, product }) => {
  const workspace = await signInAsStaff(page, product, "calm@fix.example");
  await page.goto(`${workspace}/fix`);
  await expect(page.getByRole("main").getByText("Nothing is stuck.").first()).toBeVisible();
  await expectAccessible(page);
});

test("one cause is one item, and its remedy goes to all its posts", async ({ page, product }) => {
  // Three videos are composed and published one after the other.
  test.slow();
  const workspace = await signInAsStaff(page, product, "group@fix.example");
  await connectCreator(page, product, workspace, "quiet.ana");
  await misbehave(product, "unaudited_client_can_only_post_to_private_accounts", { times: 2 });
  await misbehave(product, "spam_risk_text", { creator: "quiet.ana" });
  for (const caption of ["First of two", "Second of two"]) {
    await publishVideo(page, workspace, { caption });
    await soon(product, page.getByRole("article").getByText(/^Not posted/));
  }
  await publishVideo(page, workspace, { caption: "A risky one" });
  await soon(product, page.getByRole("heading", { name: "TikTok refused this caption" }));

  await page.goto(`${workspace}/fix`);
  await expect(page.getByText("2 things hold up 3 posts.")).toBeVisible();
  const rows = list(page, "Needs you (2)").getByRole("listitem");
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText("A risky one");
  await expect(rows.last()).toContainText("2 posts");
  await expectAccessible(page);

  await page.keyboard.press("j");
  await page.waitForURL(/\/fix\/./);
  const card = page.getByRole("article", { name: "This app can't post to a public account yet" });
  await expect(card).toBeVisible();
  await expect(rows.nth(1).getByRole("link")).toBeFocused();
  await page.keyboard.press("k");
  await expect(page.getByRole("article", { name: "TikTok refused this caption" })).toBeVisible();
  await page.keyboard.press("j");
  await expect(card.getByRole("link", { name: "First of two" })).toBeVisible();
  await expect(card.getByRole("link", { name: "Second of two" })).toBeVisible();

  const before = await countAtTikTok(product, "init.inbox", "quiet.ana");
  await card.getByRole("button", { name: "Send to the TikTok inbox instead · all 2" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Send to the inbox" }).click();
  await expect(page.getByText("1 thing holds up 1 post.")).toBeVisible();
  await page.goto(`${workspace}/posts`);
  for (const caption of ["First of two", "Second of two"]) {
    const row = page.getByRole("listitem").filter({ hasText: caption });
    await expect(row).toContainText("In TikTok inbox", { timeout: 40_000 });
  }
  expect((await countAtTikTok(product, "init.inbox", "quiet.ana")) - before).toBe(2);
});

test("on a phone the list and the card are two pages", async ({ page, product }) => {
  const workspace = await signInAs(page, product, "short.shay");
  await misbehave(product, "frame_rate_check_failed");
  await publishVideo(page, workspace, { caption: "Choppy" });
  await soon(product, page.getByRole("article").getByText("Not posted · needs a new file"));
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${workspace}/fix`);
  await expect(page.getByRole("article")).toBeHidden();
  await page.getByRole("listitem").filter({ hasText: "Choppy" }).getByRole("link").click();
  await page.waitForURL(/\/fix\/./);
  await expect(page.getByRole("article")).toBeVisible();
  await expect(page.getByRole("button", { name: "Replace file" })).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByRole("link", { name: "Everything that needs fixing" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Choppy" })).toBeVisible();
});

test("a grant that was given again sends on what waited for it", async ({ page, product }) => {
  const workspace = await signInAsStaff(page, product, "again@fix.example");
  await connectCreator(page, product, workspace, "slow.sam");
  await misbehave(product, "access_token_invalid", { times: 0, creator: "slow.sam" });
  await publishVideo(page, workspace, { caption: "After the reconnect" });
  await soon(product, page.getByRole("article").getByText("Not posted · needs @slow.sam"));
  await behave(product);
  const home = await openSecondWindow(page, workspace);
  const fixes = home.getByRole("region", { name: /^Needs fixing/ });
  await expect(fixes.getByRole("listitem")).toHaveCount(1);
  await expect(fixes).toContainText("@slow.sam");
  await page.goto(`${workspace}/fix`);
  await expect(list(page, "Needs someone else (1)")).toBeVisible();
  await page.getByRole("article").getByRole("button", { name: "I can sign in to this account" }).click();
  await page.getByRole("radio", { name: "@slow.sam" }).check();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL(/\/fix\/|\/connections\//);
  await page.goto(`${workspace}/posts`);
  await expect(page.getByRole("listitem").filter({ hasText: "After the reconnect" })).toContainText(
    "Posted, TikTok is reviewing",
    { timeout: 40_000 },
  );
  await comesBySelf(home, () => expect(fixes).toHaveCount(0, { timeout: 1_000 }));
  await page.getByRole("link", { name: "After the reconnect" }).click();
  await expect(page.getByText("The link appears here by itself")).toBeVisible();
});
