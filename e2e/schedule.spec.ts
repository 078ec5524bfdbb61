import {
  comesBySelf,
  connectCreator,
  countAtTikTok,
  expectAccessible,
  openSecondWindow,
  signInAs,
  signInAsStaff,
} from "#e2e/journeys";
import { behave, misbehave, soon, stateOf } from "#e2e/post-journeys";
import {
  clocksChange,
  composeFor,
  dayWords,
  fillPost,
  instantOf,
  NEW_YORK,
  nowOf,
  scheduleFor,
  wallIn,
} from "#e2e/schedule-journeys";
import { expect, test } from "#e2e/test";

test.use({ timezoneId: NEW_YORK });

test.beforeEach(async ({ product }) => {
  await product.pushClock(61_000);
});

test("a post is scheduled with the keyboard alone, and goes out at its minute", async ({ page, product }) => {
  // A workspace of its own: whose clock it goes by must not depend on who opened one before.
  const workspace = await signInAsStaff(page, product, "on-the-minute@northlight.example");
  await connectCreator(page, product, workspace, "lena.rooftop");
  await page.goto(`${workspace}/compose`);
  await expect(page.getByText("Checked just now")).toBeVisible();
  await fillPost(page, "On the minute");
  await expect(page.getByRole("button", { name: "Post now to @lena.rooftop" })).toBeEnabled();

  await page.getByRole("radio", { name: "Now" }).focus();
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("radio", { name: "Pick a time" })).toBeChecked();
  await expect(page.getByText("Choose a time", { exact: true })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Choose a day and a time" })).toBeFocused();
  await page.keyboard.press("Enter");
  const layer = page.getByRole("dialog", { name: "Pick a time" });
  await expect(layer.getByRole("grid")).toBeVisible();
  await layer.getByRole("gridcell").getByRole("button", { name: /today/ }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await layer.getByLabel("Time", { exact: true }).fill("09:30");
  const tomorrow = wallIn(await nowOf(product), 1, "09:30");
  await expect(layer).toContainText(`${dayWords(tomorrow)} ${tomorrow.slice(0, 4)}, 09:30 New York`);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  const button = page.getByRole("button", { name: `Schedule for ${dayWords(tomorrow)}` });
  await expect(button).toBeEnabled();
  await expect(page.getByText(/^Saved /)).toBeVisible();
  await page.keyboard.press("Control+Enter");

  await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
  await expect(stateOf(page, "Scheduled")).toBeVisible();
  await expect(page.getByRole("region", { name: "Planned time" })).toContainText("09:30 New York");
  await expect(page.getByText(/^Scheduled for /)).toBeVisible();
  expect(await countAtTikTok(product, "init.direct")).toBe(0);
  await expectAccessible(page);

  await page.goto(`${workspace}/posts?status=scheduled`);
  await expect(page.getByRole("listitem").filter({ hasText: "On the minute" })).toContainText(
    "09:30 New York",
  );
  await page.getByRole("link", { name: "On the minute" }).click();
  await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/);

  // Home says the same, and goes along by itself.
  await product.pushClock(instantOf(tomorrow) - (await nowOf(product)) - 600_000);
  const home = await openSecondWindow(page, workspace);
  const shown = (block: string) =>
    home.getByRole("list", { name: block, exact: true }).getByRole("link", { name: /On the minute/ });
  await expect(shown("Next 24 hours")).toBeVisible();
  await expect(home.getByRole("region", { name: "On the way" })).toHaveCount(0);
  await misbehave(product, "delay@put", { delayMs: 6_000 });
  await product.pushClock(601_000);
  await comesBySelf(home, () => expect(shown("On the way")).toBeVisible({ timeout: 1_000 }));
  await expect(shown("Next 24 hours")).toHaveCount(0);
  await soon(product, stateOf(page, "Posted"));
  expect(await countAtTikTok(product, "init.direct")).toBe(1);
  await comesBySelf(home, () => expect(shown("Posted today")).toBeVisible({ timeout: 1_000 }));
  await expect(home.getByRole("region", { name: "On the way" })).toHaveCount(0);
});

test("a time that clocks skip is asked about, and one press takes the next that there is", async ({
  page,
  product,
}) => {
  const workspace = await signInAs(page, product, "lena.rooftop");
  const spring = clocksChange(await nowOf(product), 3);
  await composeFor(page, workspace, `${spring}T02:30`);
  await fillPost(page, "Spring forward");
  // Nobody has looked at the picker yet: the server asks.
  await page.getByRole("button", { name: /^Schedule for Sun/ }).click();
  const layer = page.getByRole("dialog", { name: "Pick a time" });
  await expect(layer).toContainText("02:30 doesn't exist");
  await layer.getByRole("button", { name: "Use 03:00" }).click();
  await expect(layer).toContainText("03:00 New York");
  await layer.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: /^Schedule for Sun .* 03:00$/ }).click();
  await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("region", { name: "Planned time" })).toContainText("03:00 New York");
});

test("a time that comes twice is asked about, and the answer is kept", async ({ page, product }) => {
  const workspace = await signInAs(page, product, "lena.rooftop");
  await composeFor(page, workspace, `${clocksChange(await nowOf(product), 11)}T01:30`);
  await fillPost(page, "Fall back");
  await page.getByRole("button", { name: /01:30 New York$/ }).click();
  const layer = page.getByRole("dialog", { name: "Pick a time" });
  await expect(layer).toContainText("01:30 comes twice");
  await layer.getByRole("button", { name: "The second 01:30 (UTC−05:00)" }).click();
  await expect(layer).toContainText("the second of the two");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Schedule for Sun/ }).click();
  await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("region", { name: "Planned time" }).getByRole("time")).toHaveAttribute(
    "datetime",
    /T06:30:00.000Z$/,
  );
});

test("a past time offers now, a near one warns, another zone tells one's own time", async ({
  page,
  product,
}) => {
  const workspace = await signInAs(page, product, "lena.rooftop");
  const there = wallIn(await nowOf(product), 3, "12:00");
  await scheduleFor(page, workspace, there, "The first of two");
  await composeFor(page, workspace, wallIn(await nowOf(product), -1, "09:00"));
  await page.getByRole("button", { name: /09:00 New York$/ }).click();
  const layer = page.getByRole("dialog", { name: "Pick a time" });
  await expect(layer).toContainText("Post now or pick a later time.");
  await layer.getByRole("button", { name: "Post now" }).click();
  await expect(page.getByRole("radio", { name: "Now" })).toBeChecked();

  await composeFor(page, workspace, wallIn(await nowOf(product), 3, "12:10"));
  await page.getByRole("button", { name: /12:10 New York$/ }).click();
  await expect(layer).toContainText("Posts within 15 minutes of each other compete.");
  await layer.getByRole("combobox", { name: "Time zone" }).fill("berlin");
  await page.getByRole("option", { name: /^Berlin/ }).click();
  await expect(layer).toContainText("12:10 Berlin · 06:10 for you in New York");
});

test("a scheduled post is moved, duplicated, taken back and cancelled on its page", async ({
  page,
  product,
}) => {
  // A workspace of its own, again: the record of a post is told by the workspace's clock.
  const workspace = await signInAsStaff(page, product, "restless@northlight.example");
  await connectCreator(page, product, workspace, "lena.rooftop");
  const address = await scheduleFor(page, workspace, wallIn(await nowOf(product), 5, "10:00"), "Restless");
  await page.getByRole("button", { name: "Move to…" }).click();
  const drawer = page.getByRole("dialog", { name: "Move the post" });
  await drawer.getByLabel("Time", { exact: true }).fill("11:15");
  await drawer.getByRole("button", { name: /^Move to .* 11:15$/ }).click();
  await expect(page.getByText(/^Moved to .* 11:15$/)).toBeVisible();
  await expect(page.getByRole("region", { name: "Planned time" })).toContainText("11:15 New York");
  await expect(page.getByRole("listitem").getByText(/^Moved from .* 10:00 to .* 11:15$/)).toBeVisible();

  // TikTok stops it at its time: the card proposes the same hour a day later.
  const due =
    (await page.getByRole("region", { name: "Planned time" }).getByRole("time").getAttribute("datetime")) ??
    "";
  await misbehave(product, "reached_active_user_cap", { times: 0 });
  await product.pushClock(Date.parse(due) - (await nowOf(product)) + 1_000);
  const later = page.getByRole("article").getByRole("button", { name: "Move to another time" });
  await soon(product, later);
  await behave(product);
  await later.focus();
  await page.keyboard.press("Enter");
  await expect(drawer).toContainText("We propose the same hour on the next day that has room.");
  const proposed = drawer.getByRole("button", { name: /^Move to .* 11:15$/ });
  await proposed.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Planned time" }).getByRole("time")).toHaveAttribute(
    "datetime",
    new Date(Date.parse(due) + 86_400_000).toISOString(),
  );
  await expect(stateOf(page, "Scheduled")).toBeVisible();

  await page.getByRole("button", { name: "Duplicate" }).click();
  await page.waitForURL(/\/compose\/[0-9a-f-]{36}$/);
  await expect(page.getByLabel("Caption")).toHaveValue("Restless");
  await expect(page.getByRole("combobox", { name: "Who can watch" })).toContainText("Choose who can watch");

  await page.goto(address);
  await page.getByRole("button", { name: "Back to draft" }).click();
  await page.waitForURL(/\/compose\/[0-9a-f-]{36}$/);
  // The time that was chosen is still there.
  await expect(page.getByRole("radio", { name: "Pick a time" })).toBeChecked();
  await expect(page.getByRole("button", { name: /11:15 New York$/ })).toBeVisible();
  await page.getByRole("checkbox", { name: /^I agree to send this video/ }).check();
  await page.getByRole("button", { name: /^Schedule for .* 11:15$/ }).click();
  await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel the post" }).click();
  await expect(stateOf(page, "Cancelled")).toBeVisible();
});
