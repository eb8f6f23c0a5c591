// Signing in with second factors, in Firefox: the authenticator app, e-mailed codes, and the rule editor, where
// the engine runs as WebAssembly.
import type { Browser } from "puppeteer-core";
import { Authenticator } from "../support/authenticator";
import { button, link, startFirefox, Visitor } from "../support/firefox";
import type { Person } from "../support/portal";
import { scan } from "../support/qr";
import { expect, test as base } from "../support/test";

const test = base.extend<{ visitor: Visitor }, { firefox: Browser }>({
  firefox: [
    async ({}, use) => {
      const browser = await startFirefox();
      await use(browser);
      await browser.close();
    },
    { scope: "worker" },
  ],
  visitor: async ({ firefox, portal }, use, info) => {
    const visitor = await Visitor.arrive(firefox, portal);
    await use(visitor);
    if (info.status !== info.expectedStatus) await visitor.picture(info.outputPath("firefox.png"));
    await visitor.leave();
    expect(visitor.complaints, "what Firefox complained about").toEqual([]);
  },
});

const APP_CARD = 'section.card:has(a[href="/security/mfa/totp"], form[action="/api/totp/remove"])';
const EMAIL_CARD = 'section.card:has(a[href="/security/mfa/email"], form[action="/api/email-otp/remove"])';

test("the authenticator app: scanned, confirmed, recovery codes, and a code at the next sign-in", async ({ firefox, portal, visitor }) => {
  expect(await firefox.version()).toMatch(/firefox/i);
  const person = await portal.person();
  await signIn(visitor, person);
  await visitor.press(link("Security", 'nav[aria-label="Main menu"]'));
  await visitor.sees('[aria-current="page"]', "Multi-Factor Authentication");

  await visitor.sees(APP_CARD, "Off");
  await visitor.press(link("Enable: Authenticator app (Google Authenticator and others)"));
  const key = (await visitor.texts(".secret-key"))[0]!;
  const app = Authenticator.typed(key, portal.clock);
  const scanned = Authenticator.scanned(await scan(visitor.page), portal.clock);
  expect(scanned.codeAt(1)).toBe(app.codeAt(1));
  expect(scanned.label).toBe(person.email);

  await visitor.press(link("Continue"));
  await visitor.type("One-time code", app.code());
  await visitor.press(button("Submit"));
  await visitor.sees("h1", "Save your recovery codes");
  const codes = await visitor.texts("ol.codes code");
  expect(new Set(codes).size).toBe(10);
  await visitor.press(button("I have saved them"));
  await visitor.sees(APP_CARD, "Active");

  await signOut(visitor);
  await signIn(visitor, person);
  expect(visitor.path).toMatch(/^\/sign-in\/verify/);
  await visitor.type("One-time code", app.code());
  await visitor.press(button("Verify"));
  expect(visitor.path).toBe("/");

  await signOut(visitor);
  await signIn(visitor, person);
  await visitor.press(link("Use a recovery code"));
  await visitor.type("Recovery code", codes[0]!);
  await visitor.press(button("Verify"));
  expect(visitor.path).toBe("/");
});

test("e-mailed codes: switched on, counted down, and used to sign in", async ({ portal, visitor }) => {
  const person = await portal.person();
  await signIn(visitor, person);
  await visitor.open("/security/mfa");
  await visitor.press(link("Enable: Email MFA"));
  await visitor.press(button("Send one-time code via Email (or resend)"));
  await visitor.sees('[role="timer"]', "You can have a new code sent in 0:");
  await visitor.changes('[role="timer"]');
  await visitor.type("One-time code", await portal.mail.code(person.email));
  await visitor.press(button("Submit"));
  await visitor.sees(EMAIL_CARD, "Active");

  portal.clock.forward({ minutes: 2 });
  await signOut(visitor);
  await signIn(visitor, person);
  await visitor.sees("main", "We sent a code to");
  await visitor.type("One-time code", await portal.mail.code(person.email));
  await visitor.press(button("Verify"));
  expect(visitor.path).toBe("/");
});

test("the rule editor gives its verdict at each keystroke, and the rule is saved", async ({ portal, visitor }) => {
  await signIn(visitor, await portal.person());
  await visitor.open("/security/allowlist");
  await visitor.sees(".verdict", "As you type, this place says what the rule covers");
  const fetched = await visitor.page.evaluate(() => performance.getEntriesByType("resource").map((entry) => entry.name));
  expect(fetched.filter((address) => address.endsWith(".wasm"))).toHaveLength(1);
  const asked: string[] = [];
  visitor.page.on("request", (request) => asked.push(request.url()));
  const keys: [string, string[]][] = [
    ["1", ["Not a rule yet", "An IPv4 address has four numbers; some are missing."]],
    ["92.0.2.0", ["Valid rule", "Covers 1 address"]],
    ["/", ["Not a rule yet", "Something is missing after the slash"]],
    ["2", ["Valid rule", "Covers 1,073,741,824 addresses", "192.0.0.0/2"]],
    ["4", ["Valid rule", "Covers 256 addresses", "192.0.2.0 – 192.0.2.255", lockedOut(visitor)]],
    ["5", ["Not a rule yet", "The length is too large"]],
  ];
  for (const [typed, told] of keys) {
    await visitor.type("IP address or range", typed);
    for (const words of told) await visitor.sees(".verdict", words);
  }
  expect(asked, "what the server was asked meanwhile").toEqual([]);

  await visitor.clear("IP address or range");
  await visitor.type("IP address or range", `${visitor.address}/32`);
  await visitor.sees(".verdict", `You can still sign in from ${visitor.address}, where you are now.`);
  await visitor.press(button("Add Authorized IP/Range"));
  await visitor.sees("#rules", visitor.address);

  await visitor.type("IP address or range", "2001:db8::/32");
  await visitor.sees(".verdict", "Valid rule");
  await visitor.press(button("Add Authorized IP/Range"));
  await visitor.sees("#rules", "2001:db8::/32");
});

function lockedOut(visitor: Visitor): string {
  return `You would no longer be able to sign in from ${visitor.address}, where you are now.`;
}

async function signIn(visitor: Visitor, person: Person): Promise<void> {
  await visitor.open("/sign-in");
  await visitor.type("Email address", person.email);
  await visitor.type("Password", person.password);
  await visitor.press(button("Sign in"));
}

async function signOut(visitor: Visitor): Promise<void> {
  await visitor.click(".account-button");
  await visitor.press(button("Sign out", "#account-panel"));
  expect(visitor.path).toMatch(/^\/sign-in/);
}
