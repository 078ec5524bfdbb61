import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "#e2e/test";

// The styleguide shows everything twice: axe takes its time over it.
test.describe.configure({ timeout: 90_000 });

// The journeys look at the product's own pages, in light and wide. Here is everything once more, in dark and narrow.
const looks = [
  { colorScheme: "light", width: 360, pages: ["/styleguide/shell", "/a-page-that-is-not-there"] },
  { colorScheme: "dark", width: 360, pages: ["/styleguide"] },
] as const;

type Violations = Awaited<ReturnType<AxeBuilder["analyze"]>>["violations"];

/** The rule and the places, so that a failure reads as what to mend. */
function told(violations: Violations) {
  return violations.map(({ id, nodes }) => ({ id, where: nodes.map((node) => node.target.join(" ")) }));
}

for (const { colorScheme, width, pages } of looks) {
  for (const path of pages) {
    test(`${path} has no accessibility violation in ${colorScheme} at ${width} px`, async ({
      browser,
      baseURL,
    }) => {
      const context = await browser.newContext({ baseURL, colorScheme, viewport: { width, height: 900 } });
      const page = await context.newPage();
      await page.goto(path);
      expect(told((await new AxeBuilder({ page }).analyze()).violations)).toEqual([]);
      await context.close();
    });
  }

  test(`open layers have no accessibility violation in ${colorScheme}`, async ({ browser, baseURL }) => {
    const viewport = colorScheme === "light" ? { width: 1280, height: 900 } : { width: 360, height: 740 };
    const context = await browser.newContext({ baseURL, colorScheme, viewport });
    const page = await context.newPage();
    await page.goto("/styleguide");
    for (const name of ["Open dialog", "Open drawer", "Open menu", "Open popover"]) {
      await page.getByRole("button", { name }).first().click();
      await expect(page.getByRole("dialog").first()).toBeVisible();
      // A layer that is still fading in has the contrast of its way, not of its end.
      await page.waitForFunction(() =>
        document
          .getAnimations()
          .every((one) => one.playState !== "running" || one.effect?.getTiming().iterations === Infinity),
      );
      const { violations } = await new AxeBuilder({ page }).include("[role=dialog]").analyze();
      expect(told(violations), name).toEqual([]);
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toHaveCount(0);
    }
    await context.close();
  });
}

const NAMES = [
  "label",
  "button-name",
  "link-name",
  "select-name",
  "aria-input-field-name",
  "aria-toggle-field-name",
];

test("every control has its name before any script has run", async ({ page }) => {
  await page.route(/\.js(\?|$)/, (route) => route.abort());
  await page.goto("/styleguide");
  expect(told((await new AxeBuilder({ page }).withRules(NAMES).analyze()).violations)).toEqual([]);
});

for (const path of looks.flatMap(({ pages }) => pages)) {
  test(`${path} needs no sideways scrolling at 320 px`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 700 });
    await page.goto(path);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
  });
}

test("a disabled option explains itself on hover and on focus", async ({ page }) => {
  await page.goto("/styleguide");
  const reason = "Branded content visibility cannot be set to private.";
  const trigger = page.getByRole("combobox", { name: "Who can watch", exact: true }).first();
  const tip = page.locator("[data-open]").filter({ hasText: reason }).last();

  await trigger.click();
  await page.getByRole("option", { name: "Only me" }).hover();
  await expect(tip).toBeVisible();
  await expect(page.getByRole("option", { name: "Only me" })).toHaveAccessibleDescription(reason);
  await page.keyboard.press("Escape");

  await trigger.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("End");
  await expect(page.getByRole("option", { name: "Only me" })).toBeFocused();
  await expect(tip).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(trigger).toContainText("Choose who can watch");
});

test("the error summary takes the focus and leads into the controls", async ({ page }) => {
  await page.goto("/styleguide");
  await page.getByRole("button", { name: "Send with problems" }).first().click();
  const summary = page.getByRole("alert").filter({ hasText: "There is a problem" });
  await expect(summary).toBeFocused();
  await summary.getByRole("link", { name: "Enter a title" }).click();
  await expect(page.getByRole("textbox", { name: "Title" }).first()).toBeFocused();
  await summary.getByRole("link", { name: "Choose who can watch" }).click();
  await expect(page.getByRole("combobox", { name: "Who can watch this" }).first()).toBeFocused();
});

test("a dialog moves the focus to its title and gives it back", async ({ page }) => {
  await page.goto("/styleguide");
  const opener = page.getByRole("button", { name: "Open dialog" }).first();
  await opener.click();
  await expect(page.getByRole("heading", { name: "Disconnect @lena.rooftop?" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(opener).toBeFocused();
});

test("the chosen colours are there from the first byte of the next page", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/styleguide");
  await page.getByRole("radio", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  const answer = await page.request.get("/styleguide");
  expect(await answer.text()).toMatch(/<html[^>]*data-theme="dark"/);
});

test("what is loaded only when needed opens by keyboard and gives the focus back", async ({ page }) => {
  await page.goto("/styleguide/shell");
  const person = page.getByRole("button", { name: "Marta Kovač, your menu" });
  for (const round of ["first", "second"]) {
    await person.focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("menuitem", { name: "Settings" }), round).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("menu")).toHaveCount(0);
    await expect(person, round).toBeFocused();
  }
  await page.keyboard.press("Tab");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a toast says what was done and takes it back", async ({ page }) => {
  await page.goto("/styleguide");
  await page.getByRole("button", { name: "Show toast" }).first().click();
  await expect(page.getByText("Moved to Thu 26 Nov, 09:30")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Moved back")).toBeVisible();
  await expect(page.getByText("Moved to Thu 26 Nov, 09:30")).toHaveCount(0);
});
