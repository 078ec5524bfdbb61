import { readFile } from "node:fs/promises";
import { test as base, expect } from "@playwright/test";
import { startBucket } from "#lib/storage/test-bucket";
import { openCompose } from "./compose-journeys";
import { signInAs, tiktok } from "./journeys";
import { largeVideo } from "./large-video";
import { sendToTikTok, soon, stateOf } from "./post-journeys";
import { type Product, startProduct } from "./product";

type Bucket = Awaited<ReturnType<typeof startBucket>>;

/** A product whose media are in a bucket, 30 MB of each workspace. */
const test = base.extend<{ stored: { product: Product; bucket: Bucket } }>({
  stored: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's pattern.
    async ({}, use, info) => {
      const bucket = await startBucket();
      const { settings } = bucket;
      const product = await startProduct(info.parallelIndex + 2, undefined, {
        STORAGE_QUOTA_GB: "0.03",
        // As where nobody says how videos are to reach TikTok: the address is there, so it fetches them.
        VIDEO_TRANSFER: "",
        S3_BUCKET: settings.bucket,
        S3_ENDPOINT: settings.endpoint,
        S3_REGION: settings.region,
        S3_ACCESS_KEY_ID: settings.accessKeyId,
        S3_SECRET_ACCESS_KEY: settings.secretAccessKey,
      });
      await use({ product, bucket });
      await product.stop();
      await bucket.close();
    },
    { timeout: 120_000 },
  ],
  baseURL: ({ stored }, use) => use(stored.product.url),
});

test("with a bucket the browser sends straight there, part by part, goes on after a reload, and is told the quota", async ({
  page,
  stored: { product, bucket },
}) => {
  test.slow();
  const workspace = await signInAs(page, product, "lena.rooftop");
  await openCompose(page, workspace);
  const path = await largeVideo("parts.mp4", 20_000_000);
  const sent: string[] = [];
  page.on("response", (response) => {
    const number = /partNumber=(\d+)/.exec(response.url())?.[1];
    if (number && response.request().method() === "PUT" && response.ok()) sent.push(number);
  });
  // The second part does not get through.
  await page.route(/partNumber=2/, (route) => route.abort("connectionreset"));
  // The first one does, and our server does not hear of it at once.
  let told = 0;
  await page.route(/\/parts$/, (route) =>
    route.request().method() === "PUT" && ++told === 1 ? route.abort("connectionreset") : route.continue(),
  );
  await page.getByTestId("compose-file").setInputFiles(path);
  await expect.poll(() => sent).toEqual(["1"]);
  await expect(page.getByText(/is saved; it continues by itself/)).toBeVisible();
  const again = page.waitForResponse((answer) => answer.request().method() === "PUT" && answer.ok());
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await again;
  page.once("dialog", (dialog) => dialog.accept());
  await page.reload();
  await expect(page.getByText("83% of parts.mp4 is saved")).toBeVisible();
  await page.unroute(/partNumber=2/);
  await page.getByTestId("same-file").setInputFiles(path);
  await expect(page.getByText("6 of 6 checks passed")).toBeVisible();
  expect(sent, "no part is sent twice").toEqual(["1", "2"]);

  await expect(page.getByText(/^Saved/)).toBeVisible();
  await page.reload();
  const source = (await page.getByLabel("Preview of the video").getAttribute("src")) ?? "";
  const whole = await page.request.get(source);
  expect((await whole.body()).equals(await readFile(path))).toBe(true);
  expect(await bucket.storage.sizeOf(source.split("/").at(-1) ?? "")).toBe(20_000_000);

  await page.getByTestId("compose-file").setInputFiles(await largeVideo("more.mp4", 12_000_000));
  const card = page.getByRole("article");
  await expect(card).toContainText("This workspace has no room for 12 MB more");
  await expect(card).toContainText("20 MB of the 30 MB");
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();

  await page.reload();
  await sendToTikTok(page, { caption: "From the bucket", privacy: "Everyone", inbox: false });
  await soon(product, stateOf(page, "Posted"));
  const { posts } = await tiktok<{ posts: { title: string; source: string; bytesReceived: number }[] }>(
    product,
    "posts",
  );
  expect(posts).toMatchObject([
    { title: "From the bucket", source: "PULL_FROM_URL", bytesReceived: 20_000_000 },
  ]);
});
