import { expect, type Page } from "@playwright/test";
import { addVideo, choosePrivacy, makeVideo } from "./compose-journeys";
import type { Product } from "./product";

export const NEW_YORK = "America/New_York";

/** What time it is for the product, ms: tests push its clock. */
export async function nowOf(product: Product): Promise<number> {
  const body = JSON.stringify({ advanceMs: 0 });
  const answer = await fetch(`${product.url}/api/test-clock`, { method: "POST", body });
  return Date.parse(((await answer.json()) as { now: string }).now);
}

/** A wall time in New York so many days after a moment: `2026-11-26T09:30`. */
export function wallIn(now: number, days: number, time: string): string {
  const at = new Date(now + days * 86_400_000);
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: NEW_YORK, dateStyle: "short" }).format(at);
  return `${day}T${time}`;
}

/** The moment of a wall time in New York, ms. */
export function instantOf(local: string): number {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone: NEW_YORK,
    timeZoneName: "longOffset",
  }).formatToParts(new Date(`${local}:00Z`));
  const offset = (parts.find(({ type }) => type === "timeZoneName")?.value ?? "").replace("GMT", "");
  return Date.parse(`${local}:00${offset || "Z"}`);
}

/** "Thu 26 Nov", as the product writes the day of a wall time. */
export function dayWords(local: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: "UTC",
    weekday: "short",
    day: "numeric",
    month: "short",
  }).formatToParts(new Date(`${local.slice(0, 10)}T00:00Z`));
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  return `${part("weekday")} ${part("day")} ${part("month").slice(0, 3)}`;
}

/** The next Sunday on which New York's clocks change: the second of March, or the first of November. */
export function clocksChange(moment: number, month: 3 | 11): string {
  const now = new Date(moment);
  for (const year of [now.getUTCFullYear(), now.getUTCFullYear() + 1]) {
    const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
    const sunday = 1 + ((7 - first) % 7) + (month === 3 ? 7 : 0);
    const day = new Date(Date.UTC(year, month - 1, sunday));
    if (day.getTime() > now.getTime() + 86_400_000) return day.toISOString().slice(0, 10);
  }
  throw new Error("Clocks change twice a year.");
}

/** Opens compose with a time that was chosen elsewhere, as a click on the calendar does. */
export async function composeFor(page: Page, workspace: string, local: string): Promise<void> {
  await page.goto(`${workspace}/compose?${new URLSearchParams({ at: local, zone: NEW_YORK })}`);
  await expect(page.getByText("Checked just now")).toBeVisible();
}

/** Fills what a post needs, up to the agreement. */
export async function fillPost(page: Page, caption: string): Promise<void> {
  await addVideo(page, await makeVideo());
  await page.getByLabel("Caption").fill(caption);
  await choosePrivacy(page, "Everyone");
  await page.getByRole("checkbox", { name: /^I agree to send this video/ }).check();
}

/** Schedules a post for a wall time in New York and ends on its page. @returns its address */
export async function scheduleFor(
  page: Page,
  workspace: string,
  local: string,
  caption: string,
): Promise<string> {
  await composeFor(page, workspace, local);
  await fillPost(page, caption);
  await page.getByRole("button", { name: `Schedule for ${dayWords(local)}` }).click();
  await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
  return new URL(page.url()).href;
}
