import { existsSync, readdirSync } from "node:fs";
import { copyFile, readFile, rename, stat, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { APIRequestContext, BrowserContext, Page } from "@playwright/test";
import { keptWays, pickerGives, standIn } from "#e2e/browser-picker";
import { addVideo, makeVideo, openCompose } from "#e2e/compose-journeys";
import { signInAs } from "#e2e/journeys";
import { largeVideo } from "#e2e/large-video";
import { requestsOf } from "#e2e/requests";
import { openUpload } from "#e2e/send-file";
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
/** Where a workspace's files are. */
const files = (workspace: string) => workspace.replace("/app/", "/api/w/").concat("/media");

const TUS = {
  "tus-resumable": "1.0.0",
  "content-type": "application/offset+octet-stream",
  "upload-offset": "0",
};

/** Lets the disk take no more of the file that is coming in. Answers how to make room again. */
async function fillDisk(dataFolder: string) {
  const folder = join(dataFolder, "media", "incoming");
  const names = readdirSync(folder).filter((name) => !name.endsWith(".json"));
  const path = join(folder, names.sort().at(-1) ?? "");
  await rename(path, `${path}.kept`);
  await symlink("/dev/full", path);
  return () => rename(`${path}.kept`, path);
}

/** Changes how the page's network is: bytes a second, or none at all. */
async function networkOf(context: BrowserContext, page: Page) {
  const wire = await context.newCDPSession(page);
  const usual = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
  return (change: Partial<typeof usual>) =>
    wire.send("Network.emulateNetworkConditions", { ...usual, ...change });
}

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
  expect((await other.request.get(`${files(otherWorkspace)}/${address.split("/").at(-1)}`)).status()).toBe(
    404,
  );
  expect((await other.request.get(`${files(otherWorkspace)}/..%2Fincoming`)).status()).toBe(404);
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
  const api = (id: string) => `${product.url}/api/w/${id}/uploads`;
  const own = { origin: product.url };
  const [here, elsewhere] = [workspace.split("/").at(-1) ?? "", "01900000-0000-7000-8000-000000000000"];
  const file = { fileName: "a.mp4", bytes: 5 };
  const data = { ...file, checksum: null };
  const evil = { origin: "https://evil.example" };
  expect((await page.request.post(api(here), { data, headers: evil })).status()).toBe(403);
  expect((await page.request.post(api(here), { data })).status()).toBe(403);
  expect((await request.post(api(here), { data, headers: own })).status()).toBe(401);
  expect((await page.request.post(api(elsewhere), { data, headers: own })).status()).toBe(404);

  const address = `${api(here)}/${await openUpload(page.request, product, here, file)}`;
  const patch = (http: APIRequestContext, to: string, headers: object) =>
    http.patch(to, { data: "bytes", headers: { ...TUS, ...headers } });
  expect((await patch(page.request, address, evil)).status()).toBe(403);
  expect((await patch(request, address, own)).status()).toBe(401);
  expect((await patch(page.request, address.replace(here, elsewhere), own)).status()).toBe(404);
  expect((await patch(page.request, `${api(here)}/${elsewhere}`, own)).status()).toBe(404);
  expect((await page.request.delete(address, { headers: evil })).status()).toBe(403);
  expect((await request.delete(address, { headers: own })).status()).toBe(401);
  expect((await request.head(address, { headers: TUS })).status()).toBe(401);
  const offset = async () => (await page.request.head(address, { headers: TUS })).headers()["upload-offset"];
  expect(await offset()).toBe("0");
  expect((await patch(page.request, address, own)).status()).toBe(204);
  expect(await offset()).toBe("5");
  expect((await page.request.delete(address, { headers: own })).status()).toBe(200);
  expect((await page.request.head(address, { headers: TUS })).status()).toBe(404);
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
  await writeFile(renamed, "Shopping list: milk, bread, three lemons.");
  await choose(page, renamed);
  await expect(card(page)).toContainText("This file is text, not a video or photo");
  const cut = `${good}.cut.mp4`;
  await copyFile(good, cut);
  await truncate(cut, Math.round((await stat(good)).size / 2));
  await choose(page, cut);
  await expect(card(page)).toContainText("The end of this file is missing");
  await expect(card(page).getByRole("link", { name: "file_format_check_failed" })).toBeVisible();
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

test("an upload shows how far it is, lets one write on, is paused, stopped by a full disk, cancelled and taken back", async ({
  page,
  context,
  product,
}) => {
  const workspace = await signInAs(page, product, "lena.rooftop");
  await openCompose(page, workspace);
  const path = await makeVideo({ name: "long.mp4", seconds: 6 });
  const network = await networkOf(context, page);
  // Slow enough that it is not all there before the pause, on a busy machine too.
  await network({ uploadThroughput: 50_000 });
  await choose(page, path);
  const bar = page.getByRole("progressbar", { name: "Uploading long.mp4" });
  await expect(bar).toBeVisible();
  await expect(page.getByText("You can keep writing.")).toBeVisible();
  await page.getByLabel("Caption").fill("written meanwhile");
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText("· paused")).toBeVisible();
  const room = await fillDisk(product.dataFolder);
  await network({});
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(card(page)).toContainText("There is no room for this file right now");
  await room();
  // A proxy with a limit of its own for one request.
  await page.route(/\/uploads\/[0-9a-f-]{36}$/, (route) =>
    route.request().method() === "PATCH" ? route.fulfill({ status: 413 }) : route.continue(),
  );
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(card(page)).toContainText("The server lets no part of this size through");
  await page.unroute(/\/uploads\/[0-9a-f-]{36}$/);
  await network({ uploadThroughput: 200_000 });
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(bar).toBeVisible();
  await expect(card(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(bar).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Choose a video" })).toBeVisible();
  await network({});
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("6 of 6 checks passed")).toBeVisible();
  await expect(page.getByLabel("Caption")).toHaveValue("written meanwhile");
});

test("an upload survives a lost network, a killed server and reloads: it goes on where it stood, in one tab alone", async ({
  page,
  context,
  product,
}) => {
  test.slow();
  const workspace = await signInAs(page, product, "lena.rooftop");
  await page.addInitScript(standIn);
  await openCompose(page, workspace);
  const path = await largeVideo("big.mp4", 30_000_000);
  await pickerGives(page, path);
  await page.evaluate(() => sessionStorage.setItem("asks", "yes"));
  const network = await networkOf(context, page);
  await network({ uploadThroughput: 3_000_000 });
  await page.getByRole("button", { name: "Choose a video" }).click();
  await expect(page.getByText(/^[3-9][\d.]* MB of 30 MB/)).toBeVisible();
  await network({ offline: true });
  await expect(page.getByText(/You're offline\. \d+% is saved; it continues by itself\./)).toBeVisible();
  await network({ uploadThroughput: 3_000_000 });
  await expect(page.getByText(/You're offline/)).toHaveCount(0);
  const second = await context.newPage();
  const sentThere = requestsOf(second, /\/uploads\//);
  await openCompose(second, workspace);
  await second.waitForLoadState("networkidle");
  await expect(second.getByText("big.mp4"), "it is the first tab's, also after a break").toHaveCount(0);
  expect(sentThere, "left alone, where this tab comes to the same file by itself").toEqual([]);
  await second.close();
  // The draft gets an address of its own meanwhile, and the upload stays with it.
  await page.getByLabel("Caption").fill("written meanwhile");
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await expect(page).toHaveURL(/\/compose\/[0-9a-f-]{36}$/);
  const reload = async () => {
    const warned = page.waitForEvent("dialog");
    const reloaded = page.reload();
    await (await warned).accept();
    await reloaded;
  };
  await reload();
  await expect(page.getByText(/^[1-9]\d?% of big\.mp4 is saved$/)).toBeVisible();

  const other = await makeVideo({ name: "other.mp4" });
  await page.getByTestId("same-file").setInputFiles(other);
  await expect(page.getByText("That is another file. big.mp4 has 30 MB.")).toBeVisible();
  const parts = requestsOf(page, /^PATCH /);
  expect(await keptWays(page)).toBe(1);
  await network({ uploadThroughput: 2_000_000 });
  await page.getByRole("button", { name: "Continue" }).click();
  await expect.poll(() => parts.length).toBe(1);
  await product.killAndRestart();
  await expect.poll(() => parts.length).toBe(2);
  await page.getByRole("button", { name: "Pause" }).click();
  await page.reload();
  // It was paused, so it does not go on by itself.
  await page.getByRole("button", { name: "Continue" }).click();
  await expect.poll(() => parts.length).toBe(3);
  await reload();
  await network({});
  await expect(page.getByText("6 of 6 checks passed")).toBeVisible({ timeout: 20_000 });
  expect(parts.length, "once after each press, once after the restart, once by itself").toBe(4);
  const offsets = parts.map((part) => Number(part.headers()["upload-offset"]));
  expect(Math.min(...offsets), "what had arrived is not sent again").toBeGreaterThan(1_000_000);
  await expect.poll(() => keptWays(page)).toBe(0);
  const [newest] = stored(product.dataFolder).slice(-1);
  expect((await readFile(newest ?? "")).equals(await readFile(path))).toBe(true);

  await openCompose(page, workspace);
  await page.getByRole("region", { name: "Video", exact: true }).evaluate(async (zone) => {
    const kept = await (await navigator.storage.getDirectory()).getFileHandle("big.mp4");
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(await kept.getFile());
    zone.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
  });
  await expect(page.getByText("6 of 6 checks passed")).toBeVisible();
  expect(parts.length, "the same file is not sent twice").toBe(4);
});
