// The whole list, edited as a draft: judged at each keystroke, repaired by a button, saved or tried out.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { addRule, button, expect, link, open, press, refused, signIn, test } from "../support/test";

test.use({ settings: { SEKISHO_SITE_DIR: "/tmp/A-site" } });
const EDIT = "/security/allowlist/edit";
const area = (page: Page) => page.getByLabel("Rules, one a line");
const verdict = (page: Page) => page.locator(".draft-verdict");
const panel = (page: Page, title: string) =>
  page.locator(".draft-panel").filter({ has: page.getByRole("heading", { name: title, exact: true }) });
const places = (page: Page) => panel(page, "Where you sign in from");

test("typing shows at each keystroke who is let in, what changes, and what is worth a look", async ({ page, portal, address, elsewhere }) => {
  const person = await portal.person();
  await signIn(await elsewhere("203.0.113.80"), person);
  await signIn(page, person);
  await open(page, EDIT);
  await expect(verdict(page)).toContainText("Nothing is changed yet.");
  await expect(places(page)).toContainText("None of your last 2 sign-ins would have been refused.");

  await area(page).pressSequentially("203.0.113.0/2");
  await expect(panel(page, "Worth a look")).toContainText("Line 1: 192.0.0.0/2 is 1,073,741,824 addresses.");
  await area(page).pressSequentially("4 # lab\n203.0.113.7\n");
  await expect(verdict(page)).toContainText(`You would no longer be able to sign in from ${address}, where you are now.`);
  await expect(verdict(page)).toContainText("So far you can sign in from anywhere.");
  await expect(places(page)).toContainText("1 of your last 2 sign-ins would have been refused.");
  await expect(places(page).locator(".place").first()).toContainText("Becomes refused");
  await expect(places(page).locator(".place").last()).toContainText("by line 1, 203.0.113.0/24");
  await expect(panel(page, "What changes")).toContainText("addresses would be refused that are let in now:");
  await expect(panel(page, "Worth a look")).toContainText("Line 2: 203.0.113.7 adds nothing, because line 1, 203.0.113.0/24, covers all of it.");
  // trying it out comes first, and saving at once names the address
  await expect(page.locator(".draft-verdict .button-primary")).toHaveText("Try it for 10 minutes");
  await expect(page.locator("input[name=confirmed]")).toHaveAttribute("value", address);

  await button(page, `Add my current address ${address}`).click();
  await expect(area(page)).toHaveValue(`203.0.113.0/24 # lab\n203.0.113.7\n${address}\n`);
  await expect(verdict(page)).toContainText(`You can still sign in from ${address}, where you are now.`);
  await expect(page.locator(".draft-verdict .button-primary")).toHaveText("Save the list");
  await expect(page.locator("input[name=confirmed]")).toHaveCount(0);

  await button(panel(page, "Worth a look"), "Remove line 2").click();
  await expect(area(page)).toHaveValue(`203.0.113.0/24 # lab\n${address}\n`);
  await button(page, "Undo").click();
  await expect(area(page)).toHaveValue(`203.0.113.0/24 # lab\n203.0.113.7\n${address}\n`);
  await press(button(page, "Save the list"));
  await expect(page).toHaveURL(/\/security\/allowlist\?done=list_saved/);
  await expect(page.locator("#rules tbody tr")).toHaveCount(3);
});

test("lines that can't be read are named, led to and put right", async ({ page, portal, address }) => {
  await signIn(page, await portal.person());
  await open(page, EDIT);
  await area(page).fill(`# Offices\n${address}\n192.168.1.* # lab\n${address}\n203.0.113.9/24\n`);
  const wrong = panel(page, "Lines that can’t be read");
  await expect(verdict(page)).toContainText("2 lines can’t be read.");
  await expect(wrong).toContainText("Wildcards are not used here");
  await expect(wrong).toContainText("203.0.113.9/24 is an address inside a range: the whole range 203.0.113.0/24 is saved.");
  await button(wrong, "Go to line 3").click();
  await expect(area(page)).toBeFocused();
  const chosen = await area(page).evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd));
  expect(chosen).toBe("192.168.1.* # lab");
  await button(wrong, "Make it 192.168.1.0/24 # lab").click();
  await button(wrong, "Remove line 4").click();
  await expect(area(page)).toHaveValue(`# Offices\n${address}\n192.168.1.0/24 # lab\n203.0.113.9/24\n`);
  await expect(panel(page, "Worth a look").last()).toContainText("Line 3: 192.168.1.0/24 is used inside organisations only.");
  await press(button(page, "Save the list"));
  await open(page, EDIT);
  await expect(area(page)).toHaveValue(`# Offices\n${address}\n192.168.1.0/24 # lab\n203.0.113.0/24\n`);
});

test("what is exported can be imported, comments and all", async ({ page, portal, address }) => {
  await signIn(page, await portal.person());
  await open(page, EDIT);
  const list = `# Offices\n${address} # here\n\n# Hotel\n203.0.113.9 until 2999-11-30\n# the end\n`;
  await page.locator("input[type=file]").setInputFiles({ name: "list.txt", mimeType: "text/plain", buffer: Buffer.from(list.replaceAll("\n", "\r\n")) });
  await expect(area(page)).toHaveValue(list);
  await press(button(page, "Save the list"));
  const [file] = await Promise.all([page.waitForEvent("download"), link(page, "Export").click()]);
  expect(file.suggestedFilename()).toBe("authorized-addresses.txt");
  expect(await readFile(await file.path(), "utf8")).toBe(list);
  // what is no text is left alone
  await open(page, EDIT);
  await page.locator("input[type=file]").setInputFiles({ name: "list.bin", mimeType: "application/octet-stream", buffer: Buffer.from([0, 1, 2]) });
  await expect(page.getByText("That file can’t be read as text.")).toBeVisible();
  await expect(area(page)).toHaveValue(list);
});

test("a change from another browser is told, and what was typed is still there", async ({ page, portal, address, elsewhere }) => {
  const person = await portal.person();
  const other = await elsewhere(address);
  await signIn(page, person);
  await signIn(other, person);
  await open(page, EDIT);
  await area(page).fill(`${address} # mine\n`);
  await addRule(other, address, "theirs");
  await refused(page, 409, () => button(page, "Save the list").click());
  await expect(area(page)).toHaveValue(`${address} # mine\n`);
  await expect(page.getByRole("heading", { name: "Changed since you began" })).toBeVisible();
  await expect(panel(page, "What changes")).toContainText("The same addresses are let in as now.");
  await press(button(page, "Save the list"));
  await expect(page.locator("#rules tbody")).toContainText("mine");
});

test("saving at once without one's own address needs the box, which is asked about anew for another list", async ({ page, portal, address }) => {
  await signIn(page, await portal.person());
  await open(page, EDIT);
  await area(page).fill("203.0.113.0/24\n");
  const consent = page.getByLabel(`I want this, although I will not be able to sign in from ${address}.`);
  await button(page, "Save the list at once").click();
  await expect(consent).toBeFocused();
  await consent.check();
  await area(page).fill("203.0.113.0/25\n");
  await expect(consent).not.toBeChecked();
  await consent.check();
  await press(button(page, "Save the list at once"));
  await expect(page).toHaveURL(/\/sign-in/);
});

test("without JavaScript the server shows the same before anything is saved", async ({ elsewhere, page, portal, address }) => {
  await signIn(page, await portal.person());
  const storageState = await page.context().storageState();
  const plain = await elsewhere(address, { javaScriptEnabled: false, storageState });
  await plain.goto(EDIT);
  await area(plain).fill("203.0.113.0/25 # a\n203.0.113.128/25 # b\n");
  await Promise.all([plain.waitForURL(/allowlist\/look/), button(plain, "Check first").click()]);
  await expect(verdict(plain)).toContainText(`You would no longer be able to sign in from ${address}, where you are now.`);
  await button(plain, "Make them 203.0.113.0/24").click();
  await expect(area(plain)).toHaveValue("203.0.113.0/24 # a; b\n");
  await button(plain, `Add my current address ${address}`).click();
  await expect(area(plain)).toHaveValue(`203.0.113.0/24 # a; b\n${address}\n`);
  await Promise.all([plain.waitForURL(/done=list_saved/), button(plain, "Save the list").click()]);
  await expect(plain.locator("#rules tbody tr")).toHaveCount(2);
});

test("a rule's note and end are changed in its row", async ({ page, portal, address }) => {
  await signIn(page, await portal.person());
  await open(page, "/security/allowlist");
  await page.getByLabel("IP address or range").fill(address);
  await page.getByLabel(/^Holds until/).fill("2999-03-31");
  await press(button(page, "Add Authorized IP/Range"));
  const row = page.locator("#rules tbody tr");
  await expect(row).toContainText("until 2999-03-31");
  await row.locator("summary", { hasText: "Change note and end" }).click();
  await row.getByLabel("Your note").fill("desk");
  await row.getByLabel("Last day on which it holds").fill("");
  await press(button(row, "Save note and end"));
  await expect(row).toContainText("desk");
  await expect(row).not.toContainText("2999");
});

test("on a narrow screen nothing is wider than it", async ({ page, portal, address }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await signIn(page, await portal.person());
  await open(page, EDIT);
  await area(page).fill(`${address}\n2001:db8:1234:5678:9abc:def0:1234:5678 # a long one\n2600:1234:5678:9abc:1111:2222:3333:4444\n1.2.3.4.5.6.7.8\n`);
  await expect(verdict(page)).toContainText("1 line can’t be read.");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(320);
});
