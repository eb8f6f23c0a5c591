// Sessions: seeing them, ending them, and proving again who one is before something sensitive.
import { addRule, button, card, enableApp, expect, freshAddress, link, open, press, refused, signIn, test } from "../support/test";

test("sessions are listed with browser and address, and another one can be ended", async ({ page, portal, address, elsewhere }) => {
  const person = await portal.person();
  const away = freshAddress();
  const other = await elsewhere(away, {
    userAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
  });
  await signIn(other, person);
  await signIn(page, person);

  await open(page, "/security/sessions");
  const rows = page.locator(".row");
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText("This device");
  await expect(rows.first()).toContainText(address);
  await expect(rows.nth(1)).toContainText("Firefox on Windows");
  await expect(rows.nth(1)).toContainText(away);

  await rows.nth(1).locator("summary").click();
  await press(button(rows.nth(1), "Sign out"));
  await expect(page.getByText("The session was ended.")).toBeVisible();
  await expect(page.getByText("You are signed in nowhere else.")).toBeVisible();
  await open(other, "/");
  await expect(other).toHaveURL("/sign-in");
});

test("all others can be ended at once", async ({ page, portal, elsewhere }) => {
  const person = await portal.person();
  const others = [await elsewhere(), await elsewhere()];
  for (const other of others) await signIn(other, person);
  await signIn(page, person);
  await open(page, "/security/sessions");
  await page.locator("summary", { hasText: "Sign out everywhere else" }).click();
  await press(button(page, "Sign out everywhere else"));
  await expect(page.getByText("All other sessions were ended.")).toBeVisible();
  for (const other of others) {
    await open(other, "/");
    await expect(other).toHaveURL("/sign-in");
  }
});

test("a session ends when nothing is done with it", async ({ page, portal }) => {
  await signIn(page, await portal.person());
  portal.clock.forward({ minutes: 61 });
  await open(page, "/account");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
});

test("reauthentication comes inside the page and loses nothing that was typed", async ({ page, portal, address }) => {
  const person = await portal.person();
  await signIn(page, person);
  const { app } = await enableApp(page, portal);
  portal.clock.forward({ minutes: 11 });

  await open(page, "/security/allowlist");
  await page.getByLabel("IP address or range").fill(`${address}/24`);
  await page.getByLabel(/^Note/).fill("Head office");
  await refused(page, 401, () => button(page, "Add Authorized IP/Range").click());
  const proof = card(page, "Confirm it’s you");
  await expect(proof).toBeVisible();
  await expect(page.getByLabel("IP address or range")).toHaveValue(`${address}/24`);
  await expect(page.getByLabel(/^Note/)).toHaveValue("Head office");

  await proof.getByLabel("Password").fill("not-the-Password-5");
  await proof.getByLabel("One-time code").fill(app.code());
  await refused(page, 422, () => button(proof, "Continue").click());
  await expect(proof.getByText("That isn’t your current password.")).toBeVisible();

  await proof.getByLabel("Password").fill(person.password);
  await proof.getByLabel("One-time code").fill(app.code());
  await press(button(proof, "Continue"));
  await expect(page.getByText("The authorized IP address or range was added.")).toBeVisible();
  await expect(page.locator("#rules")).toContainText("Head office");
  // and it holds: the next change needs no proof
  await addRule(page, "203.0.113.0/24");
  await expect(page.locator("#rules tbody tr")).toHaveCount(2);
});

test("a page that asks for a fresh proof goes on to what was wanted", async ({ page, portal }) => {
  const person = await portal.person();
  await signIn(page, person);
  portal.clock.forward({ minutes: 11 });
  await open(page, "/security/mfa");
  await refused(page, 401, () => card(page, /Google Authenticator/).getByRole("link", { name: /^Enable/ }).click());
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Confirm it’s you");
  await page.getByLabel("Password").fill(person.password);
  await press(button(page, "Confirm"));
  await expect(page).toHaveURL("/security/mfa/totp");
  await expect(link(page, "Continue")).toBeVisible();
});

test("T28: the session's token changes at every sign-in and proof, and none is adopted", async ({ page, context, portal }) => {
  const person = await portal.person();
  const token = async () => (await context.cookies()).find((cookie) => cookie.name === "__Host-sekisho")?.value;
  const planted = { name: "__Host-sekisho", value: "A".repeat(43), url: portal.origin.replace("http:", "https:"), secure: true };
  await context.addCookies([planted]);
  await signIn(page, person);
  const first = await token();
  expect(first).toBeTruthy();
  expect(first).not.toBe(planted.value);
  portal.clock.forward({ minutes: 11 });
  await open(page, "/reauthenticate?next=%2Faccount");
  await page.getByLabel("Password").fill(person.password);
  await press(button(page, "Confirm"));
  await expect(page).toHaveURL("/account");
  expect(await token()).not.toBe(first);
  for (const cookie of await context.cookies()) {
    expect(cookie.httpOnly && cookie.secure && cookie.sameSite === "Lax", cookie.name).toBe(true);
  }
});
