// Requests to support to remove second factors: by somebody without a device, decided by somebody of support.
import type { Page } from "@playwright/test";
import type { Person, Portal } from "../support/portal";
import {
  button, card, enableApp, enrolAtTheDoor, expect, link, open, press, refused, sendPassword, signIn, signInAdministrator,
  test,
} from "../support/test";

test.use({ settings: { SEKISHO_POLICY__SUPPORT_REQUESTS__OFFERED: "true" } });

const ABOUT_TO_BE_REMOVED = "Multi-factor authentication is about to be removed";

/** Somebody whose authenticator app is at the bottom of a lake. */
async function withoutDevice(page: Page, portal: Portal, name: string): Promise<Person> {
  const person = await portal.person({ name });
  await signIn(page, person);
  await enableApp(page, portal);
  await page.context().clearCookies();
  return person;
}

/** Goes from the code page to the form, fills it in and sends it. */
async function ask(page: Page, person: Person, name = person.name): Promise<void> {
  await open(page, "/sign-in");
  await sendPassword(page, person);
  await press(link(page, "Contact support"));
  await expect(page).toHaveURL("/support/mfa-removal");
  await page.getByLabel("Email address").fill(person.email);
  await page.getByLabel("Full name").fill(name);
  await page.getByLabel("Company").fill("Example Works");
  await page.getByLabel("Phone number").fill("+81 3-1234-5678");
  await page.getByLabel(/^Case number/).fill("C-1024");
  await page.getByLabel(/^Summary/).fill("A new telephone.\nThe old one is in the lake.");
  await page.getByLabel("I understand this risk and ask for the removal.").check();
  await press(button(page, "Send the request"));
  await expect(page.getByRole("heading", { name: "Your request was sent" })).toBeVisible();
}

/** Somebody of support, who opens the request of `name` and takes it into review. */
async function take(page: Page, portal: Portal, name: string): Promise<void> {
  await enrolAtTheDoor(page, portal, await portal.person({ name: "Rosa Almeida", role: "support" }));
  await press(link(page.getByRole("navigation", { name: "Main menu" }), "Admin"));
  await press(link(page, name));
  await press(button(page, "Take into review"));
  await expect(page.getByText("You are looking into this request.")).toBeVisible();
}

/** Whoever took the request can't approve it; somebody else of support does. */
async function approve(taken: Page, portal: Portal, page: Page): Promise<void> {
  await expect(taken.getByText("somebody else has to approve it", { exact: false })).toBeVisible();
  await expect(taken.locator('form[action="/api/support/approve"]')).toHaveCount(0);
  await enrolAtTheDoor(page, portal, await portal.person({ name: "Sven Second", role: "support" }));
  await open(page, new URL(taken.url()).pathname);
  await page.locator("summary").filter({ hasText: "Approve" }).click();
  await page.locator('form[action="/api/support/approve"]').getByLabel(/^Note/).fill("Called back.\n<b>It is her.</b>");
  await press(button(page, "Approve the removal"));
  await expect(page.getByText("The request was approved.", { exact: false }).first()).toBeVisible();
}

test("the whole way: no device, a request, a look at the record, an approval, the waiting time, and in again", async ({ page, portal, elsewhere }) => {
  const person = await withoutDevice(page, portal, "Lotta Loss");
  await ask(page, person, "Lotta L. Loss");
  await portal.mail.next({ to: person.email, subject: "Request to remove multi-factor authentication" });

  const rosa = await elsewhere();
  await take(rosa, portal, "Lotta L. Loss");
  await expect(card(rosa, "What was asked")).toContainText("+81 3-1234-5678");
  await expect(card(rosa, "The account’s record")).toContainText("Authenticator app");
  await expect(card(rosa, "Recent sign-ins")).toContainText("Signed in");
  await expect(rosa.getByText("The account is called otherwise.")).toBeVisible();
  await approve(rosa, portal, await elsewhere());
  await rosa.reload();
  await expect(card(rosa, "What was done")).toContainText("By Rosa Almeida");
  await expect(card(rosa, "What was done")).toContainText("By Sven Second");
  await expect(card(rosa, "What was done")).toContainText("<b>It is her.</b>");
  const told = await portal.mail.next({ to: person.email, subject: ABOUT_TO_BE_REMOVED });
  expect(told.text).toMatch(/\/support\/stop\?token=/);

  portal.clock.forward({ hours: 23 });
  await open(page, "/sign-in");
  await sendPassword(page, person);
  await expect(page).toHaveURL("/sign-in/verify");
  portal.clock.forward({ hours: 1, minutes: 1 });
  await signIn(page, person);
  await expect(page).toHaveURL("/");
  await portal.mail.next({ to: person.email, subject: "Multi-factor authentication was removed" });
  await open(page, "/history/log?group=support");
  await expect(page.locator("tbody")).toContainText("Second factors removed by support");
  await expect(page.locator("tbody")).toContainText("By: Rosa Almeida");
  await expect(page.locator("tbody")).toContainText("By: Sven Second");
});

test("the mailed link shows a page, and its button stops the removal once", async ({ page, portal, elsewhere }) => {
  const person = await withoutDevice(page, portal, "Stina Stop");
  await ask(page, person);
  const rosa = await elsewhere();
  await take(rosa, portal, "Stina Stop");
  await approve(rosa, portal, await elsewhere());
  await rosa.reload();
  const url = await portal.mail.link({ to: person.email, subject: ABOUT_TO_BE_REMOVED });
  const anywhere = await elsewhere();
  await open(anywhere, url);
  await expect(anywhere).toHaveURL("/support/stop");
  await press(button(anywhere, "Stop it"));
  await expect(anywhere.getByRole("heading", { name: "The removal was stopped" })).toBeVisible();
  await portal.mail.next({ to: person.email, subject: "The removal of multi-factor authentication was stopped" });
  await open(anywhere, url);
  await expect(anywhere.getByRole("heading", { name: "The removal was stopped" })).toBeVisible();
  await rosa.reload();
  await expect(card(rosa, "What was done")).toContainText("By the person");
  const nobody = await elsewhere();
  await refused(nobody, 410, () => nobody.goto("/support/stop"));
});

test("whoever is signed in sees a request about their account, and stops it", async ({ page, portal, elsewhere }) => {
  const person = await portal.person({ name: "Berta Banner" });
  await signIn(page, person);
  const { app } = await enableApp(page, portal);
  const thief = await elsewhere();
  await open(thief, "/support/mfa-removal");
  for (const [label, value] of [["Email address", person.email], ["Full name", "Berta Banner"], ["Company", "X"], ["Phone number", "1"]] as const) {
    await thief.getByLabel(label).fill(value);
  }
  await thief.getByLabel("I understand this risk and ask for the removal.").check();
  await press(button(thief, "Send the request"));
  await open(page, "/");
  await expect(page.getByText("Support was asked to remove your second factors")).toBeVisible();
  await press(button(page, "Stop it"));
  await expect(page.getByText("The removal was stopped. Your second factors stay as they are.")).toBeVisible();
  await expect(button(page, "Stop it")).toHaveCount(0);
  portal.clock.forward({ minutes: 1 });
  await page.context().clearCookies();
  await signIn(page, person, app);
  await expect(page).toHaveURL("/");
});

test("nobody decides about themselves, and support not about administrators", async ({ page, portal, elsewhere }) => {
  const { admin } = await signInAdministrator(page, portal);
  const stranger = await elsewhere();
  const form = { email: admin.email, name: admin.name, company: "X", phone: "1", acknowledged: "yes" };
  const headers = { Origin: portal.origin };
  const sent = await stranger.request.post("/api/support/request-mfa-removal", { form, headers });
  expect(sent.ok()).toBe(true);
  await open(page, "/admin/requests");
  await press(link(page, admin.name));
  await expect(page.getByText("This is about your own account. Somebody else has to decide.")).toBeVisible();
  const rosa = await elsewhere();
  await enrolAtTheDoor(rosa, portal, await portal.person({ role: "support" }));
  await open(rosa, new URL(page.url()).pathname);
  await expect(rosa.getByText("Only another administrator may decide.", { exact: false })).toBeVisible();
  const id = page.url().split("/").at(-1)!;
  for (const verb of ["take", "approve", "refuse"]) {
    const path = `/api/support/${verb}`;
    expect((await page.request.post(path, { form: { id }, headers })).status(), verb).toBe(409);
    expect((await rosa.request.post(path, { form: { id }, headers })).status(), verb).toBe(403);
  }
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("what is wrong is told where it is, and everything typed is still there", async ({ page }) => {
    await open(page, "/support/mfa-removal");
    await page.getByLabel("Full name").fill("Ada </textarea><b>Example");
    await page.getByLabel(/^Summary/).fill("one\n</textarea><script>two</script>");
    await page.locator("form[action^='/api/support']").evaluate((form: HTMLFormElement) => (form.noValidate = true));
    await refused(page, 422, () => button(page, "Send the request").click());
    await expect(page.getByText("This can’t be empty.")).toBeVisible();
    await expect(page.getByLabel("Full name")).toHaveValue("Ada </textarea><b>Example");
    await expect(page.getByLabel(/^Summary/)).toHaveValue("one\n</textarea><script>two</script>");
    await expect(page.locator("main b, main script")).toHaveCount(0);
  });
});
