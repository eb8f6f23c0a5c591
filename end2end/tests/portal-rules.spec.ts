// Admin → Portal rules: whom a list for everybody would lock out, named at each keystroke; narrowing is tried first.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { violations } from "../support/axe";
import { button, expect, freshAddress, link, open, press, refused, sendPassword, signIn, signInAdministrator, test } from "../support/test";

// a portal of its own: what stands in this list concerns everybody
test.use({ settings: { SEKISHO_POLICY__ALLOWLIST__TRIAL_MINUTES: "10" } });

const PAGE = "/admin/portal-rules";
const area = (page: Page) => page.getByLabel("Addresses that everybody signs in from");
const verdict = (page: Page) => page.locator(".draft-verdict");
const who = (page: Page) =>
  page.locator(".draft-panel").filter({ has: page.getByRole("heading", { name: "Who would be refused", exact: true }) });
const box = (page: Page) => page.locator("input[name=confirmed]");

async function expectAccessible(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
}

test.afterEach(async ({ portal }) => {
  await portal.run(["allowlist", "clear", "--portal"]);
});

test("a narrower list names at each keystroke who would be refused, everywhere or from some addresses", async ({ page, portal, elsewhere, address }) => {
  const wanda = await portal.person({ name: "Wanda Campus" });
  const noor = await portal.person({ name: "Noor Both" });
  await signIn(await elsewhere("203.0.113.50"), wanda);
  await signIn(await elsewhere("203.0.113.51"), noor);
  await signIn(await elsewhere(freshAddress()), noor);
  await signInAdministrator(page, portal);
  await open(page, PAGE);
  await expect(page.getByText("Nobody is restricted")).toBeVisible();
  await expect(who(page)).toContainText("Nobody who signed in during the last 30 days would be refused who is not already.");
  await expectAccessible(page);

  await area(page).pressSequentially("198.18.0.0/15 # here");
  await expect(verdict(page)).toContainText(`You can still sign in from ${address}, where you are now.`);
  await expect(who(page)).toContainText("2 of 3 people who signed in during the last 30 days would be refused.");
  await expect(who(page)).toContainText("From everywhere they came from: 1. From some of their addresses: 1.");
  const rows = who(page).locator(".portal-person");
  await expect(rows.nth(0)).toContainText("Wanda Campus");
  await expect(rows.nth(0)).toContainText("Refused everywhere");
  await expect(rows.nth(0)).toContainText("203.0.113.50 last used less than an hour ago");
  await expect(rows.nth(1)).toContainText("Noor Both");
  await expect(rows.nth(1)).toContainText("From some addresses");
  // trying it out comes first; saving at once names how many
  await expect(verdict(page).locator(".button-primary")).toHaveText("Try it for 10 minutes");
  await page.getByLabel("I know that 2 of 3 people would be refused at once, and save it without a trial.").check();
  await expectAccessible(page);

  // one more keystroke asks anew
  await area(page).press("Enter");
  await area(page).pressSequentially("203.0.113.51");
  await expect(who(page)).toContainText("1 of 3 people who signed in");
  await expect(rows).toHaveCount(1);
  await expect(box(page)).not.toBeChecked();
  await area(page).pressSequentially("\n203.0.113.50 until 2999-12-31");
  await expect(who(page)).toContainText("Nobody who signed in during the last 30 days would be refused who is not already.");
  await expect(rows).toHaveCount(0);
  // it still takes addresses away from everybody
  await expect(verdict(page).locator(".button-primary")).toHaveText("Try it for 10 minutes");

  // oneself left out
  await area(page).fill("203.0.113.0/24");
  await expect(verdict(page)).toContainText(`You would no longer be able to sign in from ${address}, where you are now.`);
  await expect(box(page)).toHaveAttribute("value", address);
  await button(page, `Add my current address ${address}`).click();
  await expect(verdict(page)).toContainText(`You can still sign in from ${address}`);
  await area(page).fill("all");
  await expect(verdict(page).locator(".button-primary")).toHaveText("Save the list");
  await expect(box(page)).toHaveCount(0);
  await press(button(page, "Save the list"));
  await expect(page.getByText("The list of authorized addresses is saved.")).toBeVisible();
  await expect(area(page)).toHaveValue("all\n");
});

test("a narrower list is on trial: others are refused meanwhile, and it stays when it is confirmed", async ({ page, portal, elsewhere }) => {
  const theirs = await elsewhere("203.0.113.60");
  const ida = await portal.person({ name: "Ida Outside" });
  await signIn(theirs, ida);
  await signInAdministrator(page, portal);
  await open(page, PAGE);
  await area(page).fill("# Offices\n198.18.0.0/15 # Tokyo");
  await expect(who(page)).toContainText("Ida Outside");
  await press(button(page, "Try it for 10 minutes"));
  await expect(page.locator(".trial-card")).toBeVisible();
  await expect(area(page)).toHaveCount(0);
  await expect(page.getByText("No sign-in was refused because of the trial so far.")).toBeVisible();
  await expectAccessible(page);

  const again = await elsewhere("203.0.113.60");
  await open(again, "/sign-in");
  await refused(again, 403, () => sendPassword(again, ida));
  await open(page, PAGE);
  const log = page.locator("section.card").filter({ has: page.getByRole("heading", { name: "Refused since the trial began" }) });
  await expect(log.locator("tbody tr")).toContainText("Ida Outside");
  await expect(log.locator("tbody tr")).toContainText("203.0.113.60");
  await expectAccessible(page);

  await press(page.locator(".trial-card form[action='/api/portal-rules/confirm'] button"));
  await expect(page.getByText("The changes are confirmed and stay.")).toBeVisible();
  await expect(area(page)).toHaveValue("# Offices\n198.18.0.0/15 # Tokyo\n");
  portal.clock.forward({ minutes: 11 });
  await refused(again, 403, () => sendPassword(again, ida));
});

test("a trial that nobody confirms goes back by itself", async ({ page, portal, elsewhere }) => {
  const mona = await portal.person({ name: "Mona Outside" });
  const theirs = await elsewhere("203.0.113.61");
  await signInAdministrator(page, portal);
  await open(page, PAGE);
  await area(page).fill("198.18.0.0/15");
  await press(button(page, "Try it for 10 minutes"));
  await open(theirs, "/sign-in");
  await refused(theirs, 403, () => sendPassword(theirs, mona));
  portal.clock.forward({ minutes: 10, seconds: 1 });
  await signIn(theirs, mona);
  await expect(theirs).toHaveURL(/\/$/);
});

test("the list comes and goes as a file, comments and all", async ({ page, portal }) => {
  await signInAdministrator(page, portal);
  await open(page, PAGE);
  const list = "# Offices\n198.18.0.0/15 # Tokyo\n203.0.113.7 until 2999-12-31 # hotel\n";
  await page.locator(".draft-import input").setInputFiles({ name: "list.txt", mimeType: "text/plain", buffer: Buffer.from(list) });
  await expect(area(page)).toHaveValue(list);
  await box(page).check();
  await press(button(page, "Save the list at once"));
  await expect(area(page)).toHaveValue(list);
  const [download] = await Promise.all([page.waitForEvent("download"), link(page, "Export as a text file").click()]);
  expect(download.suggestedFilename()).toBe("portal-rules.txt");
  expect(await readFile(await download.path(), "utf8")).toBe(list);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the same is shown before anything is saved, and nothing typed is lost", async ({ page, portal, elsewhere, address }) => {
    await signIn(await elsewhere("203.0.113.70"), await portal.person({ name: "Nils Script" }));
    await signInAdministrator(page, portal);
    await open(page, PAGE);
    await area(page).fill("203.0.113.71/32\n");
    await refused(page, 409, () => button(page, "Save the list").click());
    await expect(page.getByText("Nothing is saved yet.")).toBeVisible();
    await expect(who(page)).toContainText("Nils Script");
    await expect(box(page)).toHaveAttribute("value", address);
    await press(button(page, `Add my current address ${address}`));
    await expect(area(page)).toHaveValue(`203.0.113.71/32\n${address}\n`);
    await expect(who(page)).toContainText("Nils Script");
    await expect(box(page)).toHaveAttribute("value", "narrower");
    await box(page).check();
    await press(button(page, "Save the list at once"));
    await expect(page.getByText("The list of authorized addresses is saved.")).toBeVisible();
    await expect(area(page)).toHaveValue(`203.0.113.71\n${address}\n`);
  });
});

// last, because it makes so many people
test("of more than 10,000 addresses the server is asked, and says so", async ({ page, portal, address }) => {
  portal.importVisits(Array.from({ length: 10_050 }, (_, nth) => `10.${Math.floor(nth / 65_536)}.${Math.floor(nth / 256) % 256}.${nth % 256}`));
  await signInAdministrator(page, portal);
  await open(page, PAGE);
  await expect(who(page)).toContainText("More than 10,000 addresses were used, too many for this page: the server is asked while you type.");
  await area(page).pressSequentially(`${address}\n10.0.0.0/19`);
  await expect(who(page)).toContainText(/1,8\d\d of 10,\d\d\d people who signed in during the last 30 days would be refused\./);
  await expect(who(page).locator(".portal-person")).toHaveCount(20);
  await expect(who(page)).toContainText(/and 1,8\d\d more people/);
  await expect(box(page).locator("..")).toContainText(/I know that 1,8\d\d of 10,\d\d\d people would be refused at once/);
  await expectAccessible(page);
});
