// Setting up an authenticator app with other people's software, whatever the portal and the account are called
// (T11): ZBar reads the QR code from a screenshot, three authenticators read its URI and agree about the codes.
import type { BrowserContextOptions, Page } from "@playwright/test";
import { Authenticator } from "../support/authenticator";
import { Portal } from "../support/portal";
import { scan } from "../support/qr";
import { readers } from "../support/readers";
import { button, expect, link, open, openBrowser, press, sendPassword, signIn, test as base } from "../support/test";
import { expectNoComplaints } from "../support/watch";

/** Opens a portal of that name, and a page there. */
type Enter = (name: string, options?: BrowserContextOptions) => Promise<{ portal: Portal; page: Page }>;

const test = base.extend<{ enter: Enter }>({
  enter: async ({ browser }, use) => {
    const closing: (() => Promise<void>)[] = [];
    await use(async (name, options) => {
      const portal = await Portal.start({ SEKISHO_PORTAL__NAME: name });
      closing.push(() => portal.end());
      const context = await openBrowser(browser, portal, options);
      closing.push(async () => expectNoComplaints(context));
      return { portal, page: await context.newPage() };
    });
    for (const close of closing) await close();
  },
});

const ADDRESSES = [
  "ada+mfa@people.example",
  "r&d?secret=AAAA&issuer=x#1@people.example",
  "100%41+%2B%@people.example",
  "o'brien{|}~`^!$*_-=/@people.example",
];

const NAMES = [
  "Client Portal",
  "R&D 100% + more",
  "a+b%20c%3Ad/e?f=g#h&issuer=i;j",
  "Ünïted “Portals” <b>'n'</b> \\ 🗝️",
  "関所ポータル：東京 本社",
  "الموقع (بوابة)",
];

/** The last and the first second of steps, those of RFC 6238 appendix B, and around the year 2038. */
const TIMES = [29, 30, 59, 1_111_111_109, 1_111_111_111, 1_234_567_890, 2_000_000_000, 2_147_483_647, 2_147_483_648, 20_000_000_000];

/** Expects that every reader makes of `uri` what went in, and shows the codes of `key`. */
function expectAgreement(uri: string, key: string, issuer: string, account: string, { clock }: Portal): void {
  // in ASCII, nothing is left to a scanner's guess at the character set
  expect(uri).toMatch(/^otpauth:\/\/totp\/[!-~]+$/);
  const times = [...TIMES, Math.floor(clock.now())];
  const app = Authenticator.typed(key, clock);
  const codes = times.map((time) => app.codeAt(Math.floor(time / 30)));
  const settings = { algorithm: "SHA1", digits: 6, period: 30 };
  // many apps pass over these parameters, so they may say only what goes without saying
  const bare = uri.replaceAll(/&(algorithm|digits|period)=[^&]*/g, "");
  expect(bare.length).toBeLessThan(uri.length);
  for (const [name, read] of Object.entries(readers)) {
    for (const text of [uri, bare]) {
      expect(read(text, times), `${name}: ${text}`).toEqual({ issuer, account, ...settings, codes });
    }
  }
}

/** The QR code of a page by way of a picture of the page, and the key beside it. */
async function enrolment(page: Page): Promise<{ uri: string; key: string }> {
  await page.getByRole("img", { name: /^QR code/ }).scrollIntoViewIfNeeded();
  return { uri: await scan(page), key: await page.locator(".secret-key").innerText() };
}

/** Signs in and sets an app up, with a code that `reader` shows. */
async function setUp(page: Page, portal: Portal, name: string, email: string, reader: string): Promise<void> {
  const person = await portal.person({ email });
  await signIn(page, person);
  await open(page, "/security/mfa/totp");
  const { uri, key } = await enrolment(page);
  expectAgreement(uri, key, name, email, portal);
  await press(link(page, "Continue"));
  const { codes } = readers[reader]!(uri, [Math.floor(portal.clock.now())]);
  await page.getByLabel("One-time code").fill(codes[0]!);
  await press(button(page, "Submit"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Save your recovery codes");
}

const READERS = Object.keys(readers);

for (const [nth, name] of NAMES.entries()) {
  const reader = READERS[nth % READERS.length]!;
  test(`a portal called ${name}: all authenticators read the name, and ${reader}'s code is right`, async ({ enter }) => {
    const { portal, page } = await enter(name);
    await setUp(page, portal, name, `ada+${nth}&co@people.example`, reader);
  });
}

for (const [nth, email] of ADDRESSES.entries()) {
  const reader = READERS[nth % READERS.length]!;
  test(`an account called ${email}: all authenticators read the address, and ${reader}'s code is right`, async ({ page, portal }) => {
    await setUp(page, portal, "Sekisho", email, reader);
  });
}

test("a portal's name with colons: no authenticator takes a part of it for the account", async ({ enter }) => {
  const name = "Sekisho: Tokyo::1";
  const { portal, page } = await enter(name);
  await setUp(page, portal, name, "ada+mfa@people.example", "oathtool");
});

test("the longest names: the picture is still read", async ({ enter }) => {
  const name = "関".repeat(60);
  const { portal, page } = await enter(name);
  await setUp(page, portal, name, `${"a+".repeat(32)}@${"people.".repeat(8)}example`, "pyotp");
});

test("the picture is read from a coarse screen, too, though the name is long and not in ASCII", async ({ enter }) => {
  const name = "関所ポータル：東京 本社";
  const { portal, page } = await enter(name);
  await setUp(page, portal, name, "ada+mfa@people.example", "oathtool");
});

test("the picture is read in the dark, on a narrow screen, and where one has to set an app up to sign in", async ({ elsewhere, portal }) => {
  const page = await elsewhere(undefined, { colorScheme: "dark", viewport: { width: 320, height: 640 } });
  const keeper = await portal.person({ role: "admin", name: "Grace Keeper" });
  await open(page, "/sign-in");
  await sendPassword(page, keeper);
  await press(link(page, /^Authenticator app/));
  const { uri, key } = await enrolment(page);
  expectAgreement(uri, key, "Sekisho", keeper.email, portal);
});
