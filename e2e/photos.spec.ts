import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { choosePrivacy, openCompose } from "./compose-journeys";
import { expectAccessible, signInAs, tiktok } from "./journeys";
import { expect, test } from "./test";

/** Pictures of these sizes, as somebody's phone and somebody's designer hand them over. */
async function makePhotos(...recipes: [name: string, width: number, height: number][]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "aircheck-photos-"));
  return Promise.all(
    recipes.map(async ([name, width, height], index) => {
      const path = join(folder, name);
      const background = ["teal", "orange", "purple", "olive"][index % 4] ?? "teal";
      await sharp({ create: { width, height, channels: 3, background } }).toFile(path);
      return path;
    }),
  );
}

type Seen = {
  kind: string;
  state: string;
  live: boolean;
  coverIndex: number;
  postInfo: { title: string; description: string; autoAddMusic: boolean };
  media: { format: string; width: number; height: number }[];
};
const seen = async (product: Parameters<typeof tiktok>[0]) =>
  (await tiktok<{ posts: Seen[] }>(product, "posts")).posts.filter(({ kind }) => kind === "photo");

test("a carousel of PNGs of odd sizes is converted, put in order with keys, and goes live", async ({
  page,
  product,
}) => {
  const workspace = await signInAs(page, product, "lena.rooftop");
  await openCompose(page, workspace);
  await page.getByRole("radio", { name: "Photos" }).click();
  await expect(page.getByText("Drop up to 35 photos here.")).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "Duet" })).toHaveCount(0);
  await expect(page.getByRole("checkbox", { name: "Comment" })).toHaveCount(1);
  const files = await makePhotos(
    ["wide.png", 1601, 901],
    ["square.png", 1254, 1254],
    ["fine.jpg", 900, 1200],
  );
  await page.getByTestId("compose-photos").setInputFiles(files);

  const photos = page.getByRole("list", { name: "Photos in their order" });
  await expect(photos.getByRole("listitem")).toHaveCount(3);
  await expect(page.getByText("2 of yours are different.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Convert all 2 photos" }).click();
  await expect(page.getByText("9 of 9 checks passed")).toBeVisible();

  await page.getByRole("button", { name: "Move photo 3 one place forward" }).press("Enter");
  await expect(photos.getByRole("listitem").nth(1).getByRole("img")).toHaveAttribute("alt", /fine/);
  await expect(page.getByRole("button", { name: "Move photo 2 one place forward" })).toBeFocused();
  await page.getByRole("button", { name: "Photo 2 as the cover" }).click();
  await page.getByRole("button", { name: "Take photo 1 out" }).click();
  const notice = page
    .locator("div")
    .filter({ hasText: /^Photo 1 taken out/ })
    .last();
  await notice.locator("..").getByRole("button", { name: "Undo" }).click();
  await expect(photos.getByRole("listitem")).toHaveCount(3);

  await page.getByLabel("Title").fill("Three roofs");
  await page.getByLabel("Description").fill("Golden hour, three times #roof");
  await page.getByRole("checkbox", { name: "Let TikTok add music" }).click();
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
    postInfo: { title: "Three roofs", description: "Golden hour, three times #roof", autoAddMusic: true },
  });
  expect(there?.media.map(({ format }) => format)).toEqual(["jpeg", "jpeg", "jpeg"]);
  expect(there?.media.every(({ width, height }) => Math.min(width, height) <= 1080)).toBe(true);

  // What is stored once makes the next carousel too, in the order in which it is chosen.
  await openCompose(page, workspace);
  await page.getByRole("radio", { name: "Photos" }).click();
  await page.getByRole("button", { name: "Choose from the library" }).click();
  const drawer = page.getByRole("dialog", { name: "Choose photos" });
  await drawer.getByRole("button", { name: /fine\.jpg/ }).press("Enter");
  await drawer.getByRole("button", { name: /square \(converted\)\.jpg/ }).press("Enter");
  await expect(drawer.getByText("2 of up to 35 chosen")).toBeVisible();
  await drawer.getByRole("button", { name: "Add 2 photos" }).click();
  await expect(photos.getByRole("img")).toHaveCount(2);
  await expect(photos.getByRole("img").first()).toHaveAttribute("alt", /fine/);
  await expect(page.getByText("6 of 6 checks passed")).toBeVisible();
});

test("everything dies at the moment TikTok fetches, and the carousel is there once", async ({
  page,
  product,
}) => {
  const workspace = await signInAs(page, product, "lena.rooftop");
  await openCompose(page, workspace);
  await page.getByRole("radio", { name: "Photos" }).click();
  await page.getByTestId("compose-photos").setInputFiles(await makePhotos(["night.jpg", 720, 1280]));
  await expect(page.getByText("3 of 3 checks passed")).toBeVisible();
  await page.getByLabel("Description").fill("The roof at night");
  await choosePrivacy(page, "Everyone");
  await page.getByRole("checkbox", { name: /I agree to send this photo to/ }).click();
  await tiktok(product, "faults", { preset: "pull_late", delayMs: 800 });
  await page.getByRole("button", { name: /^Post now to/ }).click();
  const mine = async () =>
    (await seen(product)).filter(({ postInfo }) => postInfo.description === "The roof at night");
  await expect.poll(async () => (await mine()).length).toBe(1);
  await product.killAndRestart();

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
