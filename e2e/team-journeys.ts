import { expect, type Page } from "@playwright/test";

/** The newest mail in the mailbox to somebody that says `about`, and the link in it. */
export async function linkInMail(page: Page, to: string, about: RegExp): Promise<string> {
  await page.goto("/mailbox");
  const mail = page
    .getByRole("listitem")
    .filter({ hasText: `To ${to}` })
    .filter({ hasText: about })
    .first();
  return (await mail.getByRole("link").first().getAttribute("href")) ?? "";
}

/** Invites an address from the team page. */
export async function invite(page: Page, workspace: string, email: string, role: string): Promise<void> {
  await page.goto(`${workspace}/team`);
  await page.getByRole("button", { name: "Invite somebody" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("E-mail").fill(email);
  await dialog.getByRole("radio", { name: role }).click();
  await dialog.getByRole("button", { name: "Send the invitation" }).click();
  await expect(page.getByRole("list", { name: "Pending invitations" })).toContainText(email);
}

/** Goes from the mail into the workspace: proves the address by a sign-in link, then accepts. */
export async function acceptByMail(page: Page, email: string): Promise<void> {
  await page.goto(await linkInMail(page, email, /invites you/));
  await page.getByRole("button", { name: "Send me a sign-in link" }).click();
  await page.getByRole("link", { name: "Open the mailbox" }).click();
  await page.goto(await linkInMail(page, email, /sign-in link/));
  await page.getByRole("button", { name: /^Accept and open/ }).click();
  await page.waitForURL(/\/app\/[^/?]+$/);
}

/** Makes a connect link for somebody new. @returns its address */
export async function makeLink(page: Page, workspace: string, label: string): Promise<string> {
  await page.goto(`${workspace}/connections`);
  await page.getByRole("button", { name: "New connect link" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("For whom").fill(label);
  await dialog.getByRole("button", { name: "Make the link" }).click();
  const url = await dialog.getByRole("textbox", { name: "The link" }).inputValue();
  await dialog.getByRole("button", { name: "Done" }).click();
  return url;
}
