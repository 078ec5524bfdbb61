import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { choosePrivacy, makeVideo } from "#e2e/compose-journeys";
import { connectCreator, expectAccessible, signInAsStaff, tiktok } from "#e2e/journeys";
import { misbehave, publishVideo, soon, stateOf } from "#e2e/post-journeys";
import { composeFor, dayWords, instantOf, NEW_YORK, nowOf, wallIn } from "#e2e/schedule-journeys";
import { expect, test } from "#e2e/test";

test.use({ timezoneId: NEW_YORK });

const HEVC = ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error", "-tag:v", "hvc1"];
const card = (page: Page) => page.getByRole("region", { name: "Convert this video" });

type AtTikTok = { posts: { title: string; live: boolean }[] };

test("an AVI is named and converted; a 15 fps H.265 file in MOV is looked at, converted, scheduled, and goes live", async ({
  page,
  product,
}) => {
  test.slow();
  const workspace = await signInAsStaff(page, product, "slow@repair.example");
  await connectCreator(page, product, workspace, "lena.rooftop");
  const tomorrow = wallIn(await nowOf(product), 1, "09:30");
  await composeFor(page, workspace, tomorrow);
  await page.getByLabel("Caption").fill("Slow, then not");
  await choosePrivacy(page, "Everyone");
  const avi = ["-c:v", "mpeg4", "-c:a", "mp2", "-ar", "44100"];
  const old = await makeVideo({ name: "old.avi", size: "640x480", rate: 25, seconds: 1, codec: avi });
  await page.getByTestId("compose-file").setInputFiles(old);
  const named = page.getByRole("article").filter({ hasText: "TikTok doesn't take AVI files" });
  await expect(named).toContainText("This file is AVI. TikTok takes MP4, MOV or WebM.", { timeout: 20_000 });
  await expect(named).toContainText("1 of 2 checks passed");
  await expectAccessible(page);
  await named.getByRole("button", { name: "Convert and retry" }).click();
  await page.getByRole("button", { name: "Use the converted video" }).click({ timeout: 30_000 });
  await expect(page.getByText("6 of 6 checks passed")).toBeVisible();

  const path = await makeVideo({
    name: "sea.mov",
    size: "540x960",
    rate: 15,
    seconds: 3,
    codec: [...HEVC, "-c:a", "aac"],
  });
  // It is stored without the mark that nobody sees, and has another name there. (Not every machine has such names on its disk.)
  const marked = { name: "sea\u200e.mov", mimeType: "video/quicktime", buffer: await readFile(path) };
  await page.getByTestId("compose-file").setInputFiles(marked);
  const held = page.getByRole("article").filter({ hasText: "This video runs at 15 fps" });
  await expect(held).toContainText("TikTok needs 23 to 60 fps", { timeout: 20_000 });
  await expect(held).toContainText(
    "Convert to MP4 with H.264 at 30 frames a second; the picture becomes 720 × 1280.",
  );
  await expect(held).toContainText("converted on the server: a few seconds");
  await expectAccessible(page);

  await held.getByRole("button", { name: "Convert and retry" }).click();
  const compare = page.getByRole("region", { name: "Before and after" });
  await expect(compare).toBeVisible({ timeout: 30_000 });
  await expect(compare.getByRole("row", { name: /Frame rate/ })).toContainText("15 fps");
  await expect(compare.getByRole("row", { name: /Frame rate/ })).toContainText("30 fps");
  await expect(compare.getByRole("row", { name: /Picture size/ })).toContainText("720 × 1280");
  await expectAccessible(page);
  await compare.getByRole("button", { name: "Use the converted video" }).click();
  await expect(page.getByText("6 of 6 checks passed")).toBeVisible();
  await expect(page.getByText("sea (converted).mp4", { exact: true })).toBeVisible();

  await page.getByRole("checkbox", { name: /^I agree to send this video/ }).check();
  await page.getByRole("button", { name: `Schedule for ${dayWords(tomorrow)}` }).click();
  await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
  await expect(stateOf(page, "Scheduled")).toBeVisible();
  await product.pushClock(instantOf(tomorrow) - (await nowOf(product)) + 1_000);
  await soon(product, stateOf(page, "Posted"));
  const { posts } = await tiktok<AtTikTok>(product, "posts");
  expect(posts.filter(({ title, live }) => live && title === "Slow, then not")).toHaveLength(1);
});

test("a file that TikTok itself refused is made anew from the failed post, and cancelled on the way", async ({
  page,
  product,
}) => {
  test.slow();
  const workspace = await signInAsStaff(page, product, "refused@repair.example");
  await connectCreator(page, product, workspace, "lena.rooftop");
  await misbehave(product, "file_format_check_failed");
  await publishVideo(page, workspace, { caption: "Refused once" });
  const refused = page.getByRole("article").filter({ hasText: "TikTok can't read this file" });
  await soon(product, refused);
  await refused.getByRole("button", { name: "Convert and retry" }).click();
  await page.waitForURL(/\/compose\/[0-9a-f-]{36}\?convert=refused$/);
  await expect(page.getByText("6 of 6 checks passed")).toBeVisible();

  await card(page).getByRole("button", { name: "Convert and retry" }).click();
  await card(page).getByRole("button", { name: "Cancel" }).click();
  await expect(card(page).getByRole("button", { name: "Convert and retry" })).toBeVisible();
  await card(page).getByRole("button", { name: "Convert and retry" }).click();
  await page.getByRole("button", { name: "Use the converted video" }).click({ timeout: 30_000 });
  await expect(card(page)).toHaveCount(0);
  await page.getByRole("checkbox", { name: /^I agree to send this video/ }).check();
  await page.getByRole("button", { name: /^Post now to/ }).click();
  await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
  await soon(product, stateOf(page, "Posted"));
});
