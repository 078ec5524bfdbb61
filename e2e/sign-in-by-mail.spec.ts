import { expectAccessible, signInAsStaff } from "#e2e/journeys";
import { expect, test } from "#e2e/test";

test("staff sign in by an e-mailed link that works once", async ({ page, product, browser, baseURL }) => {
  const email = "marta@northlight.example";
  await page.goto("/sign-in");
  await page.getByLabel("Work e-mail").fill("marta");
  await page.getByRole("button", { name: "Send me a sign-in link" }).click();
  await expect(page.getByText("Enter an e-mail address, such as")).toBeVisible();
  await expect(page.getByLabel("Work e-mail")).toBeFocused();

  await signInAsStaff(page, product, email);
  await page.getByRole("button", { name: /your menu/ }).click();
  await expect(page.getByRole("menu")).toContainText("Owner");

  const stranger = await browser.newPage({ baseURL });
  await stranger.goto("/mailbox");
  const mail = stranger.getByRole("listitem").filter({ hasText: email }).first();
  await mail.getByRole("link").click();
  await expect(stranger.getByText("This sign-in link was used already or is too old")).toBeVisible();
  await stranger.close();
});

test("nobody's mailbox is filled with sign-in links", async ({ page, browser, baseURL }) => {
  const email = "often@northlight.example";
  await page.goto("/sign-in");
  const ask = async () => {
    await page.getByLabel("Work e-mail").fill(email);
    await page.getByRole("button", { name: "Send me a sign-in link" }).click();
  };
  for (let link = 0; link < 5; link++) {
    await ask();
    await page.getByRole("link", { name: "Use another address" }).click();
  }
  await ask();
  await expect(page.getByText("This address got as many links as it can have at once.")).toBeVisible();
  await expectAccessible(page);
  const mailbox = await browser.newPage({ baseURL });
  await mailbox.goto("/mailbox");
  const mails = mailbox.getByRole("listitem").filter({ hasText: email });
  await expect(mails).toHaveCount(5);
  // Each of them works.
  await mails.last().getByRole("link").click();
  await expect(mailbox).toHaveURL(/\/app\//);
  await mailbox.close();
});
