// The guide `client-portal` ("Client Portal Configuration Guide"), point by point, with the labels that its
// reader looks for, in English.
import type { Page } from "@playwright/test";
import { Authenticator } from "../../support/authenticator";
import type { Person, Portal } from "../../support/portal";
import { addRule, button, card, enterCode, expect, freshAddress, link, open, press, refused, sendPassword, signIn, signInAdministrator, test } from "../../support/test";

const REFUSED = /Sign-in was refused\. Check the email address and password, and where you are signing in from\./;

test("the guide's eleven points, one after the other", async ({ page, portal, address, elsewhere }) => {
  test.setTimeout(300_000);
  const person = await portal.person();
  await signIn(page, person);

  await test.step("1. the left menu has Security and History; Security has its tabs", async () => {
    const menu = page.getByRole("navigation", { name: "Main menu" });
    await expect(link(menu, "History")).toBeVisible();
    await press(link(menu, "Security"));
    await expect(link(page, "Multi-Factor Authentication")).toHaveAttribute("aria-current", "page");
    await expect(link(page, "Authorized IP Access")).toBeVisible();
  });

  await test.step("2. the methods are listed, each with its state and Enable", async () => {
    for (const method of ["Google Authenticator", "Email MFA"]) {
      const shown = card(page, new RegExp(method));
      await expect(shown.getByText("Off", { exact: true })).toBeVisible();
      await expect(shown.getByRole("link", { name: /^Enable/ })).toHaveText("Enable");
    }
  });

  const app = await test.step("3. Google Authenticator: Enable, QR code and key, Continue, code, active", async () => {
    await press(card(page, /Google Authenticator/).getByRole("link", { name: /^Enable/ }));
    await expect(page.getByRole("img", { name: /^QR code/ })).toBeVisible();
    const app = Authenticator.typed(await page.getByLabel("Secret key").innerText(), portal.clock);
    await press(link(page, "Continue"));
    await page.getByLabel("One-time code").fill(app.code());
    await press(button(page, "Submit"));
    await press(button(page, "I have saved them"));
    await expect(card(page, /Google Authenticator/).getByText("Active", { exact: true })).toBeVisible();
    return app;
  });

  await test.step("4. Email MFA: Enable, send, the code comes by mail, Submit, active", async () => {
    await press(card(page, /Email MFA/).getByRole("link", { name: /^Enable/ }));
    await press(button(page, "Send one-time code via Email (or resend)"));
    const mail = await portal.mail.next({ to: person.email, subject: "Confirmation Code" });
    await page.getByLabel("One-time code").fill(/^(\d{6})$/m.exec(mail.text)![1]!);
    await press(button(page, "Submit"));
    await expect(card(page, /Email MFA/).getByText("Active", { exact: true })).toBeVisible();
  });

  await test.step("5. Authorized IP Access: the current address, examples, add, listed, trash icon", async () => {
    await press(link(page, "Authorized IP Access"));
    await expect(page.locator(".current")).toContainText(`Your current IP address ${address}`);
    await expect(page.getByText("Format examples")).toBeVisible();
    await page.getByLabel("IP address or range").fill(address);
    await press(button(page, "Add Authorized IP/Range"));
    await expect(rule(page, address)).toBeVisible();
    await addRule(page, "203.0.113.10");
    await deleteRule(page, "203.0.113.10");
    await expect(rule(page, "203.0.113.10")).toHaveCount(0);
  });

  await test.step("6. every format of a rule", async () => {
    const formats: [string, string][] = [
      ["all", "all"],
      ["203.0.113.77", "203.0.113.77"],
      ["203.0.113.10/32", "203.0.113.10"],
      ["203.0.113.0/24", "203.0.113.0/24"],
      ["192.0.2.0/255.255.255.0", "192.0.2.0/24"],
      ["2001:db8:12::/48", "2001:db8:12::/48"],
      ["2001:db8::7", "2001:db8::7"],
    ];
    for (const [typed, listed] of formats) {
      await addRule(page, typed);
      await expect(rule(page, listed), typed).toBeVisible();
    }
    for (const [, listed] of formats) await deleteRule(page, listed);
    await expect(page.locator("#rules tbody tr")).toHaveCount(1);
  });

  const other = freshAddress();
  await test.step("7. with rules a sign-in from elsewhere is refused; with all, or no rule, it isn't", async () => {
    await refusedFrom(await elsewhere(other), person);
    await addRule(page, "all");
    await asksForCode(await elsewhere(other), person);
    await deleteRule(page, "all");
    await deleteRule(page, address);
    await asksForCode(await elsewhere(other), person);
  });

  await test.step("8. the notice about losing access comes while typing", async () => {
    await open(page, "/security/allowlist");
    const notice = page.getByText(`You would no longer be able to sign in from ${address}, where you are now.`);
    await expect(notice).toHaveCount(0);
    await page.getByLabel("IP address or range").pressSequentially("203.0.113.0/24");
    await expect(notice).toBeVisible();
    await page.getByLabel("IP address or range").fill(`${address}/24`);
    await expect(notice).toHaveCount(0);
  });

  await test.step("9. History: the log tells of rules, the mails are listed with their subjects", async () => {
    const menu = page.getByRole("navigation", { name: "Main menu" });
    await press(link(menu, "History"));
    await expect(link(page, "Log")).toHaveAttribute("aria-current", "page");
    const told = ["Authorized address added", "Authorized address deleted", "Second factor set up", "Recovery codes made", "Sign-in refused", "Signed in"];
    for (const what of told) await expect(page.getByRole("cell", { name: what }).first(), what).toBeVisible();
    await press(link(page, "Email"));
    await expect(page.getByRole("cell", { name: "Confirmation Code" }).first()).toBeVisible();
  });

  await test.step("10. locked out: a session elsewhere, an administrator, the command line", async () => {
    const covered = freshAddress();
    const lockedOut = await elsewhere(other);

    // somebody signed in elsewhere deletes the rule
    const session = await elsewhere(covered);
    await signIn(session, person, app);
    await addRule(session, covered);
    await refusedFrom(lockedOut, person);
    await deleteRule(session, covered);
    await asksForCode(lockedOut, person);

    // an administrator removes the restriction
    await addRule(session, covered);
    await refusedFrom(lockedOut, person);
    const office = await elsewhere();
    await signInAdministrator(office, portal);
    await open(office, `/admin/people?text=${encodeURIComponent(person.email)}`);
    await press(link(office, person.name));
    await office.locator("summary", { hasText: "Delete all rules" }).click();
    await press(button(office, "Delete the rules"));
    await expect(office.getByText("All authorized IP addresses and ranges were removed.")).toBeVisible();
    await asksForCode(lockedOut, person);

    // so does the command line
    await addRule(session, covered);
    await refusedFrom(lockedOut, person);
    await portal.run(["allowlist", "clear", "--user", person.email]);
    await asksForCode(lockedOut, person);
  });

  await test.step("11. the code didn't arrive: resend; the address is seen and changed in the account", async () => {
    const late = await elsewhere(other);
    await codeByMailWithResend(late, person, portal);
    await changeAddress(late, person, portal);
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the guide's way works on plain forms", async ({ page, portal, address, elsewhere }) => {
    const person = await portal.person();
    await signIn(page, person);
    await press(link(page, "Security"));

    await press(card(page, /Google Authenticator/).getByRole("link", { name: /^Enable/ }));
    const app = Authenticator.typed(await page.getByLabel("Secret key").innerText(), portal.clock);
    await press(link(page, "Continue"));
    await page.getByLabel("One-time code").fill(app.code());
    await press(button(page, "Submit"));
    await press(button(page, "I have saved them"));
    await expect(card(page, /Google Authenticator/).getByText("Active", { exact: true })).toBeVisible();

    await press(card(page, /Email MFA/).getByRole("link", { name: /^Enable/ }));
    await press(button(page, "Send one-time code via Email (or resend)"));
    await page.getByLabel("One-time code").fill(await portal.mail.code(person.email));
    await press(button(page, "Submit"));
    await expect(card(page, /Email MFA/).getByText("Active", { exact: true })).toBeVisible();

    // the preview comes from the server
    await press(link(page, "Authorized IP Access"));
    await page.getByLabel("IP address or range").fill("203.0.113.0/24");
    await press(button(page, "Check first"));
    await expect(page.getByLabel("IP address or range")).toHaveValue("203.0.113.0/24");
    await expect(page.getByText("Covers 256 addresses")).toBeVisible();
    await expect(page.getByText(`You would no longer be able to sign in from ${address}, where you are now.`)).toBeVisible();
    await page.getByLabel("IP address or range").fill(address);
    await page.locator("input[name=confirmed]").check();
    await press(button(page, "Add Authorized IP/Range"));
    await expect(rule(page, address)).toBeVisible();

    await refusedFrom(await elsewhere(), person);
    await deleteRule(page, address, true);
    await expect(page.getByText("The list is empty: you can sign in from anywhere.", { exact: false })).toBeVisible();

    await press(link(page, "History"));
    await expect(page.getByRole("cell", { name: "Authorized address deleted" }).first()).toBeVisible();
    await press(link(page, "Email"));
    await expect(page.getByRole("cell", { name: "Confirmation Code" }).first()).toBeVisible();

    await page.locator(".account-button").click();
    await press(button(page, "Sign out"));
    await sendPassword(page, person);
    await enterCode(page, app.code());
    await expect(page).toHaveURL("/");
  });
});

function rule(page: Page, text: string) {
  return page.locator("#rules tbody tr").filter({ has: page.getByText(text, { exact: true }) });
}

async function deleteRule(page: Page, text: string, listed = false): Promise<void> {
  if (!listed) await open(page, "/security/allowlist");
  await rule(page, text).locator("summary", { hasText: `Delete ${text}` }).click();
  const confirmation = rule(page, text).locator("input[name=confirmed]");
  if (await confirmation.count()) await confirmation.check();
  await press(button(rule(page, text), "Delete this rule"));
}

async function refusedFrom(page: Page, person: Person): Promise<void> {
  await open(page, "/sign-in");
  await page.getByLabel("Email address").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await refused(page, 403, () => button(page, "Sign in").click());
  await expect(page.getByText(REFUSED)).toBeVisible();
}

async function asksForCode(page: Page, person: Person): Promise<void> {
  await open(page, "/sign-in");
  await sendPassword(page, person);
  await expect(page).toHaveURL(/\/sign-in\/verify/);
  await press(button(page, "Cancel and start over"));
}

async function codeByMailWithResend(page: Page, person: Person, portal: Portal): Promise<void> {
  await open(page, "/sign-in");
  await sendPassword(page, person);
  await press(link(page, "Get a code by email"));
  await press(button(page, "Send one-time code via Email"));
  const first = await portal.mail.code(person.email);
  await expect(button(page, "Send a new code")).toBeDisabled();
  await expect(page.getByRole("timer")).toHaveText(/You can have a new code sent in 0:\d\d\./);
  portal.clock.forward({ minutes: 5 });
  await open(page, "/sign-in/verify?factor=email");
  await press(button(page, "Send a new code"));
  const second = await portal.mail.code(person.email);
  expect(second).not.toBe(first);
  await enterCode(page, second);
  await expect(page).toHaveURL("/");
}

async function changeAddress(page: Page, person: Person, portal: Portal): Promise<void> {
  await open(page, "/account");
  await expect(page.locator("#address")).toContainText(person.email);
  const changed = `moved-${person.email}`;
  await page.getByLabel("New address").fill(changed);
  portal.clock.forward({ minutes: 5 });
  await press(button(page, "Send confirmation code"));
  await page.getByLabel("One-time code").fill(await portal.mail.code(changed));
  await press(button(page, "Change address"));
  await expect(page.locator("#address")).toContainText(changed);
}
