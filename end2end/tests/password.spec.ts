// Changing the password, and setting a new one by a mailed link.
import type { Page } from "@playwright/test";
import { button, enableApp, expect, open, press, refused, sendPassword, signIn, test } from "../support/test";

const NEW = "seven-Walnut-91-harbour-otter";

const newPassword = (page: Page) => page.getByRole("textbox", { name: "New password" });

test("a change needs the present password, meets the rules, and ends other sessions", async ({ page, portal, elsewhere }) => {
  const person = await portal.person({ name: "Konrad Zimmermann" });
  const other = await elsewhere();
  await signIn(other, person);
  await signIn(page, person);
  await open(page, "/account");

  await page.getByLabel("Current password").fill("not-the-Password-5");
  await newPassword(page).fill(NEW);
  await refused(page, 422, () => button(page, "Change password").click());
  await expect(page.getByText("That isn’t your current password.")).toBeVisible();

  await page.getByLabel("Current password").fill(person.password);
  for (const [weak, why] of [
    ["short", "At least 15 characters"],
    ["Konrad Zimmermann", "More than your name"],
  ] as const) {
    await newPassword(page).fill(weak);
    await expect(page.locator(".checklist li:not(.is-met)").filter({ hasText: why })).toBeVisible();
    await page.getByLabel("Current password").fill(person.password);
    await refused(page, 422, () => button(page, "Change password").click());
    await expect(page.locator("#password .field-error")).toContainText(why.toLowerCase().slice(1, 8), { ignoreCase: true });
  }

  await page.getByLabel("Current password").fill(person.password);
  await newPassword(page).fill(NEW);
  await press(button(page, "Change password"));
  await expect(page.getByText("Your password was changed, and your other sessions were ended.")).toBeVisible();
  await portal.mail.next({ to: person.email, subject: "Your password was changed" });

  await open(other, "/account");
  await expect(other).toHaveURL(/\/sign-in/);
  await open(other, "/sign-in");
  await other.getByLabel("Email address").fill(person.email);
  await other.getByLabel("Password").fill(person.password);
  await refused(other, 403, () => button(other, "Sign in").click());
  await signIn(other, { ...person, password: NEW });
  await expect(other).toHaveURL("/");
});

test("what is typed can be shown, is judged while typing, and is found by password managers", async ({ page, portal }) => {
  await signIn(page, await portal.person());
  await open(page, "/account");
  const field = newPassword(page);
  await expect(field).toHaveAttribute("autocomplete", "new-password");
  await expect(page.getByLabel("Current password")).toHaveAttribute("autocomplete", "current-password");
  await expect(page.locator("#password input[autocomplete=username]")).toHaveCount(1);
  const strengths: string[] = [];
  for (const part of ["pass", "word", "-Otter", "-lantern", "-71-quay"]) {
    await field.pressSequentially(part);
    strengths.push(await page.locator(".strength").getAttribute("data-level") ?? "");
  }
  expect(Number(strengths.at(-1))).toBeGreaterThan(Number(strengths[0]));
  await expect(field).toHaveAttribute("type", "password");
  await button(page, "Show password").click();
  await expect(field).toHaveAttribute("type", "text");
  await expect(field).toHaveValue("password-Otter-lantern-71-quay");
  await button(page, "Hide password").click();
  await expect(field).toHaveAttribute("type", "password");
});

test("forgotten: a mailed link sets a new password once; the second factor stays", async ({ page, portal, elsewhere }) => {
  const person = await portal.person();
  const phone = await elsewhere();
  await signIn(phone, person);
  const { app } = await enableApp(phone, portal);

  await open(page, "/sign-in");
  await press(page.getByRole("link", { name: "Forgot your password?" }));
  await page.getByLabel("Email address").fill(person.email);
  await press(button(page, "Send the link"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check your email");
  const link = await portal.mail.link({ to: person.email, subject: "Set a new password" });

  // a mail scanner follows it: nothing is used up
  await open(await elsewhere(), link);
  await open(page, link);
  await expect(page).toHaveURL("/reset-password");
  await newPassword(page).fill("short");
  await refused(page, 422, () => button(page, "Set new password").click());
  await newPassword(page).fill(NEW);
  await press(button(page, "Set new password"));
  await expect(page.getByText("Your new password is set, and all sessions were ended.", { exact: false })).toBeVisible();

  await open(phone, "/");
  await expect(phone).toHaveURL("/sign-in");
  const changed = { ...person, password: NEW };
  await sendPassword(page, changed);
  await expect(page).toHaveURL("/sign-in/verify");
  await page.getByLabel("One-time code").fill(app.code());
  await press(button(page, "Verify"));
  await expect(page).toHaveURL("/");

  const late = await elsewhere();
  await refused(late, 410, () => late.goto(link));
  await expect(late.getByRole("heading", { level: 1 })).toHaveText("This link no longer works");
});

test("a link ends with its time, with a newer one, and with a change of the password", async ({ page, portal, elsewhere }) => {
  const person = await portal.person();
  const ask = async () => {
    await open(page, "/forgot-password");
    await page.getByLabel("Email address").fill(person.email);
    await press(button(page, "Send the link"));
    return portal.mail.link({ to: person.email, subject: "Set a new password" });
  };
  const isDead = async (link: string) => {
    const visitor = await elsewhere();
    await refused(visitor, 410, () => visitor.goto(link));
  };
  const first = await ask();
  const second = await ask();
  await isDead(first);
  portal.clock.forward({ minutes: 61 });
  await isDead(second);

  const third = await ask();
  const owner = await elsewhere();
  await signIn(owner, person);
  await open(owner, "/account");
  await owner.getByLabel("Current password").fill(person.password);
  await newPassword(owner).fill(NEW);
  await press(button(owner, "Change password"));
  await isDead(third);
});

test("asking for a link says the same for every address", async ({ page, portal }) => {
  const person = await portal.person();
  const answers = new Set<string>();
  for (const email of [person.email, "nobody@people.example"]) {
    await open(page, "/forgot-password");
    await page.getByLabel("Email address").fill(email);
    await press(button(page, "Send the link"));
    answers.add(await page.locator("main").innerText());
  }
  expect([...answers]).toHaveLength(1);
  await portal.mail.next({ to: person.email, subject: "Set a new password" });
  expect(portal.mail.all.filter((mail) => mail.to.includes("nobody@people.example"))).toEqual([]);
});
