import type { Page } from "@playwright/test";
import { expectAccessible, signInAs } from "#e2e/journeys";
import { fillPost, NEW_YORK } from "#e2e/schedule-journeys";
import { expect, test } from "#e2e/test";

test.use({ timezoneId: NEW_YORK });

/** Writes a post that takes the queue's next free time. */
async function intoQueue(page: Page, workspace: string, caption: string): Promise<void> {
  await page.goto(`${workspace}/compose`);
  await expect(page.getByText("Checked just now")).toBeVisible();
  await fillPost(page, caption);
  await page.getByRole("radio", { name: /^Next free slot \(/ }).click();
  await page.getByRole("button", { name: /^Schedule for / }).click();
  await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
}

test("a queue gets times, posts take them in order, change places, and wait while it is paused", async ({
  page,
  product,
}) => {
  await product.pushClock(61_000);
  const workspace = await signInAs(page, product, "quiet.ana");
  await page.goto(`${workspace}/queue`);
  await expect(page.getByText("Add times you like to post. New posts take the next free one.")).toBeVisible();
  await page.getByLabel("Time", { exact: true }).fill("18:30");
  await page.getByRole("button", { name: "Saturday" }).click();
  await page.getByRole("button", { name: "Add times" }).click();
  await expect(page.getByText("6 times added")).toBeVisible();
  await page.getByRole("button", { name: "Remove Saturday 18:30" }).click();
  await expect(page.getByText("Saturday 18:30 removed")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(page.getByRole("button", { name: "Remove Saturday 18:30" })).toBeVisible();

  await intoQueue(page, workspace, "First in line");
  await expect(page.getByText("from the queue")).toBeVisible();
  await intoQueue(page, workspace, "Second in line");

  await page.goto(`${workspace}/queue`);
  const queue = page.getByRole("list", { name: "Queue" });
  const line = (at: number) => queue.getByRole("listitem").nth(at);
  await expect(line(0)).toContainText("First in line");
  await expect(line(1)).toContainText("Second in line");
  const earliest = await line(0).getByRole("time").textContent();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Move up: Second in line" }).click();
  await expect(line(0)).toContainText("Second in line");
  await expect(page.getByText("Order changed")).toBeVisible();
  // The times stay, the posts change places.
  await expect(line(0).getByRole("time")).toHaveText(earliest ?? "");
  await page.reload();
  await expect(line(0)).toContainText("Second in line");

  await line(0).dragTo(line(1));
  await expect(line(0)).toContainText("First in line");

  await page.getByRole("button", { name: "Pause this queue" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Pause the queue" }).click();
  await expect(dialog.getByText("Say why, in a few words")).toBeVisible();
  await dialog.getByLabel("Why").fill("Lena is travelling");
  await dialog.getByRole("button", { name: "Pause the queue" }).click();
  await expect(page.getByText("Paused: Lena is travelling")).toBeVisible();
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(page.getByText("Paused: Lena is travelling")).toHaveCount(0);

  await page.getByRole("button", { name: "Change the time zone" }).click();
  await page.getByRole("combobox", { name: "Time zone of this account" }).fill("tokyo");
  await page.getByRole("option", { name: /^Tokyo/ }).click();
  await expect(page.getByText("now posts by the clock of Tokyo")).toBeVisible();
});
