// The guide `success-portal` (two portals, Japanese), point by point, with the labels that its reader looks for;
// then the same in English.
import type { Page } from "@playwright/test";
import { Authenticator } from "../../support/authenticator";
import { violations } from "../../support/axe";
import type { Person, Portal } from "../../support/portal";
import { button, enrolAtTheDoor, expect, link, open, press, test, type Elsewhere } from "../../support/test";

/** What the guide's reader looks for, in a language. */
interface Labels {
  email: string;
  password: string;
  signIn: string;
  verify: string;
  recommended: string;
  setUpNow: string;
  notNow: string;
  application: string;
  select: string;
  secretKey: string;
  next: string;
  code: string;
  activate: string;
  saved: string;
  settings: string;
  profile: string;
  settingsSection: string;
  profileSection: string;
  enable: string;
  disable: string;
  disableSubmit: string;
  support: string;
  fullName: string;
  company: string;
  phone: string;
  caseNumber: string;
  summary: string;
  acknowledge: string;
  send: string;
  sent: string;
  /** Subjects of the mails: it will be switched off, it has been. */
  approved: string;
  done: string;
  /** What History says of it. */
  removed: string;
  signOut: string;
  menu: string;
}

const JAPANESE: Labels = {
  email: "メールアドレス",
  password: "パスワード",
  signIn: "ログイン",
  verify: "認証",
  recommended: "二要素認証(2FA)の設定をおすすめします",
  setUpNow: "今すぐセットアップ",
  notNow: "あとで",
  application: "二要素認証のアプリケーション",
  select: "選択",
  secretKey: "シークレットキー",
  next: "次へ",
  code: "認証コード",
  activate: "有効化",
  saved: "保存しました",
  settings: "アカウント設定",
  profile: "マイプロフィール",
  settingsSection: "二要素認証(2FA)",
  profileSection: "二要素認証(2FA)を有効化する",
  enable: "有効",
  disable: "無効",
  disableSubmit: "二要素認証(2FA)を無効にする",
  support: "サポートにお問い合わせください",
  fullName: "お客様のフルネーム",
  company: "会社名",
  phone: "電話番号",
  caseNumber: "ケース番号",
  summary: "お問い合わせ内容の概要",
  acknowledge: "上記のリスクを理解したうえで、解除を依頼します。",
  send: "依頼を送信する",
  sent: "依頼を送信しました",
  approved: "多要素認証がまもなく解除されます",
  done: "多要素認証を解除しました",
  removed: "サポートが 2 つ目の認証方法を解除",
  signOut: "ログアウト",
  menu: "アカウントメニュー",
};

const ENGLISH: Labels = {
  email: "Email address",
  password: "Password",
  signIn: "Sign in",
  verify: "Verify",
  recommended: "We recommend two-factor authentication (2FA)",
  setUpNow: "Set it up now",
  notNow: "Not now",
  application: "Two-factor authentication application",
  select: "Select",
  secretKey: "Secret key",
  next: "Continue",
  code: "Verification code",
  activate: "Activate",
  saved: "I have saved them",
  settings: "Account settings",
  profile: "My profile",
  settingsSection: "Two-factor authentication (2FA)",
  profileSection: "Enable two-factor authentication (2FA)",
  enable: "Enable",
  disable: "Disable",
  disableSubmit: "Disable two-factor authentication (2FA)",
  support: "Contact support",
  fullName: "Full name",
  company: "Company",
  phone: "Phone number",
  caseNumber: "Case number",
  summary: "Summary",
  acknowledge: "I understand this risk and ask for the removal.",
  send: "Send the request",
  sent: "Your request was sent",
  approved: "Multi-factor authentication is about to be removed",
  done: "Multi-factor authentication was removed",
  removed: "Second factors removed by support",
  signOut: "Sign out",
  menu: "Account menu",
};

test.use({ settings: { SEKISHO_PORTAL__PRESET: "success-portal" } });

for (const [language, labels] of [["ja", JAPANESE], ["en", ENGLISH]] as const) {
  test.describe(`in ${language}`, () => {
    test.use({ locale: language === "ja" ? "ja-JP" : "en-GB" });

    test("the guide's points, one after the other", async ({ page, portal, elsewhere }) => {
      test.setTimeout(300_000);
      const person = await portal.person({ language, name: language === "ja" ? "青山 花子" : "Hannah Green", email: `${language}@people.example` });

      const app = await test.step("1. a pop-up recommends 2FA: set up now, application, select, QR code, code", async () => {
        await passwordOnly(page, labels, person);
        const dialog = page.getByRole("dialog", { name: labels.recommended });
        await expect(dialog).toBeVisible();
        await press(link(dialog, labels.setUpNow));
        await page.getByRole("radio", { name: new RegExp(`^${escaped(labels.application)}`) }).check();
        await press(button(page, labels.select));
        return await bind(page, portal, labels);
      });

      await test.step("2. the next sign-in asks for the six-digit code", async () => {
        await signOut(page, labels);
        await passwordOnly(page, labels, person);
        await expect(page.getByRole("textbox", { name: labels.code })).toBeVisible();
        await page.getByRole("textbox", { name: labels.code }).fill(app.code());
        await press(button(page, labels.verify));
        await expect(page.getByRole("dialog")).toHaveCount(0);
      });

      await test.step("3. account settings, section 2FA: switched off by who signed in with it", async () => {
        await menu(page, labels, labels.settings);
        await switchOff(page, labels, labels.settingsSection);
        await portal.mail.next({ to: person.email });
      });

      await test.step("4. the second portal's way in: my profile, enable, QR code, code", async () => {
        await menu(page, labels, labels.profile);
        const section = page.locator("#mfa");
        await expect(section.getByRole("heading", { name: labels.profileSection, exact: true })).toBeVisible();
        await press(link(section, labels.enable));
        await page.getByRole("radio", { name: new RegExp(`^${escaped(labels.application)}`) }).check();
        await press(button(page, labels.select));
        await bind(page, portal, labels);
        await menu(page, labels, labels.profile);
        await expect(page.locator("#mfa").getByText(labels.disable, { exact: true })).toBeVisible();
      });

      await test.step("5. no device: the code page leads to support, the form is sent, the risk acknowledged", async () => {
        await signOut(page, labels);
        await passwordOnly(page, labels, person);
        await press(link(page, labels.support));
        await expect(page).toHaveURL(/\/support\/mfa-removal$/);
        await page.getByLabel(labels.email).fill(person.email);
        await page.getByLabel(labels.fullName).fill(person.name);
        await page.getByLabel(labels.company).fill("見本株式会社");
        await page.getByLabel(labels.phone).fill("03-1234-5678");
        await page.getByLabel(labels.caseNumber).fill("C-1024");
        await page.getByLabel(labels.summary).fill("携帯端末を紛失しました。");
        await page.getByLabel(labels.acknowledge).check();
        await press(button(page, labels.send));
        await expect(page.getByRole("heading", { name: labels.sent })).toBeVisible();
      });

      await test.step("5. support confirms who asks, two people switch 2FA off, the user is told; history has it all", async () => {
        await decide(portal, elsewhere, person);
        await portal.mail.next({ to: person.email, subject: labels.approved });
        portal.clock.forward({ hours: 24, minutes: 1 });
        await passwordOnly(page, labels, person);
        await expect(page).toHaveURL("/");
        await portal.mail.next({ to: person.email, subject: labels.done });
        await open(page, "/history/log?group=support");
        await expect(page.locator("tbody")).toContainText(labels.removed);
      });
    });

    test("the pop-up is a real dialog: focus inside, Escape says not now, and that is remembered", async ({ page, portal }) => {
      const person = await portal.person({ language });
      await passwordOnly(page, labels, person);
      const dialog = page.getByRole("dialog", { name: labels.recommended });
      await expect.poll(() => dialog.evaluate((element) => element.matches(":modal"))).toBe(true);
      expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        expect(await violations(page), colorScheme).toEqual([]);
      }
      await Promise.all([page.waitForEvent("load"), page.keyboard.press("Escape")]);
      await expect(dialog).toHaveCount(0);
      await open(page, "/");
      await expect(dialog).toHaveCount(0);
      portal.clock.forward({ hours: 31 * 24 });
      await page.context().clearCookies();
      await passwordOnly(page, labels, person);
      await expect(dialog).toBeVisible();
      await press(button(dialog, labels.notNow));
      await expect(dialog).toHaveCount(0);
    });
  });
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** Shows address and password; where that leads is the caller's to say. */
async function passwordOnly(page: Page, labels: Labels, person: Person): Promise<void> {
  await open(page, "/sign-in");
  await page.getByLabel(labels.email).fill(person.email);
  await page.getByLabel(labels.password, { exact: true }).fill(person.password);
  await press(button(page, labels.signIn));
}

/** QR code and key, the first code, the recovery codes. */
async function bind(page: Page, portal: Portal, labels: Labels): Promise<Authenticator> {
  await expect(page.locator(".qr svg, svg.qr, [role=img]").first()).toBeVisible();
  const app = Authenticator.typed(await page.getByLabel(labels.secretKey).innerText(), portal.clock);
  await press(link(page, labels.next));
  await page.getByRole("textbox", { name: labels.code }).fill(app.code());
  await press(button(page, labels.activate));
  await press(button(page, labels.saved));
  return app;
}

/** One of support looks into the request, another one approves it; both read English. */
async function decide(portal: Portal, elsewhere: Elsewhere, person: Person): Promise<void> {
  const support = async (name: string): Promise<Page> => {
    const page = await elsewhere(undefined, { locale: "en-GB" });
    await enrolAtTheDoor(page, portal, await portal.person({ name, role: "support", language: "en" }));
    await open(page, "/admin/requests");
    await press(link(page, person.name));
    return page;
  };
  const rosa = await support("Rosa Almeida");
  await expect(rosa.getByText("C-1024")).toBeVisible();
  await press(button(rosa, "Take into review"));
  const sven = await support("Sven Second");
  await sven.locator("summary").filter({ hasText: "Approve" }).click();
  await press(button(sven, "Approve the removal"));
}

async function menu(page: Page, labels: Labels, entry: string): Promise<void> {
  await page.getByRole("button", { name: new RegExp(labels.menu) }).click();
  await press(page.locator("#account-panel").getByRole("link", { name: entry, exact: true }));
}

async function signOut(page: Page, labels: Labels): Promise<void> {
  await page.getByRole("button", { name: new RegExp(labels.menu) }).click();
  await press(page.locator("#account-panel").getByRole("button", { name: labels.signOut, exact: true }));
}

async function switchOff(page: Page, labels: Labels, section: string): Promise<void> {
  const card = page.locator("#mfa");
  await expect(card.getByRole("heading", { name: section, exact: true })).toBeVisible();
  await card.getByText(labels.disable, { exact: true }).click();
  await press(button(card, labels.disableSubmit));
}
