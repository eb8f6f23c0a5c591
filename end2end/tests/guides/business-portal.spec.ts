// The guide `business-portal` ("General user can set the authentication method the following procedure"), point by
// point, with the labels that its reader looks for, in English; and what happens to those who stray from it.
import type { Locator, Page } from "@playwright/test";
import { Authenticator } from "../../support/authenticator";
import type { Person, Portal } from "../../support/portal";
import { scan } from "../../support/qr";
import { button, enterCode, expect, link, open, press, refused, sendPassword, signInAdministrator, test } from "../../support/test";

const NEW_WAY = "Log in with 2-step verification (new authentication method)";
const OLD_WAY = "Log in with 1-step verification (old authentication method)";
const SETTING = "Initial setting for 2-step verification";
const REFUSED = /^Sign-in was refused\./;
/** As old portals have it: short, and without an upper-case letter. */
const OLD_PASSWORD = "harbour7";
/** What the guide asks for: 6 to 32 characters, digits, upper and lower case. */
const NEW_PASSWORD = "Otter7kettle";

/** A day, in the portal's own time. */
const lastDay = new Date(Date.now() + 40 * 86_400_000);

test.use({
  settings: {
    SEKISHO_PORTAL__PRESET: "business-portal",
    SEKISHO_PORTAL__NAME: "Business Portal",
    SEKISHO_POLICY__SIGN_IN__ONE_STEP_UNTIL: lastDay.toISOString().slice(0, 10),
  },
});

test("the guide's six points, one after the other", async ({ page, portal, elsewhere }) => {
  test.setTimeout(240_000);
  const person = await oldAccount(portal);

  await test.step("1. two ways in: the new one, and on the right the old one with its last day", async () => {
    await open(page, "/sign-in");
    const [left, right] = [way(page, NEW_WAY), way(page, OLD_WAY)];
    await expect(left.getByLabel("Password")).toBeVisible();
    const day = lastDay.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
    await expect(right).toContainText(`Until ${day} (UTC)`);
    const [one, other] = [(await left.boundingBox())!, (await right.boundingBox())!];
    expect(other.x).toBeGreaterThanOrEqual(one.x + one.width);
    expect(Math.abs(other.y - one.y)).toBeLessThan(2);
    await press(link(right, OLD_WAY));
    await sendPassword(page, person);
    await expect(page).toHaveURL("/");
  });

  await test.step("2. the dashboard shows the initial setting at the top", async () => {
    const setting = link(page, SETTING);
    const [above, below] = [(await setting.boundingBox())!, (await page.locator(".status-cards").boundingBox())!];
    expect(above.y).toBeLessThan(below.y);
    await press(setting);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(SETTING);
    await expectStep(page, "New password");
  });

  await test.step("3. a new password, checked while typing and on the server; done; on to TOTP", async () => {
    const field = page.getByRole("textbox", { name: "New password" });
    for (const [typed, missing] of [
      ["Ot7ke", ["At least 6 characters"]],
      ["otter7kettle", ["Upper-case letters: 1 or more"]],
      ["OTTER7KETTLE", ["Lower-case letters: 1 or more"]],
      ["OtterKettle", ["Digits: 1 or more"]],
      ["Otter7kettle".repeat(3), ["At most 32 characters"]],
      [NEW_PASSWORD, []],
    ] as const) {
      await field.fill(typed);
      await expect(page.locator(".checklist li:not(.is-met) > span:nth-of-type(1)"), typed).toHaveText([...missing]);
    }
    await field.fill("otter7kettle");
    await refused(page, 422, () => button(page, "Change Password").click());
    await expect(page.locator(".field-error")).toContainText("Upper-case letters");
    await page.getByRole("textbox", { name: "New password" }).fill(NEW_PASSWORD);
    await press(button(page, "Change Password"));
    await expect(page.getByText("The password has been changed")).toBeVisible();
    await expect(page.getByText(/MailOTP authentication/)).toBeVisible();
    await portal.mail.next({ to: person.email, subject: "Your password was changed" });
    await press(link(page, "Setting the TOTP authentication"));
    await expectStep(page, "TOTP authentication");
  });

  const app = await test.step("4. QR code, six digits, Register, done; the old way refuses", async () => {
    const app = Authenticator.scanned(await scan(page.locator("svg.qr")), portal.clock);
    await page.getByLabel("Verify code").fill(app.wrong());
    await refused(page, 422, () => button(page, "Register").click());
    await expect(page.locator(".field-error")).toContainText("That code isn’t right.");
    await page.getByLabel("Verify code").fill(app.code());
    await press(button(page, "Register"));
    await expect(page.getByText("The initial setup is completed", { exact: false })).toBeVisible();
    await expect(page.locator("ol.codes code")).toHaveCount(10);
    await press(button(page, "I have saved them"));
    await expect(page.getByText(`use “${NEW_WAY}”`, { exact: false })).toBeVisible();
    await expectStep(page, "Completion");
    await press(link(page, "Go to the dashboard"));
    await expect(link(page, SETTING)).toHaveCount(0);

    const moved = { ...person, password: NEW_PASSWORD };
    const other = await elsewhere();
    await oldWayRefuses(other, moved);
    await open(other, "/sign-in");
    await sendPassword(other, moved);
    await enterCode(other, app.code());
    await expect(other).toHaveURL("/");
    return app;
  });

  const office = await elsewhere();
  await test.step("5. the Portal Admin sets MailOTP: from then on a code comes by mail", async () => {
    await signInAdministrator(office, portal);
    await open(office, `/admin/people?text=${encodeURIComponent(person.email)}`);
    await press(link(office, person.name));
    await office.locator("summary", { hasText: "Choose the second factor" }).click();
    await office.getByRole("combobox", { name: "Second factor" }).selectOption({ label: "Codes by email (MailOTP)" });
    await press(button(office, "Set the method"));
    await expect(office.getByText("The person’s second factor was chosen", { exact: false })).toBeVisible();
    await portal.mail.next({ to: person.email, subject: "Your method of multi-factor authentication was chosen" });

    await open(page, "/");
    await expect(page, "sessions end").toHaveURL(/\/sign-in/);
    await sendPassword(page, { ...person, password: NEW_PASSWORD });
    await enterCode(page, await portal.mail.code(person.email));
    await expect(page).toHaveURL("/");
    await open(page, "/security/two-step");
    await expect(page.getByText(`the code that we send to ${person.email}`, { exact: false })).toBeVisible();
    expect(app.code(), "the app is of no use any more").toMatch(/^\d{6}$/);
  });

  await test.step("6. roles; the admin sees who has moved over and who hasn't", async () => {
    const still = await oldAccount(portal);
    await open(office, "/admin/people");
    await expect(office.locator(".moved-count")).toHaveText(/^2 of 3 have moved over to 2-step verification\.$/);
    const row = (name: string) => office.getByRole("row").filter({ hasText: name });
    await expect(row("Grace Keeper")).toContainText("Portal Admin");
    await expect(row(person.email)).toContainText("General user");
    await expect(row(person.email)).toContainText("Moved over");
    await expect(row(still.email)).toContainText("Not yet");
    await office.getByRole("combobox", { name: "2-step verification" }).selectOption({ label: "Not yet" });
    await press(button(office, "Find"));
    await expect(row(still.email)).toBeVisible();
    await expect(row(person.email)).toHaveCount(0);
    await press(link(office, still.name));
    await expect(office.getByText("Not yet")).toBeVisible();
  });
});

test("leaving, going back, a second tab and a stale page each lead to the step that is due", async ({ page, portal }) => {
  const person = await oldAccount(portal);
  await comeInByTheOldWay(page, person);
  await press(link(page, SETTING));
  const stale = await page.context().newPage();
  await open(stale, "/security/two-step");
  await press(link(page, "Later"));
  await expect(page).toHaveURL("/");
  await press(link(page, SETTING));
  await page.getByRole("textbox", { name: "New password" }).fill(NEW_PASSWORD);
  await press(button(page, "Change Password"));

  // the other tab still shows the first step
  await stale.getByRole("textbox", { name: "New password" }).fill("Another7one");
  await refused(stale, 409, () => button(stale, "Change Password").click());
  await expect(stale.getByText("This step was done already", { exact: false })).toBeVisible();
  await expect(link(stale, "Setting the TOTP authentication")).toBeVisible();

  await press(link(page, "Setting the TOTP authentication"));
  const app = Authenticator.typed(await page.locator(".secret-key").innerText(), portal.clock);
  await press(link(stale, "Setting the TOTP authentication"));
  await page.getByLabel("Verify code").fill(app.code());
  await press(button(page, "Register"));
  await press(button(page, "I have saved them"));
  await page.goBack();
  await expect(page.getByText("completed", { exact: false })).toBeVisible();

  await stale.getByLabel("Verify code").fill(app.code());
  await press(button(stale, "Register"));
  await expect(stale.getByText("completed", { exact: false })).toBeVisible();
  await oldWayRefuses(await page.context().newPage(), { ...person, password: NEW_PASSWORD }, page);
});

test("a QR code that waited too long is replaced by a new one, and says so", async ({ page, portal }) => {
  const person = await oldAccount(portal);
  await comeInByTheOldWay(page, person);
  await open(page, "/security/two-step");
  await page.getByRole("textbox", { name: "New password" }).fill(NEW_PASSWORD);
  await press(button(page, "Change Password"));
  await press(link(page, "Setting the TOTP authentication"));
  const old = await page.locator(".secret-key").innerText();
  portal.clock.forward({ minutes: 11 });
  await page.getByLabel("Verify code").fill(Authenticator.typed(old, portal.clock).code());
  await refused(page, 401, () => button(page, "Register").click());
  await page.getByLabel("Password").fill(NEW_PASSWORD);
  await press(button(page, "Confirm"));
  await expect(page.getByLabel("Verify code")).toBeVisible();
  const app = Authenticator.typed(await page.locator(".secret-key").innerText(), portal.clock);
  await page.getByLabel("Verify code").fill(app.code());
  await press(button(page, "Register"));
  await expect(page.getByText("The initial setup is completed", { exact: false })).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the guide's way works on plain forms", async ({ page, portal }) => {
    const person = await oldAccount(portal);
    await comeInByTheOldWay(page, person);
    await press(link(page, SETTING));
    await page.locator("input[name=new_password]").fill("otter7kettle");
    await refused(page, 422, () => button(page, "Change Password").click());
    await expect(page.locator(".field-error")).toContainText("Upper-case letters");
    await page.locator("input[name=new_password]").fill(NEW_PASSWORD);
    await press(button(page, "Change Password"));
    await press(link(page, "Setting the TOTP authentication"));
    const app = Authenticator.typed(await page.locator(".secret-key").innerText(), portal.clock);
    await page.getByLabel("Verify code").fill(app.code());
    await press(button(page, "Register"));
    await press(button(page, "I have saved them"));
    await expect(page.getByText(`use “${NEW_WAY}”`, { exact: false })).toBeVisible();
  });
});

test("narrow: the ways stand one above the other, and nothing is cut off; in Japanese, too", async ({ page, portal, elsewhere }) => {
  const person = await oldAccount(portal);
  await page.setViewportSize({ width: 320, height: 640 });
  const fits = async () => {
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, page.url()).toBeLessThanOrEqual(320);
  };
  await open(page, "/sign-in");
  await fits();
  const [one, other] = [(await way(page, NEW_WAY).boundingBox())!, (await way(page, OLD_WAY).boundingBox())!];
  expect(other.y).toBeGreaterThanOrEqual(one.y + one.height);
  await comeInByTheOldWay(page, person);
  for (const path of ["/", "/security/two-step"]) {
    await open(page, path);
    await fits();
  }
  await page.getByRole("textbox", { name: "New password" }).fill(NEW_PASSWORD);
  await press(button(page, "Change Password"));
  await fits();
  await press(link(page, "Setting the TOTP authentication"));
  await fits();

  const japanese = await elsewhere(undefined, { locale: "ja-JP", viewport: { width: 320, height: 640 }, colorScheme: "dark" });
  await open(japanese, "/sign-in?way=one-step");
  await expect(japanese.getByRole("link", { name: "2 段階認証でサインイン（新しい認証方式）" })).toBeVisible();
  await expect(japanese.getByText(/\d+年\d+月\d+日（UTC）まで/)).toBeVisible();
  expect(await japanese.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});

// The last one: it sets the clock forward for all that come after it.
test("after the last day there is the new way only", async ({ page: late, portal }) => {
  const still = await oldAccount(portal);
  await open(late, "/sign-in?way=one-step");
  portal.clock.forward({ hours: 42 * 24 });
  await late.getByLabel("Email address").fill(still.email);
  await late.getByLabel("Password").fill(still.password);
  await refused(late, 403, () => button(late, "Sign in").click());
  await expect(late.getByText(/^Signing in with the password alone ended on/)).toBeVisible();
  await late.getByLabel("Password").fill(still.password);
  await press(button(late, "Sign in"));
  await expect(late, "what is sent again takes the new way").toHaveURL(/\/sign-in\/enrol/);
  await press(button(late, "Cancel and start over"));
  await expect(late.getByText(OLD_WAY)).toHaveCount(0);
  await sendPassword(late, still);
  await expect(late).toHaveURL(/\/sign-in\/enrol/);
});

/** An account as it came from the older portal. */
async function oldAccount(portal: Portal): Promise<Person> {
  accounts += 1;
  const [name, email] = [`Mina Old-Portal ${accounts}`, `mina-${accounts}@people.example`];
  await portal.run(["user", "add", "--email", email, "--name", name, "--any-password", "--password-stdin"], `${OLD_PASSWORD}\n`);
  return { name, email, password: OLD_PASSWORD };
}

let accounts = 0;

/** The column of a way in. */
function way(page: Page, label: string): Locator {
  return page.locator("section.way-in").filter({ has: page.getByRole("heading", { name: label }) });
}

async function comeInByTheOldWay(page: Page, person: Person): Promise<void> {
  await open(page, "/sign-in");
  await press(link(page, OLD_WAY));
  await sendPassword(page, person);
  await expect(page).toHaveURL("/");
}

async function oldWayRefuses(page: Page, person: Person, signedIn?: Page): Promise<void> {
  if (signedIn) await signOut(signedIn);
  await open(page, "/sign-in?way=one-step");
  await page.getByLabel("Email address").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await refused(page, 403, () => button(page, "Sign in").click());
  await expect(page.getByText(REFUSED)).toBeVisible();
  await expect(page.getByText("Once you have, use the new way", { exact: false })).toBeVisible();
  await expect(page.getByLabel("Email address")).toHaveValue(person.email);
}

async function signOut(page: Page): Promise<void> {
  await page.locator(".account-button").click();
  await press(button(page, "Sign out"));
}

async function expectStep(page: Page, name: string): Promise<void> {
  await expect(page.locator("ol.progress [aria-current=step]")).toContainText(name);
}
