// The guide `service-sign-in` ("Sign In"), point by point, with the labels that its reader looks for.
import type { Page } from "@playwright/test";
import { Authenticator } from "../../support/authenticator";
import type { Person } from "../../support/portal";
import { scan } from "../../support/qr";
import { button, card, expect, link, open, press, test } from "../../support/test";

const SESSION = "__Host-sekisho";
const NEW_PASSWORD = "slow-Rain-48-on-warm-tin-roofs";

test.use({
  viewport: { width: 1280, height: 800 },
  settings: { SEKISHO_PORTAL__PRESET: "service-sign-in", SEKISHO_PORTAL__NAME: "Service" },
});

test("the guide's six points, one after the other", async ({ page, portal }) => {
  test.setTimeout(240_000);
  const person = await portal.person();

  await test.step("1. the e-mail address, Next, then the password, which can be forgotten", async () => {
    await open(page, "/sign-in");
    await expect(page.getByLabel("Password")).toHaveCount(0);
    await page.getByLabel("Email address").fill(person.email);
    await press(button(page, "Next"));
    await expect(page).toHaveURL("/sign-in/password");
    await expect(page.getByLabel("Email address")).toHaveValue(person.email);
    await expect(page.getByLabel("Email address")).not.toBeEditable();
    await expect(link(page, "Forgot Password?")).toBeVisible();
    // somebody else after all
    await press(link(page, "Change"));
    await expect(page.getByLabel("Email address")).toHaveValue(person.email);
    await press(button(page, "Next"));
    await page.getByLabel("Password").fill(person.password);
  });

  await test.step("2. Automatically Sign In: later visits skip it; after 14 days it is asked for again", async () => {
    await page.getByLabel("Automatically Sign In").check();
    await press(button(page, "Sign In"));
    await expect(page).toHaveURL("/");
    for (let visit = 0; visit < 2; visit += 1) {
      await reopen(page);
      portal.clock.forward({ hours: 13 * 24 });
      await open(page, "/history/log");
      await expect(page, "nothing was asked").toHaveURL("/history/log");
    }
    await expect(page.getByText("The browser stays signed in").first()).toBeVisible();
    await reopen(page);
    portal.clock.forward({ hours: 14 * 24 + 1 });
    await open(page, "/");
    await expect(page).toHaveURL("/sign-in");
    await signIn(page, person);
    await expect(page).toHaveURL("/");
  });

  const app = await test.step("3. avatar menu, lower left: Account Settings, Multifactor Authentication, Setup", async () => {
    const avatar = page.locator(".account-button");
    const place = (await avatar.boundingBox())!;
    expect(place.x + place.width, "left").toBeLessThan(1280 / 3);
    expect(place.y, "lower").toBeGreaterThan((800 * 2) / 3);
    return setUp(page, async () => Authenticator.scanned(await scan(page.locator("svg.qr")), portal.clock));
  });

  await test.step("4. afterwards: password, then code, then in", async () => {
    await signOut(page);
    await signIn(page, person);
    await expect(page).toHaveURL("/sign-in/verify");
    await page.getByLabel("Verification code").fill(app.code());
    await press(button(page, "Verify"));
    await expect(page).toHaveURL("/");
    await signOut(page);
  });

  await test.step("5. authenticator lost: reset by mail; multi-factor authentication is off, and set up again", async () => {
    await name(page, person);
    await press(link(page, "Forgot Password?"));
    await expect(page.getByLabel("Email address"), "it needn't be typed again").toHaveValue(person.email);
    await press(button(page, "Send the link"));
    await page.goto(await portal.mail.link({ to: person.email, subject: "Set a new password" }));
    await expect(page.getByText("Your second factors are switched off")).toBeVisible();
    await page.getByRole("textbox", { name: "New password" }).fill(NEW_PASSWORD);
    await press(button(page, "Set new password"));
    await portal.mail.next({ to: person.email, subject: "Multi-factor authentication was switched off by a password reset" });
    await signIn(page, { ...person, password: NEW_PASSWORD });
    await expect(page, "no code was asked for").toHaveURL("/");
    const again = await setUp(page, async () => {
      const key = await page.getByLabel("Secret key").innerText();
      return Authenticator.typed(key, portal.clock);
    });
    await signOut(page);
    await signIn(page, { ...person, password: NEW_PASSWORD });
    await page.getByLabel("Verification code").fill(again.code());
    await press(button(page, "Verify"));
    await expect(page).toHaveURL("/");
  });

  await test.step("6. the authenticators that the guide names can read the code", async () => {
    expect(app.settings).toEqual({ algorithm: "SHA1", digits: 6, period: 30 });
    expect(app.issuer).toBe("Service");
    await open(page, "/security/mfa");
    for (const name of ["Google Authenticator", "Microsoft Authenticator", "Authy"]) {
      await expect(page.getByText(name).first()).toBeVisible();
    }
  });
});

/** Says who one is. */
async function name(page: Page, person: Person): Promise<void> {
  await open(page, "/sign-in");
  await page.getByLabel("Email address").fill(person.email);
  await press(button(page, "Next"));
}

async function signIn(page: Page, person: Person): Promise<void> {
  await name(page, person);
  await page.getByLabel("Password").fill(person.password);
  await press(button(page, "Sign In"));
}

/** From the avatar menu to an active authenticator; `bind` takes the key from the page. */
async function setUp(page: Page, bind: () => Promise<Authenticator>): Promise<Authenticator> {
  await page.locator(".account-button").click();
  await press(link(page, "Account Settings"));
  const section = card(page, "Multifactor Authentication");
  await expect(section.getByText("Off", { exact: true })).toBeVisible();
  await press(link(section, "Setup"));
  await expect(page.getByRole("img", { name: /^2D code/ })).toBeVisible();
  const app = await bind();
  await press(link(page, "Continue"));
  await page.getByLabel("Confirmation code (6 digits)").fill(app.code());
  await press(button(page, "Verify"));
  await press(button(page, "MFA Confirmation and Activation"));
  await open(page, "/account");
  await expect(card(page, "Multifactor Authentication").getByText("On", { exact: true })).toBeVisible();
  return app;
}

async function signOut(page: Page): Promise<void> {
  await page.locator(".account-button").click();
  await press(button(page, "Sign out"));
}

/** Closes the browser and opens it again: what lives no longer than the browser is gone. */
async function reopen(page: Page): Promise<void> {
  await page.context().clearCookies({ name: SESSION });
}
