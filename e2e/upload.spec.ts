import { existsSync, readdirSync } from "node:fs";
import { copyFile, readFile, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { addVideo, makeVideo, openCompose } from "#e2e/compose-journeys";
import { signInAs } from "#e2e/journeys";
import { expect, test } from "#e2e/test";

const choose = (page: Page, path: string) => page.getByTestId("compose-file").setInputFiles(path);
const card = (page: Page) => page.getByRole("article");

/** The files that are kept in the data folder. */
const stored = (dataFolder: string): string[] => {
  const folder = join(dataFolder, "media");
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map(({ name }) => join(folder, name));
};
/** Where a workspace's files are sent to. */
const uploads = (workspace: string) => workspace.replace("/app/", "/api/w/").concat("/media");

test("a file arrives whole and comes back in ranges, for members of its workspace alone", async ({
  page,
  browser,
  product,
}) => {
  test.slow();
  const workspace = await signInAs(page, product, "lena.rooftop");
  await openCompose(page, workspace);
  const path = await makeVideo({ seconds: 3 });
  await addVideo(page, path);
  const { size } = await stat(path);
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await page.reload();
  const source = await page.getByLabel("Preview of the video").getAttribute("src");
  expect(source).toMatch(/\/api\/w\/[0-9a-f-]{36}\/media\/[0-9a-f-]{36}$/);
  const address = `${product.url}${source}`;
  const whole = await page.request.get(address);
  expect((await whole.body()).equals(await readFile(path))).toBe(true);
  expect(whole.headers()).toMatchObject({ "content-type": "video/mp4", "x-content-type-options": "nosniff" });
  const part = await page.request.get(address, { headers: { range: "bytes=10-19" } });
  expect(part.status()).toBe(206);
  expect(part.headers()["content-range"]).toBe(`bytes 10-19/${size}`);
  expect((await part.body()).equals((await readFile(path)).subarray(10, 20))).toBe(true);
  expect((await page.request.get(address, { headers: { range: `bytes=${size}-` } })).status()).toBe(416);

  const stranger = await browser.newContext({ baseURL: product.url });
  const other = await stranger.newPage();
  expect((await other.request.get(address)).status()).toBe(401);
  const otherWorkspace = await signInAs(other, product, "kess");
  expect((await other.request.get(address)).status()).toBe(404);
  expect((await other.request.get(`${uploads(otherWorkspace)}/${address.split("/").at(-1)}`)).status()).toBe(
    404,
  );
  expect((await other.request.get(`${uploads(otherWorkspace)}/..%2Fincoming`)).status()).toBe(404);
  await stranger.close();

  const before = stored(product.dataFolder);
  await choose(page, path);
  await expect(page.getByText("6 of 6 checks passed")).toBeVisible();
  expect(stored(product.dataFolder), "the same bytes are kept once").toEqual(before);
});

test("nobody uploads from another site, without signing in, or into a foreign workspace", async ({
  page,
  request,
  product,
}) => {
  const workspace = await signInAs(page, product, "lena.rooftop");
  const address = uploads(workspace);
  const data = Buffer.from("bytes");
  const own = { origin: product.url };
  expect(
    (await page.request.post(address, { data, headers: { origin: "https://evil.example" } })).status(),
  ).toBe(403);
  expect((await page.request.post(address, { data })).status()).toBe(403);
  expect((await request.post(address, { data, headers: own })).status()).toBe(401);
  const foreign = `${product.url}/api/w/01900000-0000-7000-8000-000000000000/media`;
  expect((await page.request.post(foreign, { data, headers: own })).status()).toBe(404);
});

test("what TikTok would refuse is refused here, with what was found beside what is needed", async ({
  page,
  product,
}) => {
  const workspace = await signInAs(page, product, "lena.rooftop");
  await openCompose(page, workspace);
  await page.getByLabel("Caption").fill("kept");
  const before = stored(product.dataFolder);

  await choose(page, await makeVideo({ name: "slow.mp4", rate: 15 }));
  await expect(card(page)).toContainText("This video runs at 15 fps. TikTok needs 23 to 60 fps");
  await choose(page, await makeVideo({ name: "small.mp4", size: "320x568" }));
  await expect(card(page)).toContainText("The picture is 320 × 568");

  const good = await makeVideo({ name: "good.mp4" });
  const renamed = `${good}.renamed.mp4`;
  await writeFile(renamed, Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"));
  await choose(page, renamed);
  await expect(card(page)).toContainText("We can't read this file as a video or photo");
  const cut = `${good}.cut.mp4`;
  await copyFile(good, cut);
  await truncate(cut, Math.round((await stat(good)).size / 2));
  await choose(page, cut);
  await expect(card(page)).toContainText("The end of this file is missing");
  const empty = `${good}.empty.mp4`;
  await writeFile(empty, "");
  await choose(page, empty);
  await expect(card(page)).toContainText("This file is empty");

  expect(stored(product.dataFolder), "refused bytes are not kept").toEqual(before);
  await expect(page.getByLabel("Caption")).toHaveValue("kept");
  await addVideo(page, good);
  await expect(card(page)).toHaveCount(0);
});

test("H.265 in MOV is taken, also where the browser cannot show it", async ({ page, product }) => {
  const workspace = await signInAs(page, product, "lena.rooftop");
  await openCompose(page, workspace);
  const codec = [
    "-c:v",
    "libx265",
    "-x265-params",
    "log-level=error",
    "-tag:v",
    "hvc1",
    "-pix_fmt",
    "yuv420p",
  ];
  await addVideo(page, await makeVideo({ name: "phone.mov", codec, seconds: 1 }));
  await expect(page.getByText("6 of 6 checks passed")).toBeVisible();
  await page.getByText("6 of 6 checks passed").click();
  await expect(page.getByRole("row", { name: /Format.*MOV/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /H\.265/ })).toBeVisible();
});

test("an upload shows how far it is, lets one write on, can be cancelled, and sent again after a lost connection", async ({
  page,
  context,
  product,
}) => {
  const workspace = await signInAs(page, product, "lena.rooftop");
  await openCompose(page, workspace);
  const path = await makeVideo({ name: "long.mp4", seconds: 6 });
  const wire = await context.newCDPSession(page);
  const limit = (uploadThroughput: number) =>
    wire.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput,
    });
  await limit(200_000);
  await choose(page, path);
  const bar = page.getByRole("progressbar", { name: "Uploading long.mp4" });
  await expect(bar).toBeVisible();
  await expect(page.getByText("You can keep writing.")).toBeVisible();
  await page.getByLabel("Caption").fill("written meanwhile");
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(bar).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Choose a video" })).toBeVisible();

  await limit(-1);
  await page.route(/\/media$/, (route) => route.abort("connectionreset"), { times: 1 });
  await choose(page, path);
  await expect(page.getByText(/long\.mp4 stopped at \d+%/)).toBeVisible();
  await page.getByRole("button", { name: "Upload again" }).click();
  await expect(page.getByText("6 of 6 checks passed")).toBeVisible();
  await expect(page.getByLabel("Caption")).toHaveValue("written meanwhile");
});
