import type { Page } from "@playwright/test";
import { addVideo, makeVideo, openCompose } from "#e2e/compose-journeys";
import { connectCreator, expectAccessible, signInAsStaff } from "#e2e/journeys";
import { requestsOf } from "#e2e/requests";
import { NEW_YORK, nowOf, scheduleFor, wallIn } from "#e2e/schedule-journeys";
import { expect, test } from "#e2e/test";

test.use({ timezoneId: NEW_YORK });

const file = (page: Page, name: string) =>
  page.getByRole("list", { name: "Files" }).getByRole("link", { name });

test("what TikTok would refuse stays in the browser, and what it takes is checked before it leaves", async ({
  page,
  product,
}) => {
  const workspace = await signInAsStaff(page, product, "look@library.example");
  await connectCreator(page, product, workspace, "lena.rooftop");
  await openCompose(page, workspace);
  const sent = requestsOf(page, /^(?!GET ).*\/(uploads|media)\b/);
  await page.getByTestId("compose-file").setInputFiles(await makeVideo({ name: "slow.mp4", rate: 15 }));
  const card = page.getByRole("article");
  await expect(card).toContainText("This video runs at 15 fps. TikTok needs 23 to 60 fps");
  const rows = card.getByRole("row");
  await expect(rows.nth(1)).toContainText(/Frame rate.*15 fps.*23 to 60 fps.*Refused/);
  await expect(rows.nth(2)).toContainText("Export the video again at 30 frames per second.");
  await expect(rows.nth(2).getByRole("link").first()).toHaveAttribute(
    "href",
    /developers\.tiktok\.com\/doc\//,
  );
  await expect(card.getByText("Others report this; TikTok doesn't document it.").first()).toBeVisible();
  await expectAccessible(page);
  expect(sent, "nothing has left the browser").toEqual([]);

  await addVideo(page, await makeVideo({ name: "fine.mp4", silent: true }));
  await expect(page.getByText("6 of 6 checks passed")).toBeVisible();
  await expect(page.getByTestId("filmstrip").locator("img")).toHaveCount(10);
  await page.getByRole("button", { name: "One frame on" }).click();
  await expect(page.getByRole("slider", { name: "Cover" })).toHaveJSProperty("value", "33");

  const advice = page.getByRole("list", { name: "Advice about the text" });
  await page.getByLabel("Caption").fill("https://a.example www.b.example #roof #Roof");
  await expect(advice).toContainText("There are 2 links.");
  await expect(advice).toContainText("#roof stands here more than once.");
  await expectAccessible(page);
});

test("the library names the post that needs a file, and deletes what nobody needs", async ({
  page,
  product,
}) => {
  const workspace = await signInAsStaff(page, product, "files@library.example");
  await page.goto(`${workspace}/library`);
  await expect(page.getByText("No files yet.")).toBeVisible();
  await connectCreator(page, product, workspace, "lena.rooftop");
  await openCompose(page, workspace);
  await addVideo(page, await makeVideo({ name: "loose.mp4", seconds: 1 }));
  await expect(page.getByText("6 of 6 checks passed")).toBeVisible();
  await scheduleFor(page, workspace, wallIn(await nowOf(product), 1, "09:30"), "Needs its file");

  // A post begins with a file that is here already; the focus goes into the drawer and comes back.
  await openCompose(page, workspace);
  const opener = page.getByRole("button", { name: "Choose from the library" });
  await opener.press("Enter");
  const drawer = page.getByRole("dialog", { name: "Choose a video" });
  await expect(drawer.getByRole("heading", { name: "Choose a video" })).toBeFocused();
  await expect(drawer.getByRole("button", { name: /rooftop\.mp4.*Used/ })).toBeVisible();
  await expectAccessible(page);
  await drawer.getByLabel("Name").fill("nothing like it");
  await expect(drawer.getByText("No videos with “nothing like it” in their name.")).toBeVisible();
  await page.route("**/api/w/*/library?*", (route) => route.abort());
  await drawer.getByLabel("Name").fill("loose");
  await expect(drawer.getByText("We can't reach Aircheck's server.")).toBeVisible();
  await page.unroute("**/api/w/*/library?*");
  await drawer.getByRole("button", { name: "Try again" }).click();
  await drawer.getByRole("button", { name: /loose\.mp4/ }).press("Enter");
  await expect(drawer).toHaveCount(0);
  await expect(opener).toBeFocused();
  await expect(page.getByText("6 of 6 checks passed")).toBeVisible();
  const agree = page.getByRole("checkbox", { name: /I agree to send this video/ });
  await agree.click();
  await opener.press("Enter");
  await drawer.getByRole("button", { name: /rooftop\.mp4/ }).click();
  await expect(drawer).toHaveCount(0);
  await expect(page.getByText("rooftop.mp4", { exact: true })).toBeVisible();
  await expect(agree, "another file is another consent").not.toBeChecked();
  await expect(page.getByText(/^Saved/)).toBeVisible();

  await page.goto(`${workspace}/library`);
  await expect(file(page, "loose.mp4")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("combobox", { name: "Checks" }).selectOption("With a problem");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page.getByText("No file is like that.")).toBeVisible();
  await page.getByRole("link", { name: "Show all files" }).click();
  await expect(page.getByRole("combobox", { name: "Checks" })).toHaveValue("");
  await page.getByRole("combobox", { name: "Use" }).selectOption("Used in a post");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page).toHaveURL(/use=used/);
  await file(page, "rooftop.mp4").click();
  await page.getByRole("button", { name: "Delete…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("rooftop.mp4 is still needed");
  await expect(dialog.getByRole("link", { name: "Needs its file" })).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Delete for good" })).toHaveCount(0);
  await dialog.getByRole("button", { name: "Close" }).last().click();

  await page.goto(`${workspace}/library?search=loose`);
  await file(page, "loose.mp4").click();
  await page.getByRole("button", { name: "Delete…" }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Delete for good" }).click();
  await expect(page).toHaveURL(/\/library$/);
  await expect(file(page, "rooftop.mp4")).toBeVisible();
  await expect(file(page, "loose.mp4")).toHaveCount(0);
});
