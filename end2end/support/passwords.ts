// The table of passwords that the engine, the server and the browser's field are held to (T19).
import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";

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
export async function holdToTheTable(page: Page, rules: string): Promise<void> {
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
