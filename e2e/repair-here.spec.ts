import { mkdtemp, readFile, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, type Route, test } from "@playwright/test";
import sharp from "sharp";
import { addVideo, makeVideo, openCompose } from "#e2e/compose-journeys";
import { expectAccessible, signInAs, tiktok } from "#e2e/journeys";
import { type Product, startProduct } from "#e2e/product";
import { requestsOf } from "#e2e/requests";

// The product where no ffmpeg is installed: the browser converts what it can.

let product: Product;
let page: Page;
test.beforeAll(async ({ browser }) => {
  test.setTimeout(90_000);
  product = await startProduct(11, undefined, { FFMPEG_PATH: "/nowhere/ffmpeg" });
  page = await (await browser.newContext({ baseURL: product.url })).newPage();
});
test.afterAll(async () => {
  await page?.context().close();
  await product?.stop();
});

const VP9 = ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus"];
const HEVC = ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error"];
const choose = (path: string) => page.getByTestId("compose-file").setInputFiles(path);
const held = (text: string) => page.getByRole("article").filter({ hasText: text });
const compare = () => page.getByRole("region", { name: "Before and after" });
const SCRIPTS = /\/_next\/static\/.*\.js/;
/** A real video of so many bytes, most of them an element that players pass over and no disk stores. */
async function largeMatroska(bytes: number): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), "aircheck-large-")), "large.mkv");
  const real = await readFile(await makeVideo({ name: "short.mkv", size: "360x640", seconds: 1 }));
  const filler = Buffer.from([0xec, 0x01, 0, 0, 0, 0, 0, 0, 0]);
  filler.writeUIntBE(bytes - real.length - filler.length, 3, 6);
  await writeFile(path, Buffer.concat([real, filler]));
  await truncate(path, bytes);
  return path;
}
async function withoutConverter(route: Route): Promise<void> {
  const response = await route.fetch();
  const converts = (await response.text()).includes("convertToBlob");
  await (converts ? route.abort() : route.fulfill({ response }));
}

test("the browser converts before anything is sent, packs anew where that is enough, and says what it can't", async () => {
  test.slow();
  const workspace = await signInAs(page, product, "lena.rooftop");
  await openCompose(page, workspace);
  const sent = requestsOf(page, /^POST .*\/uploads$/);

  // The part of the page that converts does not load: the button is there all the same, tells, and tries again.
  await page.route(SCRIPTS, withoutConverter);
  await choose(await makeVideo({ name: "slow.webm", size: "360x640", rate: 12, seconds: 1, codec: VP9 }));
  const slow = held("This video runs at 12 fps");
  await expect(slow).toContainText("In this browser, a few seconds; only the result is uploaded.");
  await expect(slow).toContainText("The original, slow.webm, stays on this device and is not changed.");
  await slow.getByRole("button", { name: "Convert and retry" }).click();
  await expect(page.getByText("so nothing was converted. Try again.")).toBeVisible();
  await page.unroute(SCRIPTS, withoutConverter);
  await slow.getByRole("button", { name: "Convert and retry" }).click();
  await expect(compare()).toBeVisible({ timeout: 60_000 });
  await expect(compare().getByRole("row", { name: /Frame rate/ })).toContainText("30 fps");
  await expect(compare().getByRole("row", { name: /Picture coding/ })).toContainText("H.264");
  await expect(compare().getByRole("row", { name: /Picture size/ })).toContainText("720 × 1280");
  await expectAccessible(page);
  expect(sent).toEqual([]);
  await compare().getByRole("button", { name: "Use the converted video" }).click();
  await expect(page.getByText("slow (converted).mp4", { exact: true })).toBeVisible();
  await expect(page.getByText("6 of 6 checks passed")).toBeVisible({ timeout: 20_000 });
  expect(sent.length).toBeGreaterThan(0);

  await choose(await makeVideo({ name: "packed.mkv", size: "360x640", seconds: 1 }));
  const packed = held("TikTok doesn't take Matroska");
  await expect(packed).toContainText("Pack into MP4; the picture itself is not changed.");
  await packed.getByRole("button", { name: "Convert and retry" }).click();
  await expect(compare().getByRole("row", { name: /Picture size.*360 × 640.*360 × 640/ })).toBeVisible({
    timeout: 30_000,
  });
  await compare().getByRole("button", { name: "Use the converted video" }).click({ timeout: 30_000 });
  await expect(page.getByText("packed (converted).mp4", { exact: true })).toBeVisible();
  await expect(page.getByText(/^0:01 · 360 × 640/)).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText("6 of 6 checks passed")).toBeVisible({ timeout: 20_000 });
  // The draft knows of it before the page is left.
  await page.waitForLoadState("networkidle");

  // The same for a stored file that TikTok has refused.
  await page.waitForURL(/\/compose\/[0-9a-f-]{36}$/);
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await page.route(SCRIPTS, withoutConverter);
  await page.goto(`${page.url()}?convert=refused`);
  const stored = page.getByRole("region", { name: "Convert this video" });
  await stored.getByRole("button", { name: "Convert and retry" }).click();
  await expect(stored).toContainText("We could not reach the server.");
  await page.unroute(SCRIPTS, withoutConverter);
  await stored.getByRole("button", { name: "Look again" }).click();
  await stored.getByRole("button", { name: "Convert and retry" }).click();
  await expect(compare()).toBeVisible({ timeout: 60_000 });
  await compare().getByRole("button", { name: "Keep the original" }).click();

  await choose(await makeVideo({ name: "sea.mov", size: "360x640", rate: 15, seconds: 1, codec: HEVC }));
  await expect(held("This video runs at 15 fps")).toContainText("this one can't read or write what it takes");
  await expect(
    held("This video runs at 15 fps").getByRole("button", { name: "Convert and retry" }),
  ).toHaveCount(0);

  // However little work it were: what a browser would have to hold in memory is bounded.
  await choose(await largeMatroska(3_000_000_000));
  const large = held("TikTok doesn't take Matroska");
  await expect(large).toContainText("about 3 GB, is more than the 500 MB that we ask one to hold in memory");
  await expect(large.getByRole("button", { name: "Convert and retry" })).toHaveCount(0);
  await expect(large).not.toContainText("Convert it here");

  // Frames enough in all, but too few in the part that is left: what was only packed anew does not pass, and is coded anew.
  await openCompose(page, workspace);
  await addVideo(page, await makeVideo({ name: "take.mp4", size: "360x640", seconds: 3 }));
  await tiktok(product, "creators/lena.rooftop", { maxDurationSec: 2 });
  await page.getByRole("button", { name: "Check again" }).click();
  await expect(page.getByText("5 of 6 checks passed")).toBeVisible();
  const uneven = ["-vf", "select='gt(t,2)+not(mod(n,4))'", "-fps_mode", "vfr", "-c:v", "libx264", "-bf", "0"];
  const fast = { size: "360x640", rate: 60, seconds: 4, codec: uneven, silent: true };
  await choose(await makeVideo({ name: "take.mp4", ...fast }));
  const cut = held("The video lasts 0:04");
  await expect(cut).toContainText("Cut the end off; the picture itself is not changed.");
  // The stored one, which is too long as well by now, stands below the one that would replace it, and has the same name.
  const checks = (name: string) => page.getByRole("region", { name, exact: true });
  await expect(checks("Checks of take.mp4").getByRole("row", { name: /Length.*0:03/ })).toBeVisible();
  await expect(
    checks("Checks of take.mp4, not uploaded yet").getByRole("row", { name: /Length.*0:04/ }),
  ).toBeVisible();
  await expectAccessible(page);
  await cut.getByRole("button", { name: "Convert and retry" }).click();
  const uncured = held("The converted file still breaks a rule of TikTok's");
  await expect(uncured).toContainText("Convert to MP4 with H.264 at 30 frames a second");
  await expect(compare()).toHaveCount(0);
  await uncured.getByRole("button", { name: "Convert and retry" }).click();
  const rate = compare().getByRole("row", { name: /Frame rate/ });
  await expect(rate.getByRole("cell").last()).toContainText("30 fps", { timeout: 30_000 });

  // What is stored and converted in the browser stands beside its original.
  await page.getByRole("radio", { name: "Photos" }).click();
  const square = join(await mkdtemp(join(tmpdir(), "aircheck-photo-")), "square.png");
  await sharp({ create: { width: 1254, height: 1254, channels: 3, background: "teal" } }).toFile(square);
  await page.getByTestId("compose-photos").setInputFiles(square);
  await page.getByRole("button", { name: "Convert this photo" }).click();
  await expect(page.getByText("3 of 3 checks passed")).toBeVisible();
  await page.goto(`${workspace}/library`);
  const converted = page.getByRole("link", { name: "square (converted).jpg" });
  await expect(converted).toContainText("converted · ");
  await converted.click();
  await expect(compare().getByRole("row", { name: /Format/ })).toContainText("PNG");
  await expect(compare().getByRole("img", { name: "Before: square.png" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "square.png" }).click();
  await expect(page.getByRole("heading", { name: "square.png" })).toBeVisible();
});
