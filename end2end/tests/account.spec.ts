// One's own account: name, language, and the address, which changes by a code that went there.
import { button, card, enableEmail, enterCode, expect, open, press, refused, sendPassword, signIn, test } from "../support/test";

test("name and language are saved; the page speaks the language at once", async ({ page, portal, elsewhere }) => {
  const person = await portal.person();
  await signIn(page, person);
  await open(page, "/account");
  await page.getByLabel("Name").fill("  Ada King  ");
  await page.getByRole("combobox", { name: "Language" }).selectOption({ label: "日本語" });
  await press(button(page, "Save"));
  await expect(page.locator("html")).toHaveAttribute("lang", "ja");
  await expect(page.getByText("アカウント情報を保存しました。")).toBeVisible();
  await expect(page.getByLabel("氏名")).toHaveValue("Ada King");
  // the person's language goes before the browser's, everywhere
  const other = await elsewhere();
  await signIn(other, person);
  await expect(other.locator("html")).toHaveAttribute("lang", "ja");

  await page.getByRole("combobox", { name: "言語" }).selectOption({ value: "" });
  await page.getByLabel("氏名").fill("");
  await page.locator("#profile form").evaluate((form: HTMLFormElement) => (form.noValidate = true));
  await refused(page, 422, () => button(page, "保存").click());
  await expect(page.getByText("入力してください。")).toBeVisible();
});

test("the address changes when the code that went there comes back; the old one is told", async ({ page, portal, elsewhere }) => {
  const person = await portal.person();
  const changed = `new-${person.email}`;
  await signIn(page, person);
  await enableEmail(page, portal, person);
  const other = await elsewhere();
  portal.clock.forward({ minutes: 2 });
  await signIn(other, person);
  await enterCode(other, await portal.mail.code(person.email));
  portal.clock.forward({ minutes: 2 });

  await open(page, "/account");
  await page.getByLabel("New address").fill(changed);
  await press(button(page, "Send confirmation code"));
  const notice = await portal.mail.next({ to: person.email, subject: "Your e-mail address is about to change" });
  expect(notice.text).toContain(changed);
  const code = await portal.mail.code(changed);
  await expect(page.getByText(`Confirm ${changed}`)).toBeVisible();
  await expect(page.locator("#address")).toContainText(person.email);

  await page.getByLabel("One-time code").fill(code === "123456" ? "654321" : "123456");
  await refused(page, 422, () => button(page, "Change address").click());
  await page.getByLabel("One-time code").fill(code);
  await press(button(page, "Change address"));
  await expect(page.getByText("Your new email address is in force.")).toBeVisible();
  await portal.mail.next({ to: person.email, subject: "Your e-mail address was changed" });

  // other sessions are over, the new address signs in, and codes go there
  await open(other, "/");
  await expect(other).toHaveURL("/sign-in");
  await other.getByLabel("Email address").fill(person.email);
  await other.getByLabel("Password").fill(person.password);
  await refused(other, 403, () => button(other, "Sign in").click());
  portal.clock.forward({ minutes: 5 });
  await sendPassword(other, { ...person, email: changed });
  await enterCode(other, await portal.mail.code(changed));
  await expect(other).toHaveURL("/");
  await open(page, "/security/mfa");
  await expect(card(page, /Email MFA/)).toContainText(changed);
});

test("a change of address can be dropped, and an address of somebody else can't be taken", async ({ page, portal }) => {
  const [person, owner] = [await portal.person(), await portal.person()];
  await signIn(page, person);
  await open(page, "/account");
  await page.getByLabel("New address").fill(owner.email);
  await press(button(page, "Send confirmation code"));
  await page.getByLabel("One-time code").fill(await portal.mail.code(owner.email));
  await refused(page, 422, () => button(page, "Change address").click());
  await expect(page.locator("main")).toContainText("This address can’t be used. Choose another one.");

  portal.clock.forward({ minutes: 2 });
  await open(page, "/account");
  await page.getByLabel("New address").fill(`new-${person.email}`);
  await press(button(page, "Send confirmation code"));
  await press(button(page, `Keep ${person.email}`));
  await expect(page.getByLabel("New address")).toBeVisible();
  await expect(page.locator("#address")).toContainText(person.email);
});

test("the dashboard tells how the account is protected, and what to do about it", async ({ page, portal }) => {
  const person = await portal.person();
  await signIn(page, person);
  await expect(page.getByRole("heading", { name: "Protect your account with a second step" })).toBeVisible();
  await press(page.getByRole("link", { name: "Set it up now" }));
  await expect(page).toHaveURL("/security/mfa/choose");
  await page.getByRole("radio", { name: /^Codes by email/ }).check();
  await press(button(page, "Select"));
  await expect(page).toHaveURL("/security/mfa/email");
  await enableEmail(page, portal, person);
  await open(page, "/");
  await expect(page.getByRole("heading", { name: "Protect your account with a second step" })).toHaveCount(0);
  await expect(page.locator(".status-card").filter({ hasText: "Multi-Factor Authentication" })).toContainText("Codes by email");
  await expect(page.getByRole("heading", { name: "Recent activity" })).toBeVisible();
});
