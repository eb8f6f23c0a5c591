// Admin → Networks: the verdict at each keystroke, the same before saving without JavaScript, order and deletion.
import { button, expect, link, open, press, refused, signIn, signInAdministrator, test } from "../support/test";
import type { Page } from "@playwright/test";
import { violations } from "../support/axe";

async function expectAccessible(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
}

test("what a network changes is judged at each keystroke, by name", async ({ page, portal, elsewhere, address }) => {
  const theirs = await elsewhere("192.0.2.77");
  const person = await portal.person({ name: "Wanda Campus" });
  await signIn(theirs, person);
  await signInAdministrator(page, portal);
  await open(page, "/admin/networks");
  await expect(page.getByText("No networks yet")).toBeVisible();
  await expectAccessible(page);
  await press(link(page, "Add a network"));
  const verdict = page.getByRole("region", { name: "What saving it would change" });
  await expect(verdict).toContainText("Enter the addresses");
  await page.getByLabel("Name").fill("Laboratory");
  const rules = page.getByLabel("Addresses", { exact: true });
  await page.getByLabel("Who signs in from here").selectOption({ label: "Second factor required" });
  await rules.fill("192.0.2.64/26");
  await expect(verdict).toContainText("Newly asked for a second factor: 1 – Wanda Campus (192.0.2.77)");
  await rules.fill("192.0.2.64/26\n192.0.2.300");
  await expect(verdict).toContainText("Line 2: Each number of an IPv4 address is at most 255.");
  await page.getByLabel("Who signs in from here").selectOption({ label: "Nobody signs in" });
  await rules.fill("192.0.2.77/24");
  await expect(verdict).toContainText("Newly refused: 1 – Wanda Campus (192.0.2.77)");
  await expect(verdict).toContainText("Line 1 is saved as 192.0.2.0/24.");
  // shutting oneself out has to be agreed to, and anew after each change
  await rules.fill(address);
  await expect(verdict).toContainText(`You come from ${address} now`);
  const consent = page.getByLabel(`I know that this shuts out ${address}, the address I am using now.`);
  await consent.check();
  await rules.fill(`${address}\n192.0.2.0/24`);
  await expect(consent).not.toBeChecked();
  await rules.fill("192.0.2.0/24");
  await expect(consent).toHaveCount(0);
  await expectAccessible(page);
  await press(button(page, "Save the network"));
  await expect(page.getByText("The network is saved.")).toBeVisible();
  await theirs.goto("/account");
  await expect(theirs).toHaveURL(/sign-in/);

  await open(page, "/admin/networks/new");
  await page.getByLabel("Name").fill("Inside of it");
  await rules.fill("192.0.2.128/25");
  await expect(verdict).toContainText("It is never reached. All of its addresses are in what comes before: “Laboratory”.");
  await expect(verdict).toContainText("Nothing changes for anybody");
  await press(button(page, "Save the network"));
  await expect(page.getByText("It is never reached.")).toBeVisible();
  await press(button(page, "Move “Inside of it” up"));
  await expect(page.locator("tbody tr").first()).toContainText("Inside of it");
  await expectAccessible(page);
  await page.locator("tr", { hasText: "Laboratory" }).locator("summary", { hasText: "Delete" }).click();
  await expect(page.getByText("No longer refused: 1 – Wanda Campus (192.0.2.77)").last()).toBeVisible();
  await press(page.locator("tr", { hasText: "Laboratory" }).getByRole("button", { name: "Delete the network" }));
  await expect(page.getByText("The network is deleted.")).toBeVisible();
  await expect(page.locator("tbody tr")).toHaveCount(1);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the same is shown before anything is saved, and nothing typed is lost", async ({ page, portal, elsewhere }) => {
    // the portal is that of other tests, too: nobody else comes from this range
    const theirs = await elsewhere("203.0.113.245");
    await signIn(theirs, await portal.person({ name: "Noor Script" }));
    await signInAdministrator(page, portal);
    await open(page, "/admin/networks/new");
    await expect(page.getByText("Before anything is saved")).toBeVisible();
    await page.getByLabel("Name").fill("Dormitory");
    await page.getByLabel("Who signs in from here").selectOption({ label: "Second factor required" });
    await page.getByLabel("Addresses", { exact: true }).fill("203.0.113.240/28\n2001:db8:50::/48");
    await refused(page, 409, () => button(page, "Save the network").click());
    await expect(page.getByText("Nothing is saved yet.")).toBeVisible();
    await expect(page.getByText("Newly asked for a second factor: 1 – Noor Script (203.0.113.245)")).toBeVisible();
    await expect(page.getByLabel("Addresses", { exact: true })).toHaveValue("203.0.113.240/28\n2001:db8:50::/48");
    await press(button(page, "Save the network"));
    await expect(page.getByText("The network is saved.")).toBeVisible();
    await press(link(page, "Edit “Dormitory”"));
    await expect(page.getByLabel("Name")).toHaveValue("Dormitory");
    await expect(page.getByLabel("Addresses", { exact: true })).toHaveValue("203.0.113.240/28\n2001:db8:50::/48");
  });
});
