import { expect, type Locator, type Page } from "@playwright/test";
import { addVideo, choosePrivacy, makeVideo, openCompose } from "./compose-journeys";
import type { Product } from "./product";

export type Wanted = {
  caption?: string;
  /** TikTok's word for who can watch. */
  privacy?: string;
  video?: string;
  inbox?: boolean;
};

/** Composes a post with a real video, agrees, publishes it, and ends on the post's page. @returns its address */
export async function publishVideo(page: Page, workspace: string, wanted: Wanted = {}): Promise<string> {
  const { caption = "Rooftop, take three", privacy = "Everyone", inbox = false } = wanted;
  await openCompose(page, workspace);
  await addVideo(page, wanted.video ?? (await makeVideo()));
  await sendToTikTok(page, { caption, privacy, inbox });
  return new URL(page.url()).href;
}

/** Says what a post with its video should be, agrees, publishes it, and ends on the post's page. */
export async function sendToTikTok(
  page: Page,
  { caption, privacy, inbox }: Required<Omit<Wanted, "video">>,
): Promise<void> {
  if (inbox) {
    await page.getByRole("radio", { name: "TikTok inbox" }).click();
  } else {
    await page.getByLabel("Caption").fill(caption);
    await choosePrivacy(page, privacy);
  }
  await page.getByRole("checkbox", { name: /^I agree to send this video/ }).check();
  await page.getByRole("button", { name: /^(Post now|Send) to/ }).click();
  await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
}

/** Makes TikTok misbehave: a preset of the simulator, with what is different about it this time. */
export async function misbehave(product: Product, preset: string, more: object = {}): Promise<void> {
  const response = await fetch(`${product.simulatorUrl}/_control/faults`, {
    method: "POST",
    body: JSON.stringify({ preset, ...more }),
  });
  expect(response.status, await response.text()).toBe(201);
}

/** TikTok behaves again. */
export async function behave(product: Product): Promise<void> {
  await fetch(`${product.simulatorUrl}/_control/faults`, { method: "DELETE" });
}

/** The moment of a post's life that its page tells above the title. */
export const stateOf = (page: Page, word: string) =>
  page.getByRole("main").getByText(word, { exact: true }).first();

/** Waits for what TikTok has yet to say: its processing, its review and our next question take no real time. */
export async function soon(product: Product, what: Locator): Promise<void> {
  await expect(async () => {
    // No more at once than leaves a worker the time to renew its lease.
    await product.pushClock(3_000);
    await expect(what).toBeVisible({ timeout: 1_500 });
  }).toPass({ timeout: 45_000, intervals: [100] });
}
