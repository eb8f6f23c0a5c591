// T19 in the browser, by the rules of `compat`: see password_rules.spec.ts.
import { holdToTheTable } from "../support/passwords";
import { button, expect, link, open, press, sendPassword, signIn, test } from "../support/test";

test.use({
  settings: { SEKISHO_POLICY__PASSWORD__RULES: "compat", SEKISHO_POLICY__SIGN_IN__ONE_STEP_UNTIL: "2999-12-31" },
});

test("T19: compat, where a password is changed and on the way to two-step sign-in", async ({ page, portal }) => {
  const person = await portal.person();
  await signIn(page, person);
  await open(page, "/account");
  await holdToTheTable(page, "compat");
  await open(page, "/security/two-step");
  await holdToTheTable(page, "compat");
});

test("T19: the same letters are the same password, whichever keyboard made them", async ({ page, portal, elsewhere }) => {
  const person = await portal.person();
  await signIn(page, person);
  await open(page, "/account");
  const [composed, apart] = ["Éclair7 für Zoë", "Éclair7 für Zoë".normalize("NFD")];
  expect(apart).not.toBe(composed);
  await open(page, "/security/two-step");
  await page.getByRole("textbox", { name: "New password" }).fill(apart);
  await press(button(page, "Change Password"));
  for (const password of [composed, apart]) {
    const other = await elsewhere();
    await open(other, "/sign-in");
    await press(link(other, /^Log in with 1-step verification/));
    await sendPassword(other, { ...person, password });
    await expect(other).toHaveURL("/");
  }
});
