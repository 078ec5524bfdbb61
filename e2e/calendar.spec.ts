import type { Locator, Page } from "@playwright/test";
import { expectAccessible, signInAs } from "#e2e/journeys";
import type { Product } from "#e2e/product";
import { dayWords, NEW_YORK, nowOf, scheduleFor, wallIn } from "#e2e/schedule-journeys";
import { expect, test } from "#e2e/test";

test.use({ timezoneId: NEW_YORK });

/** Pushes the product's clock to the 12th of a month, so that there are days before and after it on one screen. */
async function middleOfMonth(product: Product): Promise<(day: number) => string> {
  const now = new Date(await nowOf(product));
  const start = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + (now.getUTCDate() < 12 ? 0 : 1), 12, 15);
  await product.pushClock(Math.max(0, start - now.getTime()));
  return (day) => `${new Date(start).toISOString().slice(0, 8)}${String(day).padStart(2, "0")}T10:00`;
}

const cell = (page: Page, local: string) => page.locator(`[role=cell][data-date="${local.slice(0, 10)}"]`);
const month = (workspace: string, local: string) =>
  `${workspace}/calendar?view=month&date=${local.slice(0, 10)}`;

/** How high half an hour is in the week, px. */
async function halfHour(page: Page): Promise<number> {
  const box = async (time: string) => page.getByText(time, { exact: true }).first().boundingBox();
  const [ten, eleven] = [await box("10:00"), await box("11:00")];
  if (!ten || !eleven) throw new Error("The week has no hours.");
  return (eleven.y - ten.y) / 2;
}

/** Drags one thing onto another with the mouse, in small steps as a hand does. */
async function drag(page: Page, what: Locator, where: Locator): Promise<void> {
  await what.hover();
  await page.mouse.down();
  const box = await where.boundingBox();
  if (!box) throw new Error("There is no place to drop it.");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height - 20, { steps: 12 });
  await page.mouse.up();
}

test("a post is dragged to another day, undone, and moved with the keyboard alone", async ({
  page,
  product,
}) => {
  const dayOf = await middleOfMonth(product);
  const [past, first, second] = [dayOf(10), dayOf(15), dayOf(16)];
  const workspace = await signInAs(page, product, "lena.rooftop");
  await scheduleFor(page, workspace, first, "Dragged about");
  await page.goto(month(workspace, first));
  const post = page.getByRole("link", { name: /Dragged about/ });
  await expect(cell(page, first).getByRole("link", { name: /Dragged about/ })).toBeVisible();
  await expectAccessible(page);

  await page.goto(month(workspace, first));
  await expect(post).toBeVisible();
  await drag(page, post, cell(page, second));
  await expect(page.getByText(`Moved to ${dayWords(second)}`)).toBeVisible();
  await expect(cell(page, second).getByRole("link", { name: /10:00, Dragged about/ })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(`Moved back to ${dayWords(first)}`)).toBeVisible();
  await expect(cell(page, first).getByRole("link", { name: /Dragged about/ })).toBeVisible();

  // What can't be says why, and the post stays.
  await drag(page, post, cell(page, past));
  await expect(page.getByRole("alert").filter({ hasText: "It stays where it is" })).toContainText(" ago.");
  await expect(cell(page, first).getByRole("link", { name: /Dragged about/ })).toBeVisible();

  await post.focus();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  await expect(post).toBeFocused();
  await expect(page.getByText("10:00 New York").first()).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Open" })).toBeVisible();
  const moveTo = page.getByRole("menuitem", { name: "Move to…" });
  // The menu takes keys a moment after it can be seen.
  await expect(async () => {
    await page.keyboard.press("ArrowDown");
    await expect(moveTo).toBeFocused({ timeout: 300 });
  }).toPass();
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("dialog", { name: "Move the post" });
  await drawer.getByRole("gridcell", { selected: true }).getByRole("button").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await drawer.getByRole("button", { name: `Move to ${dayWords(second)}` }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText(`Moved to ${dayWords(second)}`)).toBeVisible();
  await expect(cell(page, second).getByRole("link", { name: /Dragged about/ })).toBeVisible();

  // In the week it is dragged to another time of its day: two rows of half an hour.
  await page.goto(`${workspace}/calendar?view=week&date=${second.slice(0, 10)}`);
  await expect(post).toHaveAccessibleName(/^10:00,/);
  const from = await post.boundingBox();
  if (!from) throw new Error("The post has no place.");
  const row = await halfHour(page);
  // In the middle of a quarter of an hour, the step in which posts are moved.
  const [x, y] = [from.x + from.width / 2, from.y + row / 4];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + 2 * row, { steps: 12 });
  await page.mouse.up();
  await expect(page.getByText(new RegExp(`^Moved to ${dayWords(second)}.* 11:00$`))).toBeVisible();
  await expect(post).toHaveAccessibleName(/^11:00,/);

  // The meter tells how many of TikTok's day the account uses; the filters of the address show what they say.
  const meters = page.getByRole("list", { name: "Fullest 24 hours of each account" });
  await expect(meters.getByRole("listitem")).toHaveText(
    /^@lena\.rooftop: [1-9]\d* of (about )?\d+ on \w{3} \d+ \w{3}(, full)?( · .+ inbox)?$/,
  );
  const filtered = (query: string) =>
    page.goto(`${workspace}/calendar?view=week&date=${second.slice(0, 10)}&${query}`);
  await filtered("status=posted");
  await expect(page.getByText(/with this choice of accounts, people and states/)).toBeVisible();
  await expect(post).toHaveCount(0);
  await filtered("creator=somebody-else");
  await expect(page.getByText(/with this choice of accounts, people and states/)).toBeVisible();
  await expect(post).toHaveCount(0);
  await expect(meters).toHaveCount(0);
  const connections = await (await page.request.get(`${workspace}/connections`)).text();
  const [, own] = /\/connections\/([0-9a-f-]{36})/.exec(connections) ?? [];
  await filtered(`status=scheduled&creator=${own}`);
  await expect(post).toBeVisible();
  await expect(meters).toBeVisible();
  await page.goto(month(workspace, first));

  // A file of the library is dragged onto a day, and the post for it begins there.
  await page.getByRole("button", { name: "Library", exact: true }).click();
  const library = page.getByRole("region", { name: "Library" });
  await expect(library.getByRole("heading", { name: "Library" })).toBeFocused();
  const video = library.getByRole("link", { name: /rooftop\.mp4/ });
  await drag(page, video, cell(page, past));
  await expect(page.getByText("That day has passed.")).toBeVisible();
  await drag(page, video, cell(page, first));
  await page.waitForURL(new RegExp(`/compose\\?at=${first.slice(0, 10)}T09.*&file=`));
  await expect(page.getByText("rooftop.mp4", { exact: true })).toBeVisible();
  await expect(
    page.getByRole("button", { name: new RegExp(`^${dayWords(first)}.*09:00 New York$`) }),
  ).toBeVisible();
});

test("a colleague's change appears by itself, and what was there stays when the server is away", async ({
  page,
  product,
  context,
}) => {
  await product.pushClock(61_000);
  const workspace = await signInAs(page, product, "lena.rooftop");
  const local = wallIn(await nowOf(product), 6, "14:00");
  const address = await scheduleFor(page, workspace, local, "Seen by two");
  const other = await context.newPage();
  await other.goto(`${workspace}/calendar?view=week&date=${local.slice(0, 10)}`);
  const there = other.getByRole("link", { name: /Seen by two/ });
  await expect(there).toHaveAccessibleName(/^14:00,/);
  await expectAccessible(other);

  await page.goto(address);
  await page.getByRole("button", { name: "Move to…" }).click();
  await page.getByRole("dialog").getByLabel("Time", { exact: true }).fill("15:45");
  await page.getByRole("button", { name: /^Move to .* 15:45$/ }).click();
  await expect(page.getByText(/^Moved to .* 15:45$/)).toBeVisible();
  await expect(there).toHaveAccessibleName(/^15:45,/, { timeout: 10_000 });

  await other.route("**/api/w/*/calendar?*", (route) => route.abort());
  await expect(other.getByText("We can't reach Aircheck's server")).toBeVisible();
  await expect(there).toBeVisible();
  await other.unroute("**/api/w/*/calendar?*");
  await other.getByRole("button", { name: "Ask again" }).click();
  await expect(other.getByText("We can't reach Aircheck's server")).toHaveCount(0);
});

test("a phone gets the list, an empty month says so, and a day leads to a new post", async ({
  page,
  product,
}) => {
  await product.pushClock(61_000);
  const workspace = await signInAs(page, product, "lena.rooftop");
  const local = wallIn(await nowOf(product), 2, "11:00");
  await scheduleFor(page, workspace, local, "On the list");
  await page.setViewportSize({ width: 360, height: 760 });
  await page.goto(`${workspace}/calendar`);
  const row = page.getByRole("listitem").filter({ hasText: "On the list" });
  await expect(row).toContainText("Scheduled");
  await expect(page.getByRole("heading", { name: new RegExp(dayWords(local)) })).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 760 });
  await row.getByRole("button", { name: /^More about/ }).click();
  await page.getByRole("menuitem", { name: "Move to…" }).click();
  await expect(page.getByRole("dialog", { name: "Move the post" }).getByRole("grid")).toBeVisible();
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Library", exact: true }).click();
  const library = page.getByRole("dialog", { name: "Library" });
  await expect(library.getByRole("link", { name: /rooftop\.mp4.*Use in a new post/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Library", exact: true })).toBeFocused();

  // The list has no end on either side, and shows what one person scheduled.
  const dayAfter = wallIn(await nowOf(product), 3, "11:00").slice(0, 10);
  await page.goto(`${workspace}/calendar?view=list&date=${dayAfter}`);
  await page.getByRole("button", { name: "Show earlier posts" }).click();
  await expect(row).toBeVisible();
  await page.goto(`${workspace}/calendar?view=list&by=somebody-else`);
  await expect(
    page.getByText(/^No posts from .* with this choice of accounts, people and states\.$/),
  ).toBeVisible();
  await expect(row).toHaveCount(0);

  await page.setViewportSize({ width: 1280, height: 800 });
  const far = `${wallIn(await nowOf(product), 200, "09:00").slice(0, 8)}10T09:00`;
  await page.goto(month(workspace, far));
  await expect(page.getByText(/^No posts in \w+ yet\.$/)).toBeVisible();
  // One stop for the keyboard, then from day to day.
  const begin = (local: string) => page.getByRole("button", { name: `New post on ${dayWords(local)}` });
  await begin(far).focus();
  await page.keyboard.press("ArrowRight");
  const after = far.replace("10T", "11T");
  await expect(begin(after)).toBeFocused();
  await page.keyboard.press("Enter");
  await page.waitForURL(new RegExp(`/compose\\?at=${after.slice(0, 10)}T09`));
  await page.goto(month(workspace, far));
  await cell(page, far).click({ position: { x: 60, y: 60 } });
  await page.waitForURL(/\/compose\?at=/);
  await expect(
    page.getByRole("button", { name: new RegExp(`^${dayWords(far)}.*09:00 New York$`) }),
  ).toBeVisible();
});
