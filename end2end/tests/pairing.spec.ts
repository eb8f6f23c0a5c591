// The portal's own OTP app: pairing in both orders, in both languages; what is mistyped is caught; the key can't be
// read, the code is shown only while the button is held, and all of it works without a network.
import { hkdfSync } from "node:crypto";
import type { Locator, Page } from "@playwright/test";
import { Secret } from "otpauth";
import { Authenticator } from "../support/authenticator";
import { violations } from "../support/axe";
import type { Portal } from "../support/portal";
import { button, card, expect, link, open, press, refused, sendPassword, signIn, test } from "../support/test";

test.use({ settings: { SEKISHO_POLICY__MFA__METHODS: "totp,paired,email", SEKISHO_PORTAL__NAME: "Aoyama Portal" } });

const APPLICATION = /^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/;

/** The key of both codes, by node's own HKDF and the description in the engine. */
function paired(application: string, user: string, portal: Portal): Authenticator {
  const both = (application + user).replaceAll("-", "");
  const key = hkdfSync("sha256", both, "sekisho pairing v1", "totp sha1 6 digits 30 seconds", 20);
  return Authenticator.typed(new Secret({ buffer: key }).base32, portal.clock);
}

/** Presses [Add]; answers the application code. */
async function add(app: Page, name = "Add"): Promise<string> {
  await button(app, name).click();
  const code = await app.locator("[data-part=application]").innerText();
  expect(code).toMatch(APPLICATION);
  return code;
}

async function register(app: Page, user: string, name?: string): Promise<void> {
  await app.getByLabel(/^(USER CODE|ユーザコード)$/).fill(user);
  if (name) await app.locator("[data-part=label]").fill(name);
  await app.locator("[data-part=form] button[type=submit]").click();
  await expect(app.locator("[data-part=home]")).toBeVisible();
}

const view = (app: Page | Locator) => button(app, "VIEW CODE");
const digits = (app: Page | Locator) => app.locator("[data-part=code]");
const HIDDEN = "••• •••";

/** The code that is shown while the button is held with the mouse, on a device that goes by the portal's clock. */
async function held(app: Page, portal: Portal): Promise<string> {
  const ahead = portal.clock.now() * 1000 - Date.now();
  await app.evaluate((ahead) => {
    Date.now = () => new Date().getTime() + ahead;
  }, ahead);
  await view(app).hover();
  await app.mouse.down();
  await expect(digits(app)).toHaveText(/^\d{3} \d{3}$/);
  // with time enough to type it
  await expect(app.locator("[data-part=left]")).toHaveText(/^(残り )?([89]|[12]\d|30) (s left|秒)$/);
  const code = await digits(app).innerText();
  await app.mouse.up();
  await expect(digits(app)).toHaveText(HIDDEN);
  return code.replace(" ", "");
}

/** Pairs `app` with an account of somebody who is signed in; answers the key, known independently. */
async function pair(page: Page, app: Page, portal: Portal, name?: string): Promise<Authenticator> {
  await open(page, "/security/mfa/paired");
  const user = await page.locator(".pairing-code-value").innerText();
  const application = await add(app);
  await register(app, user, name);
  return paired(application, user, portal);
}

test("from the preferences: the user code first, then the application code, then six digits", async ({ page, portal, elsewhere }) => {
  const app = await elsewhere();
  await open(app, "/authenticator");
  const person = await portal.person();
  await signIn(page, person);
  await open(page, "/security/mfa");
  await press(card(page, "OTP app").getByRole("link", { name: "Enable: OTP app" }));
  await expect(page.getByText("USER CODE", { exact: true })).toBeVisible();
  const user = await page.locator(".pairing-code-value").innerText();
  // shown again when the page is
  await open(page, "/security/mfa/paired");
  await expect(page.locator(".pairing-code-value")).toHaveText(user);
  await press(link(page, "Next"));
  const application = await add(app);
  await page.getByLabel("APPLICATION CODE").fill(application);
  await expect(page.getByText("The code is complete")).toBeVisible();
  await press(button(page, "Next"));
  await register(app, user);
  const known = paired(application, user, portal);
  const before = portal.clock.step();
  const code = await held(app, portal);
  expect([known.codeAt(before), known.codeAt(portal.clock.step())]).toContain(code);
  await page.getByLabel("OTP").fill(code);
  await press(button(page, "Next"));
  await expect(page.getByText("The OTP app is registered")).toBeVisible();
  await press(link(page, "HOME"));
  await expect(page).toHaveURL("/");

  const other = await elsewhere();
  await open(other, "/sign-in");
  await sendPassword(other, person);
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("Enter the code of your OTP app");
  portal.clock.forward({ seconds: 60 });
  await other.getByLabel("One-time code").fill(known.code());
  await press(button(other, "Verify"));
  await expect(other).toHaveURL("/");
});

test("サインイン中：アプリコード、ユーザコード、6 桁の数字、HOME へ", async ({ portal, elsewhere }) => {
  const [page, app] = [await elsewhere(undefined, { locale: "ja-JP" }), await elsewhere(undefined, { locale: "ja-JP" })];
  // an administrator shows a second factor always, and so sets one up at the door
  const person = await portal.person({ role: "admin", language: "ja" });
  await open(page, "/sign-in");
  await page.getByLabel("メールアドレス").fill(person.email);
  await page.getByLabel("パスワード").fill(person.password);
  await press(button(page, "サインイン"));
  await press(page.getByRole("link", { name: /^OTP アプリ/ }));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("アプリコードを入力してください");
  await open(app, "/authenticator");
  const application = await add(app, "追加");
  await page.getByLabel("アプリコード").fill(application.toLowerCase().replaceAll("-", " "));
  await press(button(page, "次へ"));
  const user = await page.locator(".pairing-code-value").innerText();
  await register(app, user);
  await press(link(page, "次へ"));
  await page.getByLabel("OTP").fill(await held(app, portal));
  await press(button(page, "次へ"));
  await expect(page.getByText("OTP アプリの登録が完了しました")).toBeVisible();
  await press(link(page, "HOME へ"));
  await expect(page).toHaveURL("/");
});

test("what is mistyped is caught while typing, on the page and in the app", async ({ page, portal, elsewhere }) => {
  const app = await elsewhere();
  await open(app, "/authenticator");
  const application = await add(app);
  await signIn(page, await portal.person());
  await open(page, "/security/mfa/paired");
  const user = await page.locator(".pairing-code-value").innerText();
  await press(link(page, "Next"));
  const swapped = (code: string) => [...code].map((letter, at, all) => (at === 0 ? all.at(-1) : at === 18 ? all[0] : letter)).join("");
  const check = async (at: Page, label: string, right: string, other: string, said: string) => {
    const field = at.getByLabel(label);
    await field.fill(right.slice(0, 7));
    await expect(at.getByText("So far so good: 10 characters to go.")).toBeVisible();
    await expect(field).not.toHaveAttribute("aria-invalid", "true");
    await field.fill(`${right.slice(0, 7)}u`);
    await expect(at.getByText("“u”, character 7, can’t be in this code.", { exact: false })).toBeVisible();
    await expect(field).toHaveAttribute("aria-invalid", "true");
    if (swapped(right) !== right) {
      await field.fill(swapped(right));
      // of 31 mistakes one fits a code of the other kind, and is taken for that
      await expect(at.getByText(/The check character at the end doesn’t fit|This is an? (user|application) code/)).toBeVisible();
      await expect(field).toHaveAttribute("aria-invalid", "true");
    }
    await field.fill(other);
    await expect(at.getByText(said, { exact: false })).toBeVisible();
    await field.fill(right);
    await expect(at.getByText("The code is complete", { exact: false })).toBeVisible();
    await expect(field).not.toHaveAttribute("aria-invalid", "true");
  };
  await check(page, "APPLICATION CODE", application, user, "This is a user code.");
  await check(app, "USER CODE", user, application, "This is an application code.");
  // sent all the same
  await app.getByLabel("USER CODE").fill(user.slice(0, 9));
  await button(app, "Register").click();
  await expect(app.getByText("The code is too short: 8 more characters.")).toBeVisible();
  await expect(app.getByLabel("USER CODE")).toBeFocused();
});

test("the server judges where no script runs, and the app says why it needs one", async ({ portal, elsewhere }) => {
  const plain = await elsewhere(undefined, { javaScriptEnabled: false });
  await plain.goto("/authenticator");
  await expect(plain.getByText("It needs JavaScript", { exact: false })).toBeVisible();
  await signIn(plain, await portal.person());
  await plain.goto("/security/mfa/paired?step=application");
  await plain.getByLabel("APPLICATION CODE").fill("0000-0000-0000-000B");
  await refused(plain, 422, () => button(plain, "Next").click());
  await expect(plain.getByText("The check character at the end doesn’t fit", { exact: false })).toBeVisible();
  await expect(plain.getByLabel("APPLICATION CODE")).toHaveValue("0000-0000-0000-000B");
  await plain.getByLabel("APPLICATION CODE").fill("0000-0000-0000-000A");
  await press(button(plain, "Next"));
  await expect(plain.getByText("Step 3 of 3", { exact: false })).toBeVisible();
});

test("without a network the app opens, and its code is right", async ({ page, portal, elsewhere }) => {
  const app = await elsewhere();
  await open(app, "/authenticator");
  await expect(app.getByText("Kept on this device", { exact: false })).toBeVisible();
  await signIn(page, await portal.person());
  const known = await pair(page, app, portal);
  await app.context().setOffline(true);
  await open(app, "/authenticator");
  await app.reload();
  const before = portal.clock.step();
  const code = await held(app, portal);
  expect([known.codeAt(before), known.codeAt(portal.clock.step())]).toContain(code);
  await press(link(app, "日本語"));
  await expect(app.getByRole("heading", { level: 1 })).toHaveText("OTP アプリ");
  await app.context().setOffline(false);
});

test("the worker keeps the app's own files and answers for nothing else", async ({ elsewhere }) => {
  const app = await elsewhere();
  await open(app, "/authenticator");
  await expect(app.getByText("Kept on this device", { exact: false })).toBeVisible();
  const kept = await app.evaluate(async () => {
    const names = await caches.keys();
    const requests = await (await caches.open(names[0]!)).keys();
    return { names, paths: requests.map(({ url }) => url.slice(location.origin.length)).sort() };
  });
  expect(kept.names).toHaveLength(1);
  const own = /^\/(assets\/(authenticator|main)[-a-z]*-[0-9a-f]{16}\.(js|wasm|css)|authenticator(\/manifest\.webmanifest)?\?language=(en|ja))$/;
  expect(kept.paths.filter((path) => !own.test(path))).toEqual([]);
  expect(kept.paths).toHaveLength(10);
  expect(await app.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope))).toEqual([
    new URL("/authenticator", app.url()).href,
  ]);
  await open(app, "/sign-in");
  expect(await app.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
});

test("what an earlier version kept is dropped, and what is another’s stays", async ({ elsewhere }) => {
  const app = await elsewhere();
  await open(app, "/sign-in");
  await app.evaluate(async () => {
    for (const name of ["sekisho-authenticator-0123456789abcdef", "another"]) await caches.open(name);
  });
  await open(app, "/authenticator");
  await expect(app.getByText("Kept on this device", { exact: false })).toBeVisible();
  const names = await app.evaluate(() => caches.keys());
  expect(names).toHaveLength(2);
  expect(names).toContain("another");
  expect(names).not.toContain("sekisho-authenticator-0123456789abcdef");
});

test("the key can be used and not read, and no code of the pairing stays behind", async ({ page, portal, elsewhere }) => {
  const app = await elsewhere();
  await open(app, "/authenticator");
  await signIn(page, await portal.person());
  await pair(page, app, portal);
  const found = await app.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open("sekisho-authenticator");
      request.onsuccess = () => resolve(request.result);
    });
    const accounts = await new Promise<{ id: number; name: string; key: CryptoKey }[]>((resolve) => {
      const request = database.transaction("accounts").objectStore("accounts").getAll();
      request.onsuccess = () => resolve(request.result);
    });
    database.close();
    const { key } = accounts[0]!;
    const exported = async (format: "raw" | "jwk") => crypto.subtle.exportKey(format as "raw", key).then(() => "read", (error: Error) => error.name);
    return {
      fields: Object.keys(accounts[0]!).sort(),
      extractable: key.extractable,
      usages: key.usages,
      exported: [await exported("raw"), await exported("jwk")],
      kept: [sessionStorage.length, localStorage.length, document.cookie],
    };
  });
  expect(found).toEqual({
    fields: ["id", "key", "name"],
    extractable: false,
    usages: ["sign"],
    exported: ["InvalidAccessError", "InvalidAccessError"],
    kept: [0, 0, ""],
  });
  await expect(app.locator("[data-part=application]")).toHaveText("");
});

test("the digits are shown while the button is held, by mouse, keyboard or finger, and not a moment longer", async ({ page, portal, elsewhere }) => {
  const app = await elsewhere(undefined, { hasTouch: true });
  await open(app, "/authenticator");
  await signIn(page, await portal.person());
  await pair(page, app, portal);
  const shown = () => expect(digits(app)).toHaveText(/^\d{3} \d{3}$/);
  const hidden = () => expect(digits(app)).toHaveText(HIDDEN);
  await hidden();
  expect(await held(app, portal)).toMatch(/^\d{6}$/);

  for (const key of ["Space", "Enter"]) {
    await view(app).focus();
    await app.keyboard.down(key);
    await shown();
    await expect(app.locator("[data-part=left]")).toHaveText(/^\d+ s left$/);
    await expect(app.locator("[data-part=status]")).toHaveText(/^Aoyama Portal: (\d ){5}\d\. \d+ seconds left\.$/);
    await app.keyboard.up(key);
    await hidden();
    await expect(app.locator("[data-part=status]")).toHaveText("The code is hidden.");
  }
  // the focus goes elsewhere
  await app.keyboard.down("Space");
  await shown();
  await button(app, "Add").focus();
  await hidden();
  await app.keyboard.up("Space");
  await hidden();

  const devtools = await app.context().newCDPSession(app);
  const box = (await view(app).boundingBox())!;
  const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
  await devtools.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
  await shown();
  await devtools.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await hidden();

  // out of sight
  await view(app).hover();
  await app.mouse.down();
  await shown();
  await app.evaluate(() => {
    Object.defineProperty(document, "hidden", { value: true, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await hidden();
  await app.mouse.up();
});

test("several accounts, each with its name; renamed, and removed after a word of warning", async ({ page, portal, elsewhere }) => {
  const app = await elsewhere();
  await open(app, "/authenticator");
  await signIn(page, await portal.person());
  await pair(page, app, portal, "Work");
  await add(app);
  // given up: nothing comes of it
  await button(app, "Cancel").click();
  await expect(app.getByRole("listitem")).toHaveCount(1);
  const other = await elsewhere();
  await signIn(other, await portal.person());
  await pair(other, app, portal, "Laboratory <b>3</b>");
  const rows = app.getByRole("listitem");
  await expect(rows.getByRole("heading")).toHaveText(["Work", "Laboratory <b>3</b>"]);
  await rows.nth(1).getByText("Rename or remove").click();
  await rows.nth(1).getByLabel("Name").fill("Lab");
  await button(rows.nth(1), "Save the name").click();
  await expect(rows.getByRole("heading")).toHaveText(["Work", "Lab"]);
  await rows.nth(0).getByText("Rename or remove").click();
  await expect(rows.nth(0)).toContainText("can’t be had back");
  await button(rows.nth(0), "Remove from this device").click();
  await expect(rows.getByRole("heading")).toHaveText(["Lab"]);
  await app.reload();
  await expect(rows.getByRole("heading")).toHaveText(["Lab"]);
});

for (const [missing, script, said] of [
  ["a secure connection", "Object.defineProperty(globalThis, 'isSecureContext', { value: false })", "This app needs a secure connection"],
  ["a place to keep keys", "Object.defineProperty(globalThis, 'indexedDB', { value: { open() { throw new Error('no'); } } })", "doesn’t let the app keep anything"],
  ["WebCrypto", "Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined })", "lacks what the app needs"],
  ["WebAssembly", "WebAssembly.instantiateStreaming = WebAssembly.instantiate = () => Promise.reject(new Error('no'))", "could not start"],
] as const) {
  test(`without ${missing} the app says so`, async ({ elsewhere }) => {
    const app = await elsewhere();
    await app.addInitScript(script);
    await open(app, "/authenticator");
    await expect(app.getByRole("alert")).toContainText(said);
    await expect(button(app, "Add")).toBeHidden();
  });
}

test("the app's pages are for everybody: no rule of accessibility is broken, narrow or dark", async ({ page, portal, elsewhere }) => {
  const app = await elsewhere(undefined, { colorScheme: "dark", viewport: { width: 320, height: 640 } });
  await open(app, "/authenticator");
  expect(await violations(app)).toEqual([]);
  await signIn(page, await portal.person());
  await open(page, "/security/mfa/paired");
  const user = await page.locator(".pairing-code-value").innerText();
  await add(app);
  await app.getByLabel("USER CODE").fill("no such code");
  expect(await violations(app)).toEqual([]);
  const fits = () => app.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  expect(await fits()).toBe(true);
  await register(app, user, "A name that is longer than any telephone is wide, by some");
  await app.getByText("Rename or remove").click();
  await view(app).focus();
  await app.keyboard.down("Space");
  await expect(digits(app)).toHaveText(/^\d{3} \d{3}$/);
  expect(await violations(app)).toEqual([]);
  expect(await fits()).toBe(true);
  await app.keyboard.up("Space");
});
