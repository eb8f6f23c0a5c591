// The guide `campus-mail`, point by point, in Japanese and in English, with the labels that its reader looks for; mail
// software with real Dovecot and Postfix.
import type { Page } from "@playwright/test";
import { gateSettings, MailServers, type At } from "../../support/mail_software";
import { freePort } from "../../support/ports";
import { OtpApp } from "../../support/otp_app";
import { PASSWORD, type Portal } from "../../support/portal";
import { arrive, button, card, expect, link, open, press, refused, test, type Elsewhere } from "../../support/test";

/** What the guide's reader looks for, in a language. */
interface Labels {
  locale: string;
  username: string;
  password: string;
  logIn: string;
  preferences: string;
  tab: string;
  use: string;
  yes: string;
  change: string;
  appCard: string;
  generate: string;
  next: string;
  applicationCode: string;
  home: string;
  registered: string;
  mailCard: string;
  register: string;
  mailAddress: string;
  notHere: string;
  app: string;
  mail: string;
  issue: string;
  status: string;
  bothRecommended: string;
  signOut: string;
  refusedSoftware: string;
}

const JAPANESE: Labels = {
  locale: "ja",
  username: "ユーザ名",
  password: "パスワード",
  logIn: "ログイン",
  preferences: "個人環境の設定",
  tab: "多要素認証",
  use: "使用設定",
  yes: "使用する",
  change: "変更",
  appCard: "OTPアプリ情報",
  generate: "ユーザコード生成",
  next: "次へ",
  applicationCode: "アプリコード",
  home: "HOMEへ",
  registered: "OTP アプリの登録が完了しました",
  mailCard: "認証用外部メールアドレス",
  register: "登録",
  mailAddress: "外部メールアドレス",
  notHere: "kit.example のアドレスは使用できません。",
  app: "OTPアプリ認証",
  mail: "外部メール認証",
  issue: "OTP発行",
  status: "多要素認証状況",
  bothRecommended: "両方の方法",
  signOut: "ログアウト",
  refusedSoftware: "メールソフトの利用を拒否",
};

const ENGLISH: Labels = {
  locale: "en",
  username: "Username",
  password: "Password",
  logIn: "Log in",
  preferences: "Customize my Preferences",
  tab: "Multi-Factor Auth",
  use: "Use Multi-Factor Authentication",
  yes: "Yes",
  change: "Change",
  appCard: "OTP APP",
  generate: "Generate user code",
  next: "Next",
  applicationCode: "APPLICATION CODE",
  home: "HOME",
  registered: "The OTP app is registered",
  mailCard: "External email for authentication",
  register: "Register",
  mailAddress: "External email address",
  notHere: "Addresses at kit.example can’t be used here.",
  app: "OTP APP",
  mail: "External email authentication",
  issue: "Issue OTP",
  status: "MFA status",
  bothRecommended: "both",
  signOut: "Log out",
  refusedSoftware: "Mail software refused",
};

/** In both languages. */
const SUBJECT = "OTP notification (OTP発行のお知らせ)";
const CODE = "OTP";
const LOG_IN = "LOG IN";

/** The campus' fixed addresses, and those of one reader of the guide, whom nobody else shares. */
interface Places {
  campus: string;
  home: string;
  elsewhere: string;
}

/** Somebody with an account and a private mailbox. */
interface Reader {
  username: string;
  email: string;
  private: string;
}

const doveadm = await freePort();

test.use({
  settings: {
    SEKISHO_PORTAL__PRESET: "campus-mail",
    SEKISHO_PORTAL__NAME: "Webmail",
    SEKISHO_POLICY__EXTERNAL_MAIL_FORBIDDEN_DOMAINS: "kit.example,edu.kit.example",
    ...gateSettings(doveadm),
  },
});

for (const [language, labels, places] of [
  ["Japanese", JAPANESE, { campus: "127.10.0.11", home: "127.20.0.11", elsewhere: "127.20.0.12" }],
  ["English", ENGLISH, { campus: "127.10.0.21", home: "127.20.0.21", elsewhere: "127.20.0.22" }],
] as const) {
  test(`the guide campus-mail in ${language}`, async ({ portal, elsewhere }) => {
    test.setTimeout(300_000);
    await portal.run(["network", "set", "Campus", "--action", "mfa-skip", "--rule", "127.10.0.0/16"]);
    const servers = await MailServers.start(portal, doveadm);
    try {
      await new Walk(portal, elsewhere, labels, places, servers).walk();
    } finally {
      await servers.end();
    }
  });
}

class Walk {
  constructor(
    readonly portal: Portal,
    readonly elsewhere: Elsewhere,
    readonly labels: Labels,
    readonly places: Places,
    readonly servers: MailServers,
  ) {}

  /** A browser of the reader's, at an address. */
  at(address: string): Promise<Page> {
    return this.elsewhere(address, { locale: this.labels.locale });
  }

  async walk(): Promise<void> {
    const { places } = this;
    const hanako = await this.reader("hanako");
    const office = await this.at(places.campus);

    await test.step("1. MFA is the user's choice: preferences, Multi-Factor Auth, use: yes", () => this.switchOn(office, hanako));
    const app = await test.step("3. OTP app from the preferences: the user code first", () => this.pairFromPreferences(office));
    await test.step("4. external mail, not in the organisation's own domains", () => this.registerMail(office, hanako));
    await test.step("2. the campus' fixed addresses skip MFA although it is on, others don't", () => this.campusSkips(hanako));
    const home = await this.at(places.home);
    await test.step("9. mail software is refused before MFA", () => this.refusedEverywhere(hanako, [places.home, places.elsewhere]));
    await test.step("6. sign-in off campus: the choice, OTP APP, LOG IN", () => this.logInByApp(home, hanako, app));
    await test.step("7. MFA counts at that address, not in the browser", () => this.countsAtTheAddress(home, hanako));
    await test.step("8. the preferences show address, success and end", () => this.status(home));
    await test.step("9. mail software works where MFA holds and on campus, and nowhere else", () => this.mailSoftware(hanako));
    await test.step("9. and is refused when MFA ends while it runs", () => this.endsWhileItRuns(home, hanako));
    await test.step("6. external email authentication: Issue OTP, LOG IN", () => this.logInByMail(hanako));
    await test.step("3, 5. first registration off campus: the application code first", () => this.registerOffCampus());
    await test.step("5. and by external mail", () => this.registerMailOffCampus());
  }

  /** Somebody new. */
  async reader(name: string): Promise<Reader> {
    const username = `${name}-${this.labels.locale}`;
    const email = `${username}@edu.kit.example`;
    const args = ["user", "add", "--email", email, "--username", username, "--name", "Hanako Example"];
    await this.portal.run([...args, "--role", "general", "--password-stdin"], `${PASSWORD}\n`);
    return { username, email, private: `${username}@home.example.net` };
  }

  /** User name and password. */
  async logIn(page: Page, reader: Reader): Promise<void> {
    await open(page, "/sign-in");
    await page.getByLabel(this.labels.username).fill(reader.username);
    await page.getByLabel(this.labels.password).fill(PASSWORD);
    await press(button(page, this.labels.logIn));
  }

  async logOut(page: Page): Promise<void> {
    await page.locator(".account-button").click();
    await press(button(page, this.labels.signOut));
  }

  /** The preferences' tab. */
  async preferences(page: Page): Promise<void> {
    await open(page, "/");
    await page.locator(".account-button").click();
    await press(link(page, this.labels.preferences));
    await press(page.locator("#mfa a[href='/security/mfa']"));
    await expect(link(page, this.labels.tab)).toHaveAttribute("aria-current", "page");
  }

  async useMfa(page: Page): Promise<void> {
    const use = card(page, this.labels.use);
    await use.getByText(this.labels.yes, { exact: true }).click();
    await press(button(use, this.labels.change));
  }

  async switchOn(page: Page, reader: Reader): Promise<void> {
    const { labels } = this;
    await this.logIn(page, reader);
    await expect(page).toHaveURL("/");
    await this.preferences(page);
    await expect(page.locator("#use")).toContainText(labels.bothRecommended);
    await this.useMfa(page);
    await expect(card(page, labels.use).locator("input[value=yes]")).toBeChecked();
  }

  /** The portal's page shows the user code, the app the application code; each is typed into the other. */
  async pairFromPreferences(page: Page): Promise<OtpApp> {
    const { labels } = this;
    await press(card(page, labels.appCard).getByText(labels.generate, { exact: true }));
    const userCode = await page.locator(".pairing-code-value").innerText();
    await press(link(page, labels.next));
    const app = await OtpApp.open(await this.at(this.places.home), this.portal);
    await page.getByLabel(labels.applicationCode).fill(await app.add());
    await press(button(page, labels.next));
    await app.register(userCode);
    await this.confirm(page, app);
    await press(link(page, labels.home));
    await expect(page).toHaveURL("/");
    return app;
  }

  /** Six digits from the app, while VIEW CODE is held, finish the registration. */
  async confirm(page: Page, app: OtpApp): Promise<void> {
    await page.getByLabel(CODE, { exact: true }).fill(await app.code());
    await press(button(page, this.labels.next));
    await expect(page.getByText(this.labels.registered)).toBeVisible();
  }

  async registerMail(page: Page, reader: Reader): Promise<void> {
    const { labels } = this;
    await this.preferences(page);
    await press(card(page, labels.mailCard).getByText(labels.register, { exact: true }));
    for (const own of [`${reader.username}@kit.example`, `other@KIT.example`, reader.email]) {
      await page.getByLabel(labels.mailAddress).fill(own);
      await refused(page, 422, () => button(page, "OK").click());
      await expect(page.getByText(labels.notHere)).toBeVisible();
      await expect(page.getByLabel(labels.mailAddress)).toHaveValue(own);
    }
    await page.getByLabel(labels.mailAddress).fill(reader.private);
    await press(button(page, "OK"));
    await page.getByLabel(CODE, { exact: true }).fill(await this.mailed(reader));
    await press(button(page, "OK"));
    await expect(card(page, labels.mailCard)).toContainText(reader.private);
  }

  /** The OTP of the next mail to the private address, from the reader's own. */
  async mailed(reader: Reader): Promise<string> {
    const mail = await this.portal.mail.next({ to: reader.private, subject: SUBJECT });
    expect(mail.from).toBe(reader.email);
    expect(mail.parsed.sender?.address).toBe("portal@portal.example");
    expect(mail.to).toEqual([reader.private]);
    return /^(\d{6})$/m.exec(mail.text)![1]!;
  }

  async campusSkips(reader: Reader): Promise<void> {
    const classroom = await this.at("127.10.77.1");
    await this.logIn(classroom, reader);
    await expect(classroom).toHaveURL("/");
    const street = await this.at(this.places.elsewhere);
    await this.logIn(street, reader);
    await expect(street).toHaveURL("/sign-in/verify");
  }

  /** The choice between the two, and then `method`. */
  async choose(page: Page, method: string): Promise<void> {
    await expect(page).toHaveURL("/sign-in/verify");
    for (const offered of [this.labels.app, this.labels.mail]) {
      await expect(page.locator("a.choice").filter({ hasText: offered })).toBeVisible();
    }
    await press(page.locator("a.choice").filter({ hasText: method }));
  }

  async logInByApp(page: Page, reader: Reader, app: OtpApp): Promise<void> {
    await this.logIn(page, reader);
    await this.choose(page, this.labels.app);
    await page.getByLabel(CODE, { exact: true }).fill(await app.code());
    await press(button(page, LOG_IN));
    await expect(page).toHaveURL("/");
  }

  async countsAtTheAddress(page: Page, reader: Reader): Promise<void> {
    await this.logOut(page);
    await this.logIn(page, reader);
    await expect(page, "the same browser isn't asked again").toHaveURL("/");
    const another = await this.at(this.places.home);
    await this.logIn(another, reader);
    await expect(another, "nor is another one at the same address").toHaveURL("/");
    const street = await this.at(this.places.elsewhere);
    await this.logIn(street, reader);
    await expect(street, "a new address is").toHaveURL("/sign-in/verify");
  }

  async status(page: Page): Promise<void> {
    await this.preferences(page);
    const status = card(page, this.labels.status);
    await expect(status).toContainText(this.places.home);
    const times = await status.locator("time").evaluateAll((all) => all.map((time) => Date.parse((time as HTMLTimeElement).dateTime)));
    const hours = times.map((time) => Math.round((time / 1000 - this.portal.clock.now()) / 360) / 10);
    expect(hours.filter((hour) => hour > 13.8 && hour <= 14), "it ends fourteen hours after the success").not.toHaveLength(0);
    expect(hours.filter((hour) => hour <= 0 && hour > -0.2), "it succeeded just now").not.toHaveLength(0);
  }

  software(reader: Reader, source: string): At {
    return { user: reader.username, password: PASSWORD, source };
  }

  async refusedEverywhere(reader: Reader, sources: string[]): Promise<void> {
    for (const source of sources) {
      for (const protocol of this.servers.protocols) {
        expect(await this.servers.refusal(protocol, this.software(reader, source)), `${protocol} at ${source}`).not.toBeNull();
      }
    }
  }

  async mailSoftware(reader: Reader): Promise<void> {
    for (const source of [this.places.home, this.places.campus, "127.10.200.3"]) {
      for (const protocol of this.servers.protocols) {
        expect(await this.servers.refusal(protocol, this.software(reader, source)), `${protocol} at ${source}`).toBeNull();
      }
    }
    await this.refusedEverywhere(reader, [this.places.elsewhere]);
  }

  async endsWhileItRuns(page: Page, reader: Reader): Promise<void> {
    const at = this.software(reader, this.places.home);
    const running = await this.servers.stay(at);
    this.portal.clock.forward({ hours: 14 });
    expect(await running.ended, "the mail server ends what runs").toMatch(/BYE|^$/);
    await this.refusedEverywhere(reader, [this.places.home]);
    expect(await this.servers.refusal("imap", this.software(reader, this.places.campus)), "the campus is open").toBeNull();
    // the person sees it in their history once they have signed in again, and isn't let in without a second factor
    await this.logIn(page, reader);
    await expect(page).toHaveURL("/sign-in/verify");
  }

  async logInByMail(reader: Reader): Promise<void> {
    const page = await this.at(this.places.elsewhere);
    await this.logIn(page, reader);
    await this.choose(page, this.labels.mail);
    await expect(page.locator("main")).toContainText(`${reader.private[0]}•••@home.example.net`);
    await press(button(page, this.labels.issue));
    await page.getByLabel(CODE, { exact: true }).fill(await this.mailed(reader));
    await press(button(page, LOG_IN));
    await expect(page).toHaveURL("/");
    expect(await this.servers.refusal("imap", this.software(reader, this.places.elsewhere))).toBeNull();
    await open(page, "/history/log?group=gate");
    await expect(page.getByRole("cell", { name: this.labels.refusedSoftware }).first()).toBeVisible();
  }

  /** Switched on by somebody without a method: the next sign-in off campus sets one up. */
  async switchedOn(name: string): Promise<{ reader: Reader; page: Page }> {
    const reader = await this.reader(name);
    const page = await this.at(this.places.elsewhere);
    await this.logIn(page, reader);
    await this.preferences(page);
    await this.useMfa(page);
    await expect(page).toHaveURL(/\/sign-in\?done=/);
    await this.logIn(page, reader);
    await expect(page).toHaveURL("/sign-in/enrol");
    await expect(page.locator("main")).toContainText(this.labels.bothRecommended);
    return { reader, page };
  }

  async registerOffCampus(): Promise<void> {
    const { labels } = this;
    const { reader, page } = await this.switchedOn("taro");
    await press(page.locator("a.choice").filter({ hasText: labels.app }));
    const app = await OtpApp.open(await this.at(this.places.elsewhere), this.portal);
    await page.getByLabel(labels.applicationCode).fill(await app.add());
    await press(button(page, labels.next));
    await app.register(await page.locator(".pairing-code-value").innerText());
    await press(link(page, labels.next));
    await this.confirm(page, app);
    await press(link(page, labels.home));
    await expect(page).toHaveURL("/");
    await this.registerMail(page, reader);
  }

  async registerMailOffCampus(): Promise<void> {
    const { labels } = this;
    const { reader, page } = await this.switchedOn("jiro");
    await press(page.locator("a.choice").filter({ hasText: labels.mail }));
    await page.getByLabel(labels.mailAddress).fill(reader.email);
    await refused(page, 422, () => button(page, "OK").click());
    await expect(page.getByText(labels.notHere)).toBeVisible();
    await page.getByLabel(labels.mailAddress).fill(reader.private);
    await press(button(page, "OK"));
    await page.locator("input[name=code]").fill(await this.mailed(reader));
    await arrive(page, () => page.locator("input[name=code]").press("Enter"));
    await expect(page).toHaveURL(/^[^?]*\/(\?.*)?$/);
    await this.preferences(page);
    await expect(card(page, labels.mailCard)).toContainText(reader.private);
  }
}
