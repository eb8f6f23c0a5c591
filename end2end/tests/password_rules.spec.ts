// T19 in the browser: the field for a new password judges every case of the table as the server does, natively and
// in WebAssembly alike (engine/tests/vectors/passwords.json).
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import type { Person } from "../support/portal";
import { expect, link, open, press, sendPassword, signIn, signInAdministrator, test } from "../support/test";

interface Case {
  rules: string;
  password: string;
  /** What is typed where that isn't the normal form. */
  typed?: string;
  /** The lines of the checklist that are not met. */
  broken: string[];
}

const TABLE = JSON.parse(readFileSync(new URL("../../engine/tests/vectors/passwords.json", import.meta.url), "utf8")) as Case[];

/** How each line of the checklist begins. */
const LINES: Record<string, string> = {
  at_least: "At least",
  at_most: "At most",
  digits: "Digits",
  upper: "Upper-case letters",
  lower: "Lower-case letters",
  not_common: "Not a very common password",
  not_own_words: "More than your name",
  not_easily_guessed: "Not easy to guess",
};

/** Holds every case of `rules` against the field on the page. */
async function hold(page: Page, rules: string): Promise<void> {
  const cases = TABLE.filter((one) => one.rules === rules);
  expect(cases.length).toBeGreaterThan(3);
  const field = page.getByRole("textbox", { name: "New password" });
  for (const one of cases) {
    // as if it were pasted: nothing is cut off on the way
    await field.fill(one.typed ?? one.password);
    await expect(field).toHaveValue(one.typed ?? one.password);
    const unmet = page.locator(".checklist li:not(.is-met) > span:nth-of-type(1)");
    const expected = one.broken.map((line) => new RegExp(`^${LINES[line]}`));
    await expect(unmet, JSON.stringify(one)).toHaveText(expected);
  }
}

const changing = async (page: Page, person: Person) => {
  await signIn(page, person);
  await open(page, "/account");
};

test("T19: nist, for a password that stands alone", async ({ page, portal }) => {
  await changing(page, await portal.person());
  await hold(page, "nist-alone");
});

test("T19: nist, beside a second factor", async ({ page, portal }) => {
  await signInAdministrator(page, portal);
  await open(page, "/account");
  await hold(page, "nist-with-mfa");
});

test.describe("compat", () => {
  test.use({
    settings: { SEKISHO_POLICY__PASSWORD__RULES: "compat", SEKISHO_POLICY__SIGN_IN__ONE_STEP_UNTIL: "2999-12-31" },
  });

  test("T19: compat, where a password is changed and on the way to two-step sign-in", async ({ page, portal }) => {
    const person = await portal.person();
    await changing(page, person);
    await hold(page, "compat");
    await open(page, "/security/two-step");
    await hold(page, "compat");
  });

  test("T19: the same letters are the same password, whichever keyboard made them", async ({ page, portal, elsewhere }) => {
    const person = await portal.person();
    await changing(page, person);
    const [composed, apart] = ["Éclair7 für Zoë", "Éclair7 für Zoë".normalize("NFD")];
    expect(apart).not.toBe(composed);
    await open(page, "/security/two-step");
    await page.getByRole("textbox", { name: "New password" }).fill(apart);
    await press(page.getByRole("button", { name: "Change Password" }));
    for (const password of [composed, apart]) {
      const other = await elsewhere();
      await open(other, "/sign-in");
      await press(link(other, /^Log in with 1-step verification/));
      await sendPassword(other, { ...person, password });
      await expect(other).toHaveURL("/");
    }
  });
});
