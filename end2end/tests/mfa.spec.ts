// Second factors: switching them on and off, the QR code, recovery codes.
import { Authenticator } from "../support/authenticator";
import { scan } from "../support/qr";
import { button, card, enableApp, enableEmail, enterCode, expect, link, open, press, refused, sendPassword, signIn, test } from "../support/test";

test("the QR code is read by a decoder, and makes the same codes as the key typed by hand", async ({ page, portal }) => {
  const person = await portal.person({ name: "Zoë O’Brien" });
  await signIn(page, person);
  await open(page, "/security/mfa/totp");
  const uri = await scan(page.getByRole("img", { name: /^QR code/ }));
  const scanned = Authenticator.scanned(uri, portal.clock);
  const typed = Authenticator.typed(await page.getByLabel("Secret key").innerText(), portal.clock);
  const step = portal.clock.step();
  for (const at of [step - 1000, step, step + 1, step + 1_000_000]) expect(scanned.codeAt(at)).toBe(typed.codeAt(at));
  expect(scanned.settings).toEqual({ algorithm: "SHA1", digits: 6, period: 30 });
  expect(scanned.issuer).toBe("Sekisho");
  expect(scanned.label).toBe(person.email);
  // groups of four, to be typed by hand
  await expect(page.getByLabel("Secret key")).toHaveText(/^([A-Z2-7]{4} )+[A-Z2-7]{1,4}$/);
  await press(link(page, "Continue"));
  await page.getByLabel("One-time code").fill(scanned.code());
  await press(button(page, "Submit"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Save your recovery codes");
});

test("the same QR code stays until it is confirmed; a wrong code activates nothing", async ({ page, portal }) => {
  await signIn(page, await portal.person());
  await open(page, "/security/mfa/totp");
  const key = await page.getByLabel("Secret key").innerText();
  const app = Authenticator.typed(key, portal.clock);
  await press(link(page, "Continue"));
  await page.getByLabel("One-time code").fill(app.wrong());
  await refused(page, 422, () => button(page, "Submit").click());
  await expect(page.getByText("That code isn’t right. Check it and try again.")).toBeVisible();
  await press(link(page, "Back to the QR code"));
  await expect(page.getByLabel("Secret key")).toHaveText(key);
  await open(page, "/security/mfa");
  await expect(card(page, /Google Authenticator/).getByText("Off", { exact: true })).toBeVisible();
});

test("the key can be copied", async ({ page, context, portal }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: portal.origin });
  await signIn(page, await portal.person());
  await open(page, "/security/mfa/totp");
  const key = (await page.getByLabel("Secret key").innerText()).replaceAll(" ", "");
  await button(page, "Copy the key").click();
  await expect(button(page, "Copied")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);
});

test("switching the app off ends other sessions and is told by mail; the password is enough again", async ({ page, portal, elsewhere }) => {
  const person = await portal.person();
  await signIn(page, person);
  const { app } = await enableApp(page, portal);
  await portal.mail.next({ to: person.email, subject: "Multi-factor authentication: a method was turned on" });
  const other = await elsewhere();
  await signIn(other, person, app);

  await open(page, "/security/mfa");
  const shown = card(page, /Google Authenticator/);
  await shown.locator("summary", { hasText: "Remove" }).click();
  await expect(shown).toContainText("its recovery codes stop working");
  await press(button(shown, "Remove the authenticator app"));
  await expect(page.getByText("The authenticator app was removed, and your other sessions were ended.")).toBeVisible();
  await portal.mail.next({ to: person.email, subject: "Multi-factor authentication: a method was turned off" });
  await open(other, "/");
  await expect(other).toHaveURL("/sign-in");
  await sendPassword(other, person);
  await expect(other).toHaveURL("/");
});

test("e-mailed codes: on, used to sign in, off", async ({ page, portal, elsewhere }) => {
  const person = await portal.person();
  await signIn(page, person);
  await enableEmail(page, portal, person);
  await expect(card(page, /Email MFA/)).toContainText(person.email);
  portal.clock.forward({ minutes: 2 });

  const other = await elsewhere();
  await signIn(other, person);
  await expect(other.getByText(`We sent a code to`, { exact: false })).toBeVisible();
  await enterCode(other, await portal.mail.code(person.email));
  await expect(other).toHaveURL("/");

  await open(page, "/security/mfa");
  const shown = card(page, /Email MFA/);
  await shown.locator("summary", { hasText: "Turn off" }).click();
  await press(button(shown, "Turn off Email MFA"));
  await expect(card(page, /Email MFA/).getByText("Off", { exact: true })).toBeVisible();
});

test("the wait before another code counts down, and the button waits with it", async ({ page, portal }) => {
  const person = await portal.person();
  await signIn(page, person);
  await open(page, "/security/mfa/email");
  await press(button(page, "Send one-time code via Email (or resend)"));
  const resend = button(page, "Send one-time code via Email (or resend)");
  await expect(resend).toBeDisabled();
  const timer = page.getByRole("timer");
  await expect(timer).toHaveText(/You can have a new code sent in 0:\d\d\./);
  const before = await timer.innerText();
  await expect(timer).not.toHaveText(before);
  await expect(page.getByLabel("One-time code")).toBeFocused();
});

test("both methods on: each is offered, and one can be chosen instead of the other", async ({ page, portal, elsewhere }) => {
  const person = await portal.person();
  await signIn(page, person);
  const { app } = await enableApp(page, portal);
  await enableEmail(page, portal, person);
  portal.clock.forward({ minutes: 2 });
  const other = await elsewhere();
  await signIn(other, person, app);
  const another = await elsewhere();
  await signIn(another, person);
  await press(link(another, "Get a code by email"));
  await press(button(another, "Send one-time code via Email"));
  await enterCode(another, await portal.mail.code(person.email));
  await expect(another).toHaveURL("/");
});

test("new recovery codes replace the old ones", async ({ page, portal, elsewhere }) => {
  const person = await portal.person();
  await signIn(page, person);
  const { codes: old } = await enableApp(page, portal);
  await open(page, "/security/mfa");
  await expect(card(page, "Recovery codes")).toContainText("10 of 10 left");
  await press(link(card(page, "Recovery codes"), "Manage recovery codes"));
  await page.locator("summary", { hasText: "Make new codes" }).click();
  await press(button(page, "Replace the codes"));
  const codes = await page.locator("ol.codes code").allInnerTexts();
  expect(codes).toHaveLength(10);
  expect(codes.filter((code) => old.includes(code))).toEqual([]);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download as text" }).click();
  expect((await download).suggestedFilename()).toBe("recovery-codes.txt");
  await press(button(page, "I have saved them"));
  await open(page, "/security/mfa/recovery");
  await expect(page.locator("ol.codes")).toHaveCount(0);

  const other = await elsewhere();
  await signIn(other, person);
  await press(link(other, "Use a recovery code"));
  await other.getByLabel("Recovery code").fill(old[0]!);
  await refused(other, 422, () => button(other, "Verify").click());
  await other.getByLabel("Recovery code").fill(codes[0]!);
  await press(button(other, "Verify"));
  await expect(other).toHaveURL("/");
});
