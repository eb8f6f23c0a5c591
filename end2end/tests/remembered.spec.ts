// Browsers that stay signed in, and signing in with the identifier first.
import type { Page } from "@playwright/test";
import type { Person } from "../support/portal";
import { button, card, expect, link, open, press, refused, signIn, test } from "../support/test";

const SESSION = "__Host-sekisho";
const COOKIE = "__Host-sekisho-remembered";
const STAY = "Stay signed in on this browser";

test.use({ settings: { SEKISHO_POLICY__REMEMBER_ME__OFFERED: "true" } });

async function stay(page: Page, person: Person): Promise<void> {
  await open(page, "/sign-in");
  await page.getByLabel("Email address").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByLabel(STAY).check();
  await press(button(page, "Sign in"));
}

/** Closes the browser and opens it again. */
async function reopen(page: Page): Promise<void> {
  await page.context().clearCookies({ name: SESSION });
}

test("the box says what it means, is not ticked, and survives a wrong password", async ({ page, portal }) => {
  const person = await portal.person();
  await open(page, "/sign-in");
  const box = page.getByLabel(STAY);
  await expect(box).not.toBeChecked();
  await expect(box).toHaveAccessibleDescription("Only on a device that nobody else uses. Ends after 14 days without a visit.");
  await page.getByLabel("Email address").fill(person.email);
  await page.getByLabel("Password").fill("a wrong password");
  await box.check();
  await refused(page, 403, () => button(page, "Sign in").click());
  await expect(page.getByLabel(STAY)).toBeChecked();
  await page.getByLabel("Password").fill(person.password);
  await press(button(page, "Sign in"));
  await expect(page).toHaveURL("/");
});

test("two tabs that open at once are both let in, and one token is left", async ({ page, portal }) => {
  await stay(page, await portal.person());
  const tabs = [page, await page.context().newPage(), await page.context().newPage()];
  for (let round = 0; round < 3; round += 1) {
    portal.clock.forward({ hours: 24 });
    await reopen(page);
    await Promise.all(tabs.map((tab) => tab.goto("/account")));
    for (const tab of tabs) await expect(tab).toHaveURL("/account");
  }
  const held = (await page.context().cookies()).filter((cookie) => cookie.name === COOKIE);
  expect(held).toHaveLength(1);
  expect(held[0]).toMatchObject({ httpOnly: true, secure: true, sameSite: "Lax", path: "/" });
});

test("it is listed, explained and can be ended from elsewhere", async ({ page, portal, elsewhere }) => {
  const person = await portal.person();
  const other = await elsewhere();
  await stay(other, person);
  await signIn(page, person);
  await open(page, "/security/sessions");
  const shown = card(page, "Browsers that stay signed in");
  await expect(shown).toContainText("Whoever uses one of them is in your account without a password.");
  await expect(shown).toContainText("A browser is forgotten after 14 days without a visit, and after 90 days in any case.");
  await expect(shown.locator(".row")).toHaveCount(1);
  await shown.locator("summary").click();
  await press(button(shown, "Forget"));
  await expect(page.getByText("The browser no longer stays signed in.")).toBeVisible();
  await expect(shown).toContainText("None so far");
  await reopen(other);
  await open(other, "/account");
  await expect(other).toHaveURL(/\/sign-in\?next=/);
  expect((await other.context().cookies()).map((cookie) => cookie.name)).not.toContain(COOKIE);
});

test("a copied cookie ends it for both, and its owner is told", async ({ page, portal, elsewhere }) => {
  const person = await portal.person();
  await stay(page, person);
  const copy = (await page.context().cookies()).find((cookie) => cookie.name === COOKIE)!;
  const thief = await elsewhere();
  await thief.context().addCookies([copy]);
  portal.clock.forward({ hours: 24 });
  await open(thief, "/account");
  await expect(thief).toHaveURL("/account");
  portal.clock.forward({ minutes: 5 });
  await reopen(page);
  await open(page, "/account");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await open(thief, "/account");
  await expect(thief).toHaveURL(/\/sign-in\?next=/);
  const mail = await portal.mail.next({ to: person.email, subject: /stays signed in/ });
  expect(mail.text).toContain("old copy");
  await signIn(page, person);
  await open(page, "/history/log");
  await expect(page.getByText("An old token of a browser that stays signed in was shown again")).toBeVisible();
});

test("signing out ends it", async ({ page, portal }) => {
  await stay(page, await portal.person());
  await page.locator(".account-button").click();
  await press(button(page, "Sign out"));
  await open(page, "/account");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
});

for (const [name, options] of [
  ["320 pixels, dark", { viewport: { width: 320, height: 640 }, colorScheme: "dark" }],
  ["without JavaScript", { javaScriptEnabled: false }],
] as const) {
  test.describe(name, () => {
    test.use(options);

    test(`${name}: the list fits, and a browser is forgotten`, async ({ page, portal }) => {
      await stay(page, await portal.person());
      await open(page, "/security/sessions");
      const shown = card(page, "Browsers that stay signed in");
      await expect(shown.getByText("This browser", { exact: true })).toBeVisible();
      const [content, width] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      expect(content).toBeLessThanOrEqual(width!);
      await shown.locator("summary").click();
      await press(button(shown, "Forget"));
      await expect(page).toHaveURL(/\/security\/sessions/);
      await reopen(page);
      await open(page, "/security/sessions");
      await expect(page).toHaveURL(/\/sign-in\?next=/);
    });
  });
}

test.describe("in Japanese", () => {
  test.use({ locale: "ja-JP" });

  test("the box and the list speak Japanese", async ({ page, portal }) => {
    const person = await portal.person();
    await open(page, "/sign-in");
    await page.getByLabel("メールアドレス").fill(person.email);
    await page.getByLabel("パスワード").fill(person.password);
    await page.getByLabel("次回から自動的にサインインする").check();
    await press(button(page, "サインイン"));
    await open(page, "/security/sessions");
    await expect(card(page, "自動サインインするブラウザー")).toContainText("このブラウザー");
    await press(link(page, "履歴"));
    await expect(page.getByText("このブラウザーで自動サインインを開始")).toBeVisible();
  });
});
