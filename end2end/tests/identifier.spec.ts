// Signing in with the identifier on a page of its own.
import { button, expect, link, open, press, refused, test } from "../support/test";

test.use({ settings: { SEKISHO_POLICY__SIGN_IN__PAGE: "identifier-first" } });

for (const [name, options] of [
  ["with JavaScript", {}],
  ["without JavaScript, 320 pixels, dark", { javaScriptEnabled: false, viewport: { width: 320, height: 640 }, colorScheme: "dark" }],
] as const) {
  test.describe(name, () => {
    test.use(options);

    test(`${name}: by the keyboard alone, to where one wanted to go`, async ({ page, portal }) => {
      const person = await portal.person();
      await open(page, "/account");
      await expect(page).toHaveURL("/sign-in?next=%2Faccount");
      await expect(page.getByLabel("Email address")).toBeFocused();
      await page.keyboard.type(person.email);
      await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
      await expect(page).toHaveURL("/sign-in/password?next=%2Faccount");
      await expect(page.getByLabel("Password")).toBeFocused();
      expect(page.url(), "the address is in no URL").not.toContain("people.example");
      const [content, width] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      expect(content).toBeLessThanOrEqual(width!);
      await page.keyboard.type(person.password);
      await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
      await expect(page).toHaveURL("/account");
    });
  });
}

test("a wrong password is told on its page, and another account is one click away", async ({ page, portal }) => {
  const person = await portal.person();
  await open(page, "/sign-in");
  await page.getByLabel("Email address").fill(person.email);
  await press(button(page, "Next"));
  await page.getByLabel("Password").fill("not this one");
  await refused(page, 403, () => button(page, "Sign in").click());
  await expect(page.getByText(/^Sign-in was refused\./)).toBeVisible();
  await expect(page.getByLabel("Email address")).toHaveValue(person.email);
  await expect(page.getByLabel("Password")).toHaveValue("");
  await press(link(page, "Change"));
  await expect(page.getByLabel("Email address")).toBeEditable();
});

test("the password's page leads back when nobody was named", async ({ page }) => {
  await open(page, "/sign-in/password");
  await expect(page).toHaveURL("/sign-in");
  await page.getByLabel("Email address").evaluate((field: HTMLInputElement) => (field.form!.noValidate = true));
  await page.getByLabel("Email address").fill("no address");
  await refused(page, 422, () => button(page, "Next").click());
  await expect(page.locator(".field-error")).toBeVisible();
});

test.describe("in Japanese", () => {
  test.use({ locale: "ja-JP" });

  test("both pages speak Japanese", async ({ page, portal }) => {
    const person = await portal.person();
    await open(page, "/sign-in");
    await page.getByLabel("メールアドレス").fill(person.email);
    await press(button(page, "次へ"));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("パスワードを入力してください");
    await expect(link(page, "変更")).toBeVisible();
  });
});
