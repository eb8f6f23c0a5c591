// Signing in: password, code, and everything that can go wrong in between.
import type { Page } from "@playwright/test";
import { button, enableApp, enableEmail, enterCode, expect, from, link, open, press, refused, sendPassword, signIn, test } from "../support/test";

async function attempt(page: Page, email: string, password: string, status = 403): Promise<void> {
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(password);
  await refused(page, status, () => button(page, "Sign in").click());
}

function told(page: Page): Promise<string> {
  return page.getByRole("alert").innerText();
}

test("a wrong password is refused, keeps the address, and forgets the password", async ({ page, portal }) => {
  const person = await portal.person();
  await open(page, "/sign-in");
  await attempt(page, person.email, "wrong-Lantern-27");
  await expect(page.getByRole("alert")).toContainText("Sign-in was refused.");
  await expect(page.getByLabel("Email address")).toHaveValue(person.email);
  await expect(page.getByLabel("Password")).toHaveValue("");
  await expect(page.getByRole("alert")).toBeFocused();
  await page.getByLabel("Password").fill(person.password);
  await press(button(page, "Sign in"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Hello, ${person.name}`);
});

test("existing, missing and locked accounts and a wrong place are refused in the same words", async ({ page, portal, elsewhere }) => {
  const [person, locked, restricted] = [await portal.person(), await portal.person(), await portal.person()];
  await portal.run(["user", "lock", locked.email]);
  await portal.run(["allowlist", "add", "203.0.113.0/24", "--user", restricted.email]);
  const attempts: [string, string][] = [
    [person.email, "wrong-Lantern-27"],
    ["nobody@people.example", person.password],
    [locked.email, locked.password],
    [restricted.email, restricted.password],
    ["not an address", person.password],
  ];
  const answers = new Set<string>();
  for (const [email, password] of attempts) {
    const visitor = await elsewhere();
    await visitor.goto("/sign-in");
    // the browser's own check of the address is not what is tested
    await visitor.locator("form").first().evaluate((form: HTMLFormElement) => (form.noValidate = true));
    await attempt(visitor, email, password);
    answers.add(await told(visitor));
  }
  expect([...answers]).toHaveLength(1);
  await open(page, "/sign-in");
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("after ten wrong passwords one has to wait, and is told how long; another address isn't held up", async ({ page, portal, elsewhere }) => {
  const person = await portal.person();
  await signIn(await elsewhere("198.51.100.7"), person);
  await open(page, "/sign-in");
  for (let nth = 1; nth <= 10; nth += 1) await attempt(page, person.email, "wrong-Lantern-27");
  await attempt(page, person.email, person.password, 429);
  await expect(page.getByRole("alert")).toHaveText(/Too many attempts\. Please wait \d+ minutes? and try again\./);
  await expect(page.getByLabel("Email address")).toHaveValue(person.email);

  const home = await elsewhere("198.51.100.7");
  await signIn(home, person);
  await expect(home).toHaveURL("/");

  portal.clock.forward({ minutes: 31 });
  await signIn(page, person);
  await expect(page).toHaveURL("/");
});

test("signing in leads to where one wanted to go", async ({ page, portal }) => {
  const person = await portal.person();
  await open(page, "/history/log?group=mfa");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await attempt(page, person.email, "wrong-Lantern-27");
  await sendPassword(page, person);
  await expect(page).toHaveURL("/history/log?group=mfa");
});

test("T33: no return address leads to another origin", async ({ browser, page, portal }) => {
  const person = await portal.person();
  const outside = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "/\t/evil.example",
    "/%09/evil.example",
    "/%5cevil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/../../evil.example",
    "/.//evil.example",
    "@evil.example",
    "/api/sign-in/out",
  ];
  for (const next of outside) {
    // in a browser of its own, which may complain: some of these are paths of the portal where there is no page
    const context = await browser.newContext({ baseURL: portal.origin, extraHTTPHeaders: from("198.51.100.61") });
    const visitor = await context.newPage();
    const hosts = new Set<string>();
    visitor.on("request", (request) => hosts.add(new URL(request.url()).host));
    await visitor.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await visitor.getByLabel("Email address").fill(person.email);
    await visitor.getByLabel("Password").fill(person.password);
    await Promise.all([visitor.waitForEvent("load"), button(visitor, "Sign in").click()]);
    expect(new URL(visitor.url()).origin, next).toBe(portal.origin);
    expect([...hosts], next).toEqual([new URL(portal.origin).host]);
    await context.close();
  }
  // by way of the code page, too
  await signIn(page, person);
  const { app } = await enableApp(page, portal);
  await page.context().clearCookies();
  await open(page, "/sign-in?next=%2F%2Fevil.example%2F");
  await sendPassword(page, person);
  await enterCode(page, app.code());
  await expect(page).toHaveURL("/");
});

test("a code is taken with a space or a hyphen in it", async ({ page, portal, elsewhere }) => {
  const person = await portal.person();
  await signIn(page, person);
  const { app } = await enableApp(page, portal);
  for (const divide of [" ", "-"]) {
    const visitor = await elsewhere();
    await signIn(visitor, person);
    const field = visitor.getByLabel("One-time code");
    await expect(field).toBeFocused();
    await expect(field).toHaveAttribute("autocomplete", "one-time-code");
    await expect(field).toHaveAttribute("inputmode", "numeric");
    const code = app.code();
    await enterCode(visitor, `${code.slice(0, 3)}${divide}${code.slice(3)}`);
    await expect(visitor).toHaveURL("/");
  }
});

test("a wrong code is refused at its field, and a used one is wrong", async ({ page, portal, elsewhere }) => {
  const person = await portal.person();
  await signIn(page, person);
  const { app } = await enableApp(page, portal);
  const visitor = await elsewhere();
  await signIn(visitor, person);
  const used = app.code();
  await visitor.getByLabel("One-time code").fill(app.wrong());
  await refused(visitor, 422, () => button(visitor, "Verify").click());
  await expect(visitor.getByText("That code isn’t right. Check it and try again.")).toBeVisible();
  await expect(visitor.getByLabel("One-time code")).toHaveValue("");
  await expect(visitor.getByLabel("One-time code")).toHaveAttribute("aria-invalid", "true");
  await enterCode(visitor, used);
  await expect(visitor).toHaveURL("/");

  const another = await elsewhere();
  await signIn(another, person);
  await another.getByLabel("One-time code").fill(used);
  await refused(another, 422, () => button(another, "Verify").click());
});

test("a recovery code opens once, and the person is told", async ({ page, portal, elsewhere }) => {
  const person = await portal.person();
  await signIn(page, person);
  const { codes } = await enableApp(page, portal);
  expect(codes.length).toBeGreaterThanOrEqual(8);

  const visitor = await elsewhere();
  await signIn(visitor, person);
  await press(link(visitor, "Use a recovery code"));
  await visitor.getByLabel("Recovery code").fill(codes[0]!.toLowerCase().replaceAll("-", " "));
  await press(button(visitor, "Verify"));
  await expect(visitor).toHaveURL("/");
  await portal.mail.next({ to: person.email, subject: "A recovery code was used" });

  const another = await elsewhere();
  await signIn(another, person);
  await press(link(another, "Use a recovery code"));
  await another.getByLabel("Recovery code").fill(codes[0]!);
  await refused(another, 422, () => button(another, "Verify").click());
});

test("a code by mail works in the browser that asked for it, and there only once", async ({ page, portal, elsewhere }) => {
  const person = await portal.person();
  await signIn(page, person);
  await enableEmail(page, portal, person);
  portal.clock.forward({ minutes: 2 });

  const visitor = await elsewhere();
  await signIn(visitor, person);
  await expect(visitor.getByRole("heading", { level: 1 })).toHaveText("Check your email");
  const code = await portal.mail.code(person.email);

  const thief = await elsewhere();
  portal.clock.forward({ minutes: 2 });
  await signIn(thief, person);
  await portal.mail.code(person.email);
  await thief.getByLabel("One-time code").fill(code);
  await refused(thief, 422, () => button(thief, "Verify").click());
});

test("an e-mailed code that is out of date is refused as such", async ({ page, portal, elsewhere }) => {
  const person = await portal.person();
  await signIn(page, person);
  await enableEmail(page, portal, person);
  portal.clock.forward({ minutes: 2 });
  const visitor = await elsewhere();
  await signIn(visitor, person);
  const first = await portal.mail.code(person.email);
  portal.clock.forward({ minutes: 2 });
  await open(visitor, "/sign-in/verify?factor=email");
  await press(button(visitor, "Send a new code"));
  const second = await portal.mail.code(person.email);
  await visitor.getByLabel("One-time code").fill(first);
  await refused(visitor, 422, () => button(visitor, "Verify").click());
  await enterCode(visitor, second);
  await expect(visitor).toHaveURL("/");
});

test("a half-finished sign-in can be cancelled, opens nothing, and ends by itself", async ({ page, portal, elsewhere }) => {
  const person = await portal.person();
  await signIn(page, person);
  const { app } = await enableApp(page, portal);

  const visitor = await elsewhere();
  await signIn(visitor, person);
  for (const path of ["/", "/account", "/security/allowlist", "/history/log"]) {
    await open(visitor, path);
    await expect(visitor, path).toHaveURL(/\/sign-in(\?|$)/);
  }
  await open(visitor, "/sign-in/verify");
  await press(button(visitor, "Cancel and start over"));
  await expect(visitor).toHaveURL("/sign-in");
  await open(visitor, "/sign-in/verify");
  await expect(visitor).toHaveURL("/sign-in");

  await signIn(visitor, person);
  portal.clock.forward({ minutes: 11 });
  await visitor.getByLabel("One-time code").fill(app.code());
  await press(button(visitor, "Verify"));
  await expect(visitor).toHaveURL("/sign-in?done=sign_in_expired");
  await expect(visitor.getByText("That sign-in took too long or was ended. Please start again.")).toBeVisible();
});

test("a sign-in from a new browser and address is told by mail", async ({ page, portal, elsewhere }) => {
  const person = await portal.person();
  await signIn(page, person);
  await signIn(await elsewhere("198.51.100.99"), person);
  const mail = await portal.mail.next({ to: person.email, subject: "Sign-in from a new place" });
  expect(mail.text).toContain("Address: 198.51.100.99");
});

test("whoever is signed in gets no sign-in page, and after signing out nothing", async ({ page, portal }) => {
  const person = await portal.person();
  await signIn(page, person);
  await open(page, "/sign-in");
  await expect(page).toHaveURL("/");
  await page.locator(".account-button").click();
  await press(button(page, "Sign out"));
  await expect(page.getByText("You are signed out.")).toBeVisible();
  await open(page, "/account");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
});

test("an empty form says what is missing", async ({ page }) => {
  await open(page, "/sign-in");
  await page.locator("form").first().evaluate((form: HTMLFormElement) => (form.noValidate = true));
  await refused(page, 422, () => button(page, "Sign in").click());
  await expect(page.getByText("This can’t be empty.")).toBeVisible();
  await expect(page.getByLabel("Email address")).toBeFocused();
});

test("addresses are compared without regard to case", async ({ page, portal }) => {
  const person = await portal.person();
  await signIn(page, { ...person, email: person.email.toUpperCase() });
  await expect(page).toHaveURL("/");
});

test("the wait before another code counts down, and its end is said once", async ({ page, portal, elsewhere }) => {
  const person = await portal.person();
  const settings = await elsewhere();
  await signIn(settings, person);
  await enableEmail(settings, portal, person);
  portal.clock.forward({ minutes: 2 });
  await page.clock.install();
  await signIn(page, person);
  const resend = button(page, "Send a new code");
  await expect(resend).toBeDisabled();
  await expect(page.getByRole("timer")).toHaveText(/You can have a new code sent in 0:\d\d\./);
  await expect(page.getByLabel("One-time code")).toBeFocused();
  const before = await page.getByRole("timer").innerText();
  await page.clock.runFor(2_000);
  await expect(page.getByRole("timer")).not.toHaveText(before);
  await expect(resend).toBeDisabled();
  await page.clock.runFor(30_000);
  await expect(resend).toBeEnabled();
  await expect(page.getByRole("timer")).toHaveCount(0);
  await expect(page.locator(".resend [role=status]")).toHaveText("Nothing yet? Look into the spam folder, or have a new code sent.");
  portal.clock.forward({ minutes: 1 });
  await press(resend);
  await expect(resend).toBeDisabled();
});

test("without JavaScript the wait is told in words, and kept by the server", async ({ portal, elsewhere }) => {
  const person = await portal.person();
  const settings = await elsewhere();
  await signIn(settings, person);
  await enableEmail(settings, portal, person);
  portal.clock.forward({ minutes: 2 });
  const plain = await elsewhere(undefined, { javaScriptEnabled: false });
  await signIn(plain, person);
  await expect(plain.getByText(/In \d+ seconds you can have a new code sent\./)).toBeVisible();
  await refused(plain, 429, () => button(plain, "Send a new code").click());
  await expect(plain.getByText(/Too many attempts\. Please wait/)).toBeVisible();
});
