// The package's example page, served by a server of files and nothing else.
import { expect, test as base, type Page } from "@playwright/test";
import { fileURLToPath } from "node:url";
import { violations } from "../support/axe";
import { serve, type Files } from "../support/files";
import { expectNoComplaints, watch } from "../support/watch";

const PACKAGE = fileURLToPath(new URL("../node_modules/@sekisho/engine", import.meta.url));

const test = base.extend<{}, { files: Files }>({
  files: [
    async ({}, use) => {
      const files = await serve(PACKAGE);
      await use(files);
      await files.end();
    },
    { scope: "worker" },
  ],
  context: async ({ context }, use) => {
    watch(context);
    await use(context);
    expectNoComplaints(context);
  },
  page: async ({ page, files }, use) => {
    await page.goto(`${files.origin}/example/`);
    await expect(summary(page)).toHaveText("Nobody would be locked out.");
    await use(page);
  },
});

const summary = (page: Page) => page.locator("#summary");
const rules = (page: Page) => page.getByLabel("Rules", { exact: true });
const row = (page: Page, address: string) => page.getByRole("row").filter({ hasText: address });
const finding = (page: Page, words: string | RegExp) => page.locator("#findings li").filter({ hasText: words });

test("each key is judged: a rule, a mistake, what was meant, and who would be locked out", async ({ page }) => {
  const editor = rules(page);
  await editor.press("ControlOrMeta+End");
  await editor.pressSequentially("185.95.218.4");
  await expect(row(page, "185.95.218.42")).toContainText("refused");
  await editor.pressSequentially("2");
  await expect(row(page, "185.95.218.42")).toContainText("gets in by 185.95.218.42 – new");
  await expect(page.locator("#difference")).toContainText("1: 185.95.218.42");
  await editor.pressSequentially("0");
  await expect(summary(page)).toHaveText("1 line can't be read.");
  await expect(page.locator("#wrong li")).toContainText("Line 6");
  await expect(page.locator("#wrong mark")).toHaveText("420");

  await editor.fill("9.9.9.*\n2620:fe::/48 # resolver");
  await page.getByRole("button", { name: "Use 9.9.9.0/24" }).click();
  await expect(editor).toHaveValue("9.9.9.0/24\n2620:fe::/48 # resolver");
  await expect(summary(page)).toHaveText("1 address would be locked out.");
  await expect(row(page, "149.112.112.112")).toContainText("locked out");

  await editor.fill("");
  await expect(summary(page)).toContainText("Without rules, everybody gets in.");
});

test("a finding goes by one click, and the comments stay", async ({ page }) => {
  await finding(page, "another rule covers it already").getByRole("button", { name: "Remove" }).click();
  await expect(rules(page)).toHaveValue(/^# The office\n9\.9\.9\.0\/24 +# Tokyo\n149\.112/);
  await expect(summary(page)).toHaveText("Nobody would be locked out.");
  await rules(page).fill("9.9.9.0/25 # Tokyo\n9.9.9.128/25\n9.9.9.7\n2620:fe::/48\n9.9.9.7");
  await page.getByRole("button", { name: "Repair all" }).click();
  await expect(rules(page)).toHaveValue("9.9.9.0/24 # Tokyo\n2620:fe::/48\n");
  await page.getByRole("button", { name: "Take as saved" }).click();
  await expect(page.locator("#difference dd")).toHaveText(["none", "none"]);
});

test("it can be used on a small screen, in the dark, and by everybody", async ({ page }) => {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
