// English and Japanese: by the browser, by the switch, in pages, islands and mails.
import { button, expect, open, press, refused, signIn, test } from "../support/test";

test.describe("a Japanese browser", () => {
  test.use({ locale: "ja-JP" });

  test("is spoken to in Japanese, islands and mails too", async ({ page, portal }) => {
    const person = await portal.person();
    await open(page, "/sign-in");
    await expect(page.locator("html")).toHaveAttribute("lang", "ja");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("サインイン");
    await page.getByLabel("メールアドレス").fill(person.email);
    await page.getByLabel("パスワード").fill("not-the-Password-5");
    await refused(page, 403, () => button(page, "サインイン").click());
    await expect(page.getByRole("alert")).toContainText("サインインできませんでした。");
    await page.getByLabel("パスワード").fill(person.password);
    await press(button(page, "サインイン"));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(`${person.name} さん、こんにちは`);

    await open(page, "/security/allowlist");
    await page.getByLabel("IP アドレスまたは範囲").fill("１９２.0.2.1");
    await expect(page.locator(".verdict")).toContainText("全角文字は使えません。");
    await page.getByLabel("IP アドレスまたは範囲").fill("192.0.2.0/24");
    await expect(page.locator(".verdict")).toContainText("対象：256 個のアドレス");

    await open(page, "/security/mfa/email");
    await press(button(page, "ワンタイムコードをメールで送信（再送信）"));
    const mail = await portal.mail.next({ to: person.email });
    expect(mail.subject).toBe("確認コード");
    expect(mail.text).toContain("メール認証を有効にするための確認コードです。");
    // full-width digits, as a Japanese keyboard may give them
    const code = /^(\d{6})$/m.exec(mail.text)![1]!;
    await page.getByLabel("ワンタイムコード").fill(code.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)));
    await press(button(page, "送信"));
    await expect(page.getByText("メールによるコードが有効になりました。")).toBeVisible();
  });
});

test("the switch changes the language where one is, before signing in and after", async ({ page, portal }) => {
  await open(page, "/forgot-password");
  await press(button(page, "日本語"));
  await expect(page).toHaveURL("/forgot-password");
  await expect(page.locator("html")).toHaveAttribute("lang", "ja");
  await open(page, "/sign-in");
  await expect(page.locator("html")).toHaveAttribute("lang", "ja");
  await press(button(page, "English"));
  await expect(page.locator("html")).toHaveAttribute("lang", "en");

  await signIn(page, await portal.person());
  await open(page, "/history/log?group=sign_in");
  await page.locator(".account-button").click();
  await press(button(page, "日本語"));
  await expect(page).toHaveURL("/history/log?group=sign%5Fin");
  await expect(page.locator("html")).toHaveAttribute("lang", "ja");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("履歴");
});

test.describe("a browser that speaks neither", () => {
  test.use({ locale: "fr-FR" });

  test("is spoken to in English", async ({ page }) => {
    await open(page, "/sign-in");
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
  });
});
