import { randomBytes } from "node:crypto";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Route } from "@playwright/test";
import sharp from "sharp";
import { choosePrivacy, openCompose } from "./compose-journeys";
import { countAtTikTok, expectAccessible, signInAs, tiktok } from "./journeys";
import { soon, stateOf } from "./post-journeys";
import { expect, test } from "./test";

/** Pictures of these sizes, as somebody's phone and somebody's designer hand them over. */
async function makePhotos(...recipes: [name: string, width: number, height: number][]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "aircheck-photos-"));
  return Promise.all(
    recipes.map(async ([name, width, height], index) => {
      const path = join(folder, name);
      const background = ["teal", "orange", "purple", "olive"][index % 4] ?? "teal";
      const picture = sharp({ create: { width, height, channels: 3, background } });
      if (name.endsWith(".bmp")) await writeFile(path, asBmp(width, height, await picture.raw().toBuffer()));
      else await picture.toFile(path);
      return path;
    }),
  );
}

/** One so large that no line holds it whole while nobody reads: 6 MB. */
async function makeLargePhoto(): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), "aircheck-photos-")), "night.jpg");
  const [width, height] = [1080, 1920];
  const noise = sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } });
  await noise.jpeg({ quality: 100, chromaSubsampling: "4:4:4" }).toFile(path);
  return path;
}

/** What no library of the server's reads or writes: a head of 54 bytes, and the pixels. Rows of a multiple of 4 bytes. */
function asBmp(width: number, height: number, pixels: Buffer): Buffer {
  const head = Buffer.alloc(54);
  head.write("BM");
  head.writeUInt32LE(head.length + pixels.length, 2);
  head.writeUInt32LE(head.length, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(width, 18);
  head.writeInt32LE(height, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(24, 28);
  return Buffer.concat([head, pixels]);
}

type Seen = {
  kind: string;
  mode: string;
  state: string;
  live: boolean;
  coverIndex: number;
  postInfo: { title: string; description: string; autoAddMusic: boolean; isAigc: boolean };
  media: { format: string; width: number; height: number }[];
  timeline: { event: string }[];
};
const seen = async (product: Parameters<typeof tiktok>[0]) =>
  (await tiktok<{ posts: Seen[] }>(product, "posts")).posts.filter(({ kind }) => kind === "photo");

test("a carousel of odd kinds and sizes is converted, put in order with keys and by dragging, and goes live", async ({
  page,
  product,
}) => {
  const workspace = await signInAs(page, product, "lena.rooftop");
  await openCompose(page, workspace);
  await page.getByRole("radio", { name: "Photos" }).click();
  await expect(page.getByText("Drop up to 35 photos here.")).toBeVisible();
  await expect(page.getByRole("checkbox", { name: /^(Duet|Stitch)/ })).toHaveCount(0);
  await expect(page.getByRole("checkbox", { name: "Comment" })).toHaveCount(1);
  const files = await makePhotos(["wide.png", 1601, 901], ["old.bmp", 1200, 1254], ["fine.jpg", 900, 1200]);
  await page.getByTestId("compose-photos").setInputFiles(files);

  const photos = page.getByRole("list", { name: "Photos in their order" });
  await expect(photos.getByRole("listitem")).toHaveCount(3);
  await expect(page.getByText("2 of yours are different.")).toBeVisible();
  await expectAccessible(page);
  const convert = page.getByRole("region", { name: "Convert photos" });
  await expect(convert).toContainText("on the server and in this browser");
  // The server does not hear of one, and the other breaks off: both are told, and can be tried again.
  const unheard = (route: Route) =>
    route.request().postData()?.includes('"maxSeconds"') ? route.abort() : route.fallback();
  const cutOff = (route: Route) =>
    route.request().resourceType() === "fetch" ? route.abort() : route.fallback();
  await page.route(/\/compose/, unheard);
  await page.route(/\/media\//, cutOff);
  await convert.getByRole("button", { name: "Convert all 2 photos" }).click();
  const refused = convert.getByRole("status").filter({ hasText: "One photo was not converted" });
  await expect(refused).toContainText("We could not reach the server.");
  const failed = convert.getByRole("article").filter({ hasText: "old.bmp" });
  await expect(failed).toContainText("The conversion stopped before its end");
  await expectAccessible(page);
  await page.unroute(/\/compose/, unheard);
  await page.unroute(/\/media\//, cutOff);
  await refused.getByRole("button", { name: "Try again" }).click();
  await failed.getByRole("button", { name: "Convert and retry" }).click();
  await expect(page.getByText("9 of 9 checks passed")).toBeVisible();
  await convert.getByText("Before and after: 2 converted").click();
  await expect(convert.getByText("BMP, 1200 × 1254,")).toBeVisible();
  await expect(convert.getByText("JPEG, 1080 × 1128,")).toBeVisible();
  await expectAccessible(page);
  await convert.getByRole("button", { name: "Use the original wide.png" }).click();
  await expect(page.getByText("One of yours is different.")).toBeVisible();
  await convert.getByRole("button", { name: "Convert this photo" }).click();
  await expect(page.getByText("9 of 9 checks passed")).toBeVisible();

  await expect(page.getByRole("slider")).toHaveCount(0);

  await page.getByRole("button", { name: "Move photo 3 one place forward" }).press("Enter");
  await expect(photos.getByRole("listitem").nth(1).getByRole("img")).toHaveAttribute("alt", /fine/);
  await expect(page.getByRole("button", { name: "Move photo 2 one place forward" })).toBeFocused();
  const first = photos.getByRole("listitem").first();
  await first.dragTo(photos.getByRole("listitem").nth(2));
  await expect(photos.getByRole("listitem").nth(2).getByRole("img")).toHaveAttribute("alt", /wide/);
  await photos.getByRole("listitem").nth(2).dragTo(first);
  await expect(photos.getByRole("listitem").nth(1).getByRole("img")).toHaveAttribute("alt", /fine/);
  await page.getByRole("button", { name: "Photo 2 as the cover" }).click();
  await page.getByRole("button", { name: "Take photo 1 out" }).click();
  const notice = page
    .locator("div")
    .filter({ hasText: /^Photo 1 taken out/ })
    .last();
  await notice.locator("..").getByRole("button", { name: "Undo" }).click();
  await expect(photos.getByRole("listitem")).toHaveCount(3);

  await page.getByLabel("Title").fill("x".repeat(91));
  await expect(page.getByText("91 of 90")).toBeVisible();
  await expect(page.getByText("The title is 1 too long")).toBeVisible();
  await page.getByLabel("Description").fill("x".repeat(4001));
  await expect(page.getByText("4,001 of 4,000, 1 over")).toBeVisible();
  await expect(page.getByText("The description is 1 too long")).toBeVisible();
  await page.getByLabel("Title").fill("Three roofs");
  await page.getByLabel("Description").fill("Golden hour, three times #roof");
  await page.getByRole("checkbox", { name: "Let TikTok add music" }).click();
  await page.getByRole("switch", { name: "AI-generated content" }).click();
  await choosePrivacy(page, "Everyone");
  await page.getByRole("checkbox", { name: /I agree to send these photos to/ }).click();
  await page.getByRole("button", { name: /^Post now to/ }).click();
  await expect(page).toHaveURL(/\/posts\//);
  await expect.poll(async () => (await seen(product))[0]?.live, { timeout: 30_000 }).toBe(true);
  await expect(page.getByText("Three roofs")).toBeVisible();

  const [there] = await seen(product);
  expect(there).toMatchObject({
    live: true,
    coverIndex: 1,
    postInfo: {
      ...{ title: "Three roofs", description: "Golden hour, three times #roof" },
      ...{ autoAddMusic: true, isAigc: true },
    },
  });
  expect(there?.media.map(({ format }) => format)).toEqual(["jpeg", "jpeg", "jpeg"]);
  expect(there?.media.every(({ width, height }) => Math.min(width, height) <= 1080)).toBe(true);

  // What is stored once makes the next carousel too, in the order in which it is chosen.
  await openCompose(page, workspace);
  await page.getByRole("radio", { name: "Photos" }).click();
  await page.getByRole("button", { name: "Choose from the library" }).click();
  const drawer = page.getByRole("dialog", { name: "Choose photos" });
  await drawer.getByRole("button", { name: /fine\.jpg/ }).press("Enter");
  await drawer.getByRole("button", { name: /wide \(converted\)\.jpg/ }).press("Enter");
  await expect(drawer.getByText("2 of up to 35 chosen")).toBeVisible();
  await drawer.getByRole("button", { name: "Add 2 photos" }).click();
  await expect(photos.getByRole("img")).toHaveCount(2);
  await expect(photos.getByRole("img").first()).toHaveAttribute("alt", /fine/);
  await expect(page.getByText("6 of 6 checks passed")).toBeVisible();

  // To the inbox go the photos and their two texts. All else is chosen there, so nothing of it is asked here.
  await page.getByRole("radio", { name: "TikTok inbox" }).click();
  await expect(page.getByText(/TikTok takes the photos with their title and description/)).toBeVisible();
  await expect(page.getByRole("switch", { name: /AI-generated|Disclose/ })).toHaveCount(0);
  await expect(page.getByRole("checkbox")).toHaveCount(1);
  await expect(page.getByRole("combobox", { name: "Who can watch" })).toHaveCount(0);
  await page.getByLabel("Title").fill("Two roofs");
  await page.getByLabel("Description").fill("For later");
  await page.getByRole("checkbox", { name: /I agree to send these photos to/ }).click();
  await page.getByRole("button", { name: /^Send to .* inbox now$/ }).click();
  await page.waitForURL(/\/posts\//);
  await soon(product, stateOf(page, "In TikTok inbox"));
  const drafts = (await seen(product)).filter(({ mode }) => mode === "inbox");
  expect(drafts).toMatchObject([
    { state: "inbox", live: false, postInfo: { title: "Two roofs", description: "For later" } },
  ]);
  expect(drafts[0]?.media).toHaveLength(2);
});

test("a tall photo that TikTok refused is converted from the failed post, and the carousel goes live", async ({
  page,
  product,
}) => {
  const workspace = await signInAs(page, product, "lena.rooftop");
  await openCompose(page, workspace);
  await page.getByRole("radio", { name: "Photos" }).click();
  const files = await makePhotos(["fine.jpg", 900, 1200], ["tall.jpg", 900, 2400]);
  await page.getByTestId("compose-photos").setInputFiles(files);
  const convert = page.getByRole("region", { name: "Convert photos" });
  await expect(convert).toContainText("One photo has over 1920 pixels on the long side");
  await page.getByLabel("Description").fill("The tall roof");
  await choosePrivacy(page, "Everyone");
  await page.getByRole("checkbox", { name: /I agree to send these photos to/ }).click();
  await page.getByRole("button", { name: /^Post now to/ }).click();
  await page.waitForURL(/\/posts\//);
  const stopped = page.getByRole("article").getByRole("button", { name: "Convert and retry" });
  await soon(product, stopped);
  await stopped.click();
  await page.waitForURL(/\?convert=refused$/);

  await expect(convert).toContainText("TikTok refused this post, and doesn't say which photo it was about.");
  const unanswered = () => {};
  await page.route(/\/repairs\/[0-9a-f-]+$/, unanswered);
  await convert.getByRole("button", { name: "Convert this photo" }).click();
  await expect(convert.getByText("0 of 1 converted")).toBeVisible();
  await convert.getByRole("button", { name: "Cancel" }).click();
  await page.unroute(/\/repairs\/[0-9a-f-]+$/, unanswered);
  await convert.getByRole("button", { name: "Convert this photo" }).click();
  await expect(convert.getByText("Before and after: 1 converted")).toBeVisible();
  await page.getByRole("checkbox", { name: /I agree to send these photos to/ }).click();
  await page.getByRole("button", { name: /^Post now to/ }).click();
  await page.waitForURL(/\/posts\//);
  await soon(product, stateOf(page, "Posted"));
  const [there] = (await seen(product)).filter(
    ({ postInfo, live }) => live && postInfo.description === "The tall roof",
  );
  expect(there?.media.map(({ width, height }) => [width, height])).toEqual([
    [900, 1200],
    [720, 1920],
  ]);
});

test("everything dies at the moment TikTok fetches, and the carousel is there once", async ({
  page,
  product,
}) => {
  const workspace = await signInAs(page, product, "lena.rooftop");
  await openCompose(page, workspace);
  await page.getByRole("radio", { name: "Photos" }).click();
  await page.getByTestId("compose-photos").setInputFiles(await makeLargePhoto());
  await expect(page.getByText("3 of 3 checks passed")).toBeVisible();
  await page.getByLabel("Description").fill("The roof at night");
  await choosePrivacy(page, "Everyone");
  await page.getByRole("checkbox", { name: /I agree to send this photo to/ }).click();
  await tiktok(product, "faults", { preset: "pull_slow", delayMs: 4_000 });
  await page.getByRole("button", { name: /^Post now to/ }).click();
  const mine = async () =>
    (await seen(product)).filter(({ postInfo }) => postInfo.description === "The roof at night");
  // It has the first bytes, and rests before it reads on.
  await expect.poll(() => countAtTikTok(product, "pull"), { intervals: [50] }).toBe(1);
  await product.killAndRestart();
  const events = async () => (await mine()).flatMap(({ timeline }) => timeline.map(({ event }) => event));
  await expect.poll(events).toContainEqual(expect.stringMatching(/^fetch broke off/));

  await expect
    .poll(
      async () => {
        await product.pushClock(30_000);
        return (await mine()).filter(({ live }) => live).length;
      },
      { timeout: 60_000, intervals: [1_000] },
    )
    .toBe(1);
  await page.reload();
  await expect(page.getByText("The roof at night").first()).toBeVisible();
  await product.pushClock(3_600_000);
  expect((await mine()).filter(({ live }) => live)).toHaveLength(1);
});
