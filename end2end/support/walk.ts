// A walk through every page, each in the hands of somebody who may see it and with something on it.
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "@playwright/test";
import { Authenticator } from "./authenticator";
import type { Person, Portal } from "./portal";
import { awake, expectNoComplaints, refused } from "./watch";
import { freshAddress, openBrowser } from "./test";

/** A page of the walk. */
export interface Stop {
  /** A name for it, fit for a file's. */
  name: string;
  /** Who sees it. */
  who: "anybody" | "named" | "verifier" | "waiter" | "enroller" | "invited" | "forgetful" | "member" | "newcomer" | "mover" | "admin" | "supporter" | "lost";
  path: string;
  /** The status that it has; 200 if it isn't named. */
  status?: number;
}

/** What the portal has to be set to for all of them. */
export const SETTINGS = {
  SEKISHO_POLICY__MFA__METHODS: "totp,paired,email",
  SEKISHO_POLICY__SUPPORT_REQUESTS__OFFERED: "true",
  SEKISHO_POLICY__SUPPORT_REQUESTS__TWO_PEOPLE: "false",
  SEKISHO_POLICY__REMEMBER_ME__OFFERED: "true",
  SEKISHO_POLICY__SIGN_IN__ONE_STEP_UNTIL: "2999-12-31",
};

/** Every page. */
export const STOPS: Stop[] = [
  { name: "sign-in", who: "anybody", path: "/sign-in" },
  { name: "sign-in-one-step", who: "anybody", path: "/sign-in?way=one-step" },
  { name: "sign-in-password", who: "named", path: "/sign-in/password" },
  { name: "authenticator", who: "anybody", path: "/authenticator" },
  { name: "forgot-password", who: "anybody", path: "/forgot-password" },
  { name: "forgot-password-sent", who: "anybody", path: "/forgot-password?done=reset_requested" },
  { name: "link-spent", who: "anybody", path: "/reset-password", status: 410 },
  { name: "application-not-opened", who: "anybody", path: "/enter/stopped", status: 403 },
  { name: "not-found", who: "anybody", path: "/nowhere", status: 404 },
  { name: "sign-in-verify-totp", who: "verifier", path: "/sign-in/verify?factor=totp" },
  { name: "sign-in-verify-email", who: "verifier", path: "/sign-in/verify?factor=email" },
  { name: "sign-in-verify-email-sent", who: "waiter", path: "/sign-in/verify?factor=email" },
  { name: "sign-in-verify-recovery", who: "verifier", path: "/sign-in/verify?factor=recovery" },
  { name: "sign-in-enrol", who: "enroller", path: "/sign-in/enrol" },
  { name: "sign-in-enrol-totp", who: "enroller", path: "/sign-in/enrol?method=totp" },
  { name: "sign-in-enrol-email", who: "enroller", path: "/sign-in/enrol?method=email" },
  { name: "sign-in-enrol-paired", who: "enroller", path: "/sign-in/enrol?method=paired" },
  { name: "setup", who: "invited", path: "/setup" },
  { name: "reset-password", who: "forgetful", path: "/reset-password" },
  { name: "dashboard", who: "member", path: "/" },
  { name: "account", who: "member", path: "/account" },
  { name: "profile", who: "member", path: "/profile" },
  { name: "history-log", who: "member", path: "/history/log" },
  { name: "history-mail", who: "member", path: "/history/mail" },
  { name: "reauthenticate", who: "member", path: "/reauthenticate?next=%2Faccount" },
  { name: "sign-in-step-up", who: "member", path: "/sign-in/step-up?next=%2Faccount" },
  { name: "security-mfa", who: "member", path: "/security/mfa" },
  { name: "security-mfa-choose", who: "admin", path: "/security/mfa/choose" },
  { name: "security-mfa-recovery", who: "member", path: "/security/mfa/recovery" },
  { name: "security-mfa-totp", who: "admin", path: "/security/mfa/totp" },
  { name: "security-mfa-paired", who: "admin", path: "/security/mfa/paired" },
  { name: "security-mfa-paired-application", who: "admin", path: "/security/mfa/paired?step=application" },
  { name: "security-mfa-email", who: "admin", path: "/security/mfa/email" },
  { name: "security-allowlist", who: "member", path: "/security/allowlist" },
  { name: "security-allowlist-lockout", who: "newcomer", path: "/security/allowlist?rule=192.0.2.0%2F24" },
  { name: "security-allowlist-edit", who: "member", path: "/security/allowlist/edit" },
  { name: "security-sessions", who: "member", path: "/security/sessions" },
  { name: "two-step-dashboard", who: "newcomer", path: "/" },
  { name: "two-step-password", who: "newcomer", path: "/security/two-step" },
  { name: "two-step-next", who: "mover", path: "/security/two-step" },
  { name: "two-step-totp", who: "mover", path: "/security/two-step?step=set-up" },
  { name: "two-step-done", who: "member", path: "/security/two-step" },
  { name: "not-allowed", who: "member", path: "/admin/people", status: 403 },
  { name: "admin-people", who: "admin", path: "/admin/people" },
  { name: "admin-people-new", who: "admin", path: "/admin/people/new" },
  { name: "admin-person", who: "admin", path: "/admin/people/{member}" },
  { name: "admin-networks", who: "admin", path: "/admin/networks" },
  { name: "admin-networks-new", who: "admin", path: "/admin/networks/new" },
  { name: "admin-portal-rules", who: "admin", path: "/admin/portal-rules" },
  { name: "admin-policy", who: "admin", path: "/admin/policy" },
  { name: "admin-decisions", who: "admin", path: "/admin/decisions" },
  { name: "admin-decision", who: "admin", path: "/admin/decisions?person={email}&address=198.51.100.7" },
  { name: "admin-decision-draft", who: "admin", path: "/admin/decisions?person={email}&address=203.0.113.10&rules=192.0.2.0%2F24" },
  { name: "admin-history", who: "admin", path: "/admin/history" },
  { name: "support-form", who: "anybody", path: "/support/mfa-removal" },
  { name: "support-sent", who: "anybody", path: "/support/mfa-removal?done=support_requested" },
  { name: "support-dashboard", who: "lost", path: "/" },
  { name: "support-stop", who: "lost", path: "/support/stop" },
  { name: "support-stop-spent", who: "anybody", path: "/support/stop", status: 410 },
  { name: "admin-requests", who: "supporter", path: "/admin/requests" },
  { name: "admin-requests-done", who: "admin", path: "/admin/requests?state=done" },
  { name: "admin-request", who: "supporter", path: "/admin/requests/{request}" },
  { name: "admin-request-in-review", who: "admin", path: "/admin/requests/{unknown}" },
];

/** People in every situation that a page needs, each in a browser of their own. */
export class Walk {
  readonly #pages: Record<Stop["who"], Page>;
  /** What stands between braces in a path. */
  readonly #numbers: Record<string, string>;

  private constructor(pages: Record<Stop["who"], Page>, numbers: Record<string, string>) {
    this.#pages = pages;
    this.#numbers = numbers;
  }

  /** Brings the people into their situations, in browsers with `options`. */
  static async prepare(browser: Browser, portal: Portal, options: BrowserContextOptions = {}): Promise<Walk> {
    const page = async (address?: string) => (await openBrowser(browser, portal, options, address)).newPage();
    const home = freshAddress();
    const pages = {
      anybody: await page(),
      named: await page(),
      verifier: await page(home),
      waiter: await page(),
      enroller: await page(),
      invited: await page(),
      forgetful: await page(),
      member: await page(home),
      newcomer: await page(),
      mover: await page(),
      admin: await page(),
      supporter: await page(),
      lost: await page(),
    };
    const member = await portal.person({ name: "Ada Example" });
    const app = await protect(pages.member, portal, member, home);
    portal.clock.forward({ minutes: 2 });
    await nameOneself(pages.named, portal, member);
    await password(pages.verifier, member);
    const grace = await portal.person({ name: "Grace Keeper", role: "admin" });
    await enrol(pages.admin, portal, grace);
    await password(pages.enroller, await portal.person({ name: "Emil Novak", role: "admin" }));
    await invite(pages, portal);
    await forget(pages.forgetful, portal);
    const requests = await askSupport(pages, portal);
    // a second session, and everybody's proof fresh again
    const phone = await openBrowser(browser, portal, { ...options, userAgent: PHONE });
    const other = await phone.newPage();
    await password(other, member, "stays");
    await submit(other, "/api/sign-in/verify", app.code());
    await phone.close();
    // late, so that the wait for another code is on while the pages are walked
    portal.clock.forward({ minutes: 1 });
    await password(pages.waiter, grace);
    await password(pages.newcomer, await portal.person({ name: "Mina Olsen" }));
    await beginToMove(pages.mover, await portal.person({ name: "Taro Kuroda" }));
    await pages.member.goto("/reauthenticate?next=%2F");
    await pages.member.locator("input[name=password]").fill(member.password);
    await submit(pages.member, "/api/session/reauthenticate", app.code());
    const shown = JSON.parse(await portal.run(["user", "show", member.email, "--json"])) as { id: number };
    return new Walk(pages, { member: String(shown.id), email: encodeURIComponent(member.email), ...requests });
  }

  /** Goes to a page, and answers it when it is awake. */
  async to(stop: Stop): Promise<Page> {
    const page = this.#pages[stop.who];
    const path = stop.path.replace(/\{(\w+)\}/, (_, name: string) => this.#numbers[name]!);
    if (stop.status) await refused(page, stop.status, () => page.goto(path));
    else await page.goto(path);
    await awake(page);
    return page;
  }

  /** All browsers. */
  contexts(): BrowserContext[] {
    return Object.values(this.#pages).map((page) => page.context());
  }

  /** Closes the browsers; fails if one of them complained. */
  async end(): Promise<void> {
    for (const context of this.contexts()) {
      expectNoComplaints(context);
      await context.close();
    }
  }
}

/** The subject of a code, in either language. */
const CODE = /^(Confirmation Code|確認コード)$/;

const PHONE =
  "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Mobile Safari/537.36";

/** Sends the form that posts to `action`. By its address, so that it goes in every language. */
async function submit(page: Page, action: string, code?: string): Promise<void> {
  const form = page.locator(`form[action="${action}"]`);
  if (code) await form.locator("input[name=code]").fill(code);
  await Promise.all([page.waitForEvent("load"), form.locator("button[type=submit]:not([formaction])").click()]);
  await awake(page);
}

async function password(page: Page, person: Person, stays?: "stays"): Promise<void> {
  await page.goto("/sign-in");
  await page.locator("input[name=identifier]").fill(person.email);
  await page.locator("input[name=password]").fill(person.password);
  if (stays) await page.locator("input[name=remember]").check();
  await submit(page, "/api/sign-in/begin");
}

/** The first page of signing in, where the password has one of its own: this portal asks for both together. */
async function nameOneself(page: Page, portal: Portal, person: Person): Promise<void> {
  const headers = { Origin: portal.origin };
  await page.request.post("/api/sign-in/identify", { form: { identifier: person.email }, headers });
}

/** Somebody with everything: both methods, recovery codes, rules, mails and a history. */
async function protect(page: Page, portal: Portal, person: Person, address: string): Promise<Authenticator> {
  await password(page, person);
  await page.goto("/security/mfa/totp");
  const app = Authenticator.typed(await page.locator(".secret-key").innerText(), portal.clock);
  await page.goto("/security/mfa/totp?step=code");
  await submit(page, "/api/totp/confirm", app.code());
  await submit(page, "/api/recovery/saved");
  await page.goto("/security/mfa/email");
  await submit(page, "/api/email-otp/send");
  await submit(page, "/api/email-otp/confirm", await portal.mail.code(person.email, CODE));
  const rules = [`${address}/24`, "2001:db8:12::/48", "203.0.113.10"];
  for (const [nth, rule] of rules.entries()) {
    await page.goto("/security/allowlist");
    await page.locator("input[name=rule]").fill(rule);
    await page.locator("form[action='/api/allowlist/add'] input[name=note]").fill(["Head office", "VPN", "Printer <3rd floor> & lobby"][nth]!);
    await submit(page, "/api/allowlist/add");
  }
  return app;
}

async function enrol(page: Page, portal: Portal, person: Person): Promise<void> {
  await password(page, person);
  await page.goto("/sign-in/enrol?method=email");
  await submit(page, "/api/email-otp/send-at-sign-in");
  await submit(page, "/api/email-otp/confirm-at-sign-in", await portal.mail.code(person.email, CODE));
}

/** Somebody between the new password and the second factor. */
async function beginToMove(page: Page, person: Person): Promise<void> {
  await password(page, person);
  await page.goto("/security/two-step");
  await awake(page);
  await page.locator("input[name=new_password]").fill("seven-Walnut-91-harbour-otter");
  await submit(page, "/api/two-step/password");
}

let invited = 0;

async function invite(pages: { admin: Page; invited: Page }, portal: Portal): Promise<void> {
  invited += 1;
  const email = `ines.new-${invited}@people.example`;
  const { admin } = pages;
  await admin.goto("/admin/people/new");
  await admin.locator("input[name=email]").fill(email);
  await admin.locator("input[name=name]").fill("Ines New");
  await submit(admin, "/api/admin/invite");
  await pages.invited.goto(await portal.mail.link({ to: email }));
}

async function forget(page: Page, portal: Portal): Promise<void> {
  const person = await portal.person({ name: "Fumiko Sato" });
  await page.goto("/forgot-password");
  await page.locator("input[name=email]").fill(person.email);
  await submit(page, "/api/password/forgot");
  await page.goto(await portal.mail.link({ to: person.email }));
}

let unknown = 0;

/** A request that was approved, whose link is open, and one of somebody unknown that is looked into. */
async function askSupport(
  pages: { anybody: Page; lost: Page; supporter: Page },
  portal: Portal,
): Promise<{ request: string; unknown: string }> {
  const { anybody, lost, supporter } = pages;
  const person = await portal.person({ name: "Nora Lindqvist" });
  await password(lost, person);
  await enrol(supporter, portal, await portal.person({ name: "Rosa Almeida", role: "support" }));
  const numbers: string[] = [];
  unknown += 1;
  const nobody = `nobody-${unknown}@people.example`;
  for (const [email, name] of [[person.email, "Nora Lindqvist-Sato"], [nobody, "N. O. Body"]] as const) {
    await anybody.goto("/support/mfa-removal");
    const fields = { email, name, company: "Lindqvist & Söhne <Holding>", phone: "+46 8 123 456", case_number: "C-1024" };
    for (const [field, value] of Object.entries(fields)) await anybody.locator(`input[name=${field}]`).fill(value);
    await anybody.locator("textarea").fill("A new telephone.\nThe old one lies at the bottom of the lake.");
    await anybody.locator("input[name=acknowledged]").check();
    await submit(anybody, "/api/support/request-mfa-removal");
    await supporter.goto("/admin/requests");
    await Promise.all([supporter.waitForEvent("load"), supporter.locator("tbody tr").last().locator("a").click()]);
    numbers.push(supporter.url().split("/").at(-1)!);
    await submit(supporter, "/api/support/take");
  }
  const [request, another] = numbers as [string, string];
  await supporter.goto(`/admin/requests/${request}`);
  await supporter.locator('details:has(form[action="/api/support/approve"]) > summary').click();
  await supporter.locator('form[action="/api/support/approve"] textarea').fill("Called back on the contract’s number.");
  await submit(supporter, "/api/support/approve");
  await lost.goto(await portal.mail.link({ to: person.email, subject: "Multi-factor authentication is about to be removed" }));
  return { request, unknown: another };
}
