// Admin → Decisions: why a sign-in was refused, and what a draft would change, with and without JavaScript.
import { button, expect, open, press, refused, signIn, signInAdministrator, test } from "../support/test";
import type { Page } from "@playwright/test";
import { violations } from "../support/axe";

async function expectAccessible(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
}

/** The part of the page with this heading. */
function card(page: Page, title: string) {
  return page.locator("section.card", { has: page.getByRole("heading", { name: title, exact: true }) });
}

test("a refused sign-in leads from the history to why, and today's decision beside it", async ({ page, portal, elsewhere }) => {
  const person = await portal.person({ name: "Nadia Away" });
  await portal.run(["allowlist", "add", "192.0.2.0/24", "--user", person.email]);
  const theirs = await elsewhere("198.51.100.23");
  await open(theirs, "/sign-in");
  await theirs.getByLabel("Email address").fill(person.email);
  await theirs.getByLabel("Password", { exact: true }).fill(person.password);
  await refused(theirs, 403, () => button(theirs, "Sign in").click());

  await signInAdministrator(page, portal);
  await open(page, "/admin/history?group=sign_in&outcome=refused");
  const row = page.locator("tr", { hasText: person.email });
  await press(row.getByRole("link", { name: /^Why\? Sign-in refused/ }));
  await expect(page.getByText("Refused: the rules of Nadia Away do not cover 198.51.100.23.")).toBeVisible();
  await expect(card(page, "Recorded at that time")).toContainText("With what is in force today the same would be decided.");
  await expect(card(page, "Why, step by step").locator("li")).toHaveCount(2);
  await expect(page.getByLabel("Person", { exact: true })).toHaveValue(person.email);
  await expect(page.getByLabel("IP address", { exact: true })).toHaveValue("198.51.100.23");
  await expectAccessible(page);

  // where the reason points, and what becomes of it afterwards
  await expect(card(page, "Why, step by step").getByRole("link", { name: "Look at the person" })).toBeVisible();
  await portal.run(["allowlist", "clear", "--user", person.email]);
  await page.reload();
  await expect(card(page, "Recorded at that time")).toContainText("With what is in force today something else would be decided.");
  await expect(page.getByText("Nadia Away comes in: the password is enough.")).toBeVisible();

  // another address is another question
  await page.getByLabel("IP address", { exact: true }).fill("2001:db8::77");
  await press(button(page, "Explain"));
  await expect(page).toHaveURL(/address=2001/);
  await expect(card(page, "Recorded at that time")).toHaveCount(0);
  await expect(card(page, "Why, step by step").getByText("2001:db8::77 is in no network.")).toBeVisible();
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("a draft is compared with what is in force, and tells whom it would refuse", async ({ page, portal, elsewhere }) => {
      const person = await portal.person({ name: `Iris Draft ${javaScriptEnabled}` });
      const theirs = await elsewhere("203.0.113.61");
      await signIn(theirs, person);
      await signInAdministrator(page, portal);
      await open(page, "/admin/decisions");
      await page.getByLabel("Person", { exact: true }).fill(person.email);
      await page.getByLabel("IP address", { exact: true }).fill("203.0.113.61");
      await page.getByText("Compare with a draft").click();
      const policy = page.getByLabel("Draft of the policy");
      const rules = page.getByLabel("Draft of the portal rules");
      await policy.fill("[policy]\nmfa.mode = \"requierd\"");
      await rules.fill("# offices\n192.0.2.0/24");
      await refused(page, 422, () => button(page, "Explain").click());
      await expect(page.getByText("did you mean required?")).toBeVisible();
      await expect(rules).toHaveValue("# offices\n192.0.2.0/24");
      if (javaScriptEnabled) await expectAccessible(page);

      await policy.fill("[policy]\nmfa.mode = \"required\"");
      await press(button(page, "Explain"));
      const compared = card(page, "In force, and with the draft");
      await expect(compared).toContainText("With the draft something else is decided.");
      await expect(compared.getByRole("row", { name: /^Portal rules/ })).toContainText("No rule covers 203.0.113.61");
      const everybody = card(page, "Everybody who signed in during the last 30 days");
      await expect(everybody).toContainText(/\d+ of \d+ people who signed in during the last 30 days would be refused\./);
      await expect(everybody.getByRole("link", { name: person.name })).toBeVisible();
      await expect(policy).toHaveValue("[policy]\nmfa.mode = \"required\"");
      if (javaScriptEnabled) await expectAccessible(page);
      // nothing is saved
      await signIn(await elsewhere("203.0.113.61"), person);
    });
  });
}
