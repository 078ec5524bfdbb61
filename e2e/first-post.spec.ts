import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { addVideo, choosePrivacy, makeVideo } from "#e2e/compose-journeys";
import { consentOnTikTok, countAtTikTok, tiktok } from "#e2e/journeys";
import { stateOf } from "#e2e/post-journeys";
import { expect, test } from "#e2e/test";

// The whole way of somebody who comes for the first time, with a real video of more than one chunk.

/** Two seconds of noise at a high rate, played again and again: many real bytes in little time. */
const noisy = [
  "-vf",
  "noise=alls=80:allf=t",
  "-c:v",
  "libx264",
  "-preset",
  "ultrafast",
  "-pix_fmt",
  "yuv420p",
];

type AtTikTok = { posts: { title: string; live: boolean; sha256: string }[] };

test("a permission that was left off is given, and 70 MB of video go live byte for byte, once", async ({
  page,
  product,
}) => {
  test.setTimeout(120_000);
  const path = await makeVideo({ name: "long.mp4", codec: [...noisy, "-b:v", "70M"], times: 5 });
  const bytes = await readFile(path);
  expect(bytes.length).toBeGreaterThan(70_000_000);

  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Continue with TikTok" }).click();
  await consentOnTikTok(page, product, "lena.rooftop", ["user.info.basic", "video.upload"]);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("one permission is off");
  // A press before the page is ready is lost, so it is pressed until TikTok's page comes.
  await expect(async () => {
    await page.getByRole("button", { name: "Turn on the missing permission" }).click();
    await page.waitForURL(`${product.simulatorUrl}/**`, { timeout: 5_000 });
  }).toPass();
  await consentOnTikTok(page, product, "lena.rooftop");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/is connected$/);
  await page.getByRole("link", { name: "Continue" }).click();

  await page.waitForURL(/\/app\/[^/?]+$/);
  await page.goto(`${page.url()}/compose`);
  await expect(page.getByText("Checked just now")).toBeVisible();
  await addVideo(page, path, 60_000);
  await page.getByLabel("Caption").fill("From the first click to live");
  await choosePrivacy(page, "Everyone");
  await page.getByRole("checkbox", { name: /^I agree to send this video/ }).check();
  const chunksBefore = await countAtTikTok(product, "put");
  await page.getByRole("button", { name: /^Post now to/ }).click();
  await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
  await expect(stateOf(page, "Posted")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("link", { name: /on TikTok/ }).first()).toBeVisible();

  expect((await countAtTikTok(product, "put")) - chunksBefore).toBeGreaterThan(1);
  const { posts } = await tiktok<AtTikTok>(product, "posts");
  const mine = posts.filter(({ title, live }) => live && title === "From the first click to live");
  expect(mine.map(({ sha256 }) => sha256)).toEqual([createHash("sha256").update(bytes).digest("hex")]);
});
