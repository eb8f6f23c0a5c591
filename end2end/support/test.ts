// What every test begins with: a portal for each worker, an address for each browser, and a watch over both.
import { test as base, type Browser, type BrowserContext, type BrowserContextOptions, type Locator, type Page } from "@playwright/test";
import { Authenticator } from "./authenticator";
import { Portal, type Person } from "./portal";
import { awake, expectNoComplaints, watch, withoutScripts } from "./watch";

export { expect } from "@playwright/test";
export { refused } from "./watch";

let clients = 0;

/** An address that nobody else has used (RFC 2544 section C.2.2 sets its range aside for tests). */
export function freshAddress(): string {
  clients += 1;
  return `198.18.${Math.floor(clients / 250)}.${1 + (clients % 250)}`;
}

/** Opens another browser, with its own cookies, at `address`. */
export type Elsewhere = (address?: string, options?: BrowserContextOptions) => Promise<Page>;

interface Fixtures {
  /** The address that `page` comes from, as the trusted proxy in front of the portal says. */
  address: string;
  elsewhere: Elsewhere;
}

interface WorkerFixtures {
  /** Settings of the portal, as environment variables: `test.use({ settings: { SEKISHO_…: "…" } })`. */
  settings: Record<string, string>;
  portal: Portal;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  settings: [{}, { scope: "worker", option: true }],
  portal: [
    async ({ settings }, use) => {
      const portal = await Portal.start(settings);
      await use(portal);
      await portal.end();
    },
    { scope: "worker" },
  ],
  address: async ({}, use) => use(freshAddress()),
  baseURL: async ({ portal }, use) => use(portal.origin),
  extraHTTPHeaders: async ({ address }, use) => use(from(address)),
  context: async ({ context, javaScriptEnabled }, use) => {
    watch(context);
    if (javaScriptEnabled === false) withoutScripts(context);
    await use(context);
    expectNoComplaints(context);
  },
  elsewhere: async ({ browser, portal, javaScriptEnabled }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (address, options) => {
      const context = await openBrowser(browser, portal, { javaScriptEnabled, ...options }, address);
      opened.push(context);
      return context.newPage();
    });
    for (const context of opened) {
      expectNoComplaints(context);
      await context.close();
    }
  },
});

/** What the trusted proxy says about where a request comes from. */
export function from(address: string): Record<string, string> {
  return { "X-Forwarded-For": address };
}

/** A watched browser at `address`. */
export async function openBrowser(
  browser: Browser,
  portal: Portal,
  options: BrowserContextOptions = {},
  address = freshAddress(),
): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: portal.origin, extraHTTPHeaders: from(address), ...options });
  watch(context);
  if (options.javaScriptEnabled === false) withoutScripts(context);
  return context;
}

/** Goes to a page and waits until it is awake. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await awake(page);
}

/** Clicks what leads to another page, and waits until that is awake. */
export async function press(what: Locator): Promise<void> {
  await arrive(what.page(), () => what.click());
}

/** Does what leads to another page, and waits until that is awake. */
export async function arrive(page: Page, action: () => Promise<unknown>): Promise<void> {
  await Promise.all([page.waitForEvent("load"), action()]);
  await awake(page);
}

export function button(page: Page | Locator, name: string | RegExp): Locator {
  return page.getByRole("button", { name, exact: true });
}

export function link(page: Page | Locator, name: string | RegExp): Locator {
  return page.getByRole("link", { name, exact: true });
}

/** A card of a page, by its heading. */
export function card(page: Page, heading: string | RegExp): Locator {
  return page.locator("section.card").filter({ has: page.getByRole("heading", { name: heading }) });
}

/** Fills the sign-in form and sends it. */
export async function sendPassword(page: Page, person: Person): Promise<void> {
  await page.getByLabel("Email address").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await press(button(page, "Sign in"));
}

/** Signs in with the password, and with a code where one is asked for. */
export async function signIn(page: Page, person: Person, app?: Authenticator): Promise<void> {
  await open(page, "/sign-in");
  await sendPassword(page, person);
  if (app) await enterCode(page, app.code());
}

/** Types a code on the code page and sends it. */
export async function enterCode(page: Page, code: string): Promise<void> {
  await page.getByLabel("One-time code").fill(code);
  await press(button(page, "Verify"));
}

/** Switches the authenticator app on, saves the recovery codes, and answers both. */
export async function enableApp(page: Page, portal: Portal): Promise<{ app: Authenticator; codes: string[] }> {
  await open(page, "/security/mfa/totp");
  const app = Authenticator.typed(await page.getByLabel("Secret key").innerText(), portal.clock);
  await press(link(page, "Continue"));
  await page.getByLabel("One-time code").fill(app.code());
  await press(button(page, "Submit"));
  const codes = await page.locator("ol.codes code").allInnerTexts();
  await press(button(page, "I have saved them"));
  return { app, codes };
}

/** Switches e-mailed codes on. */
export async function enableEmail(page: Page, portal: Portal, person: Person): Promise<void> {
  await open(page, "/security/mfa/email");
  await press(button(page, "Send one-time code via Email (or resend)"));
  await page.getByLabel("One-time code").fill(await portal.mail.code(person.email));
  await press(button(page, "Submit"));
}

/** Adds a rule to one's list, agreeing to be left out where that is asked. */
export async function addRule(page: Page, rule: string, note = ""): Promise<void> {
  await open(page, "/security/allowlist");
  await page.getByLabel("IP address or range").fill(rule);
  if (note) await page.getByLabel(/^Note/).fill(note);
  await press(button(page, "Add Authorized IP/Range"));
}

/** An administrator who is signed in at `page`, second factor and all. */
export async function signInAdministrator(page: Page, portal: Portal): Promise<{ admin: Person; app: Authenticator }> {
  const admin = await portal.person({ role: "admin", name: "Grace Keeper" });
  return { admin, app: await enrolAtTheDoor(page, portal, admin) };
}

/** Signs somebody in who has to show a second factor and sets it up on the way: an administrator, a supporter. */
export async function enrolAtTheDoor(page: Page, portal: Portal, person: Person): Promise<Authenticator> {
  await signIn(page, person);
  // whatever a preset calls it
  await press(page.locator("a[href='/sign-in/enrol?method=totp']"));
  const app = Authenticator.typed(await page.locator(".secret-key").innerText(), portal.clock);
  await page.getByLabel("One-time code").fill(app.code());
  await press(button(page, "Activate and sign in"));
  await press(button(page, "I have saved them"));
  return app;
}
