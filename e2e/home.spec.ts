import { expect, test } from "#e2e/test";

test("the first page answers and says whose it is", async ({ page }) => {
  await page.goto("/");
  await expect(page).toHaveTitle(/Aircheck/);
});
