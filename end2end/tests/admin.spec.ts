// Admin → People: finding people, inviting them, and helping whoever is locked out.
import type { Page } from "@playwright/test";
import type { Person } from "../support/portal";
import { PASSWORD } from "../support/portal";
import { button, enableApp, enrolAtTheDoor, expect, link, open, press, refused, sendPassword, signIn, signInAdministrator, test } from "../support/test";

async function openPerson(page: Page, person: Person): Promise<void> {
  await open(page, `/admin/people?text=${encodeURIComponent(person.email)}`);
  await press(link(page, person.name));
}

/** Opens the question behind `label` and answers it. */
async function act(page: Page, label: string, submit: string): Promise<void> {
  await page.locator("summary").filter({ hasText: label }).click();
  await press(button(page, submit));
}

test("people are found by name, address, state and second factor", async ({ page, portal }) => {
  const person = await portal.person({ name: "Quirin Unusual" });
  const locked = await portal.person({ name: "Quirin Locked" });
  await portal.run(["user", "lock", locked.email]);
  await signInAdministrator(page, portal);
  await press(link(page.getByRole("navigation", { name: "Main menu" }), "Admin"));
  await page.getByLabel("Name or email address").fill("quirin");
  await press(button(page, "Find"));
  await expect(page.getByText("2 people")).toBeVisible();
  await page.getByLabel("State").selectOption({ label: "Locked" });
  await press(button(page, "Find"));
  await expect(page.getByText("1 person")).toBeVisible();
  await expect(page.locator("tbody")).toContainText(locked.email);
  await page.getByLabel("State").selectOption({ label: "All" });
  await page.getByLabel("Second factor").selectOption({ label: "Set up" });
  await press(button(page, "Find"));
  await expect(page.getByText("Nobody matches this search.")).toBeVisible();
  await press(link(page, "Show all"));
  await page.getByLabel("Name or email address").fill(person.email);
  await press(button(page, "Find"));
  await expect(page.locator("tbody tr")).toHaveCount(1);
  // what is typed is not a pattern
  for (const text of ["%", "_", "'", "\\"]) {
    await page.getByLabel("Name or email address").fill(text);
    await press(button(page, "Find"));
    const found = await page.locator("tbody tr").allInnerTexts();
    expect(found.filter((row) => !row.includes(text)), text).toEqual([]);
  }
});

test("somebody invited gets a mail, sets a password by its link, and signs in", async ({ page, portal, elsewhere }) => {
  await signInAdministrator(page, portal);
  await open(page, "/admin/people");
  await press(page.getByRole("link", { name: "Invite a person" }));
  const invited = { email: "invited@people.example", name: "Ines <b>New</b>", password: PASSWORD };
  await page.getByLabel("Email address").fill(invited.email);
  await page.getByLabel("Name").fill(invited.name);
  await page.getByLabel("Language of the email").selectOption({ label: "日本語" });
  await press(button(page, "Send the invitation"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(invited.name);
  const url = await portal.mail.link({ to: invited.email, subject: "Sekisho のアカウントのご案内" });

  const theirs = await elsewhere();
  await open(theirs, url);
  await expect(theirs.locator("main")).toContainText(invited.email);
  await theirs.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await press(button(theirs, "Set password"));
  await sendPassword(theirs, invited);
  await expect(theirs.locator("html")).toHaveAttribute("lang", "ja");
  await expect(theirs).toHaveURL("/");
  const late = await elsewhere();
  await refused(late, 410, () => late.goto(url));

  // the address is taken now
  await open(page, "/admin/people/new");
  await page.getByLabel("Email address").fill(invited.email.toUpperCase());
  await page.getByLabel("Name").fill("Another");
  await refused(page, 422, () => button(page, "Send the invitation").click());
  await expect(page.getByText("This address can’t be used. Choose another one.")).toBeVisible();
  await expect(page.getByLabel("Name")).toHaveValue("Another");
});

test("locking ends every session and shuts out; unlocking lets in again; both are told", async ({ page, portal, elsewhere }) => {
  const person = await portal.person({ name: "Lena Locker" });
  const theirs = await elsewhere();
  await signIn(theirs, person);
  await signInAdministrator(page, portal);
  await openPerson(page, person);
  await act(page, "Lock the account", "Lock Lena Locker");
  await expect(page.getByText("The account is locked, and its sessions were ended.")).toBeVisible();
  await portal.mail.next({ to: person.email, subject: "Your account was locked" });
  await open(theirs, "/");
  await expect(theirs).toHaveURL("/sign-in");
  await theirs.getByLabel("Email address").fill(person.email);
  await theirs.getByLabel("Password").fill(person.password);
  await refused(theirs, 403, () => button(theirs, "Sign in").click());

  await act(page, "Unlock the account", "Unlock Lena Locker");
  await portal.mail.next({ to: person.email, subject: "Your account was unlocked" });
  await signIn(theirs, person);
  await expect(theirs).toHaveURL("/");
  await expect(page.locator("main")).toContainText("Account locked");
  await expect(page.locator("main")).toContainText("By: Grace Keeper");
});

test("second factors are removed for whoever has lost them", async ({ page, portal, elsewhere }) => {
  const person = await portal.person();
  const theirs = await elsewhere();
  await signIn(theirs, person);
  await enableApp(theirs, portal);
  await signInAdministrator(page, portal);
  await openPerson(page, person);
  await act(page, "Remove all second factors", "Remove them");
  await expect(page.getByText("The person’s second factors were removed, and their sessions were ended.")).toBeVisible();
  await portal.mail.next({ to: person.email, subject: "Multi-factor authentication was reset" });
  await signIn(theirs, person);
  await expect(theirs).toHaveURL("/");
});

test("sessions are ended, and one person's history is shown", async ({ page, portal, elsewhere }) => {
  const person = await portal.person();
  const theirs = await elsewhere();
  await signIn(theirs, person);
  await signInAdministrator(page, portal);
  await openPerson(page, person);
  await act(page, "End all sessions", "End the sessions");
  await open(theirs, "/");
  await expect(theirs).toHaveURL("/sign-in");
  await press(page.getByRole("link", { name: "All history of this person" }));
  await expect(page.getByText(`History of ${person.name}`)).toBeVisible();
  await expect(page.locator("tbody")).toContainText("Session ended");
  await press(page.getByRole("link", { name: "Show everybody’s history" }));
  await expect(page).toHaveURL("/admin/history");
  await expect(page.locator("tbody")).toContainText("By: Grace Keeper");
});

test("nobody shuts themselves out: neither by the page nor by hand", async ({ page, portal }) => {
  const { admin } = await signInAdministrator(page, portal);
  await openPerson(page, admin);
  await expect(page.getByText("This is your own account.", { exact: false })).toBeVisible();
  for (const label of ["Lock the account", "Remove all second factors"]) {
    await expect(page.locator("summary").filter({ hasText: label })).toHaveCount(0);
  }
  const id = page.url().split("/").at(-1)!;
  for (const verb of ["lock", "reset-mfa", "clear-rules"]) {
    const answer = await page.request.post(`/api/admin/${verb}`, { form: { id }, headers: { Origin: portal.origin } });
    expect(answer.status(), verb).toBe(409);
  }
  await open(page, "/security/mfa");
  await page.locator("summary", { hasText: "Remove" }).click();
  await refused(page, 403, () => button(page, "Remove the authenticator app").click());
});

test("T37: what administrators do is refused to everybody else", async ({ page, portal }) => {
  const [person, victim] = [await portal.person({ role: "support" }), await portal.person()];
  await enrolAtTheDoor(page, portal, person);
  // of Admin, support sees the requests alone
  await press(page.getByRole("navigation", { name: "Main menu" }).getByRole("link", { name: "Admin" }));
  await expect(page).toHaveURL("/admin/requests");
  await expect(page.getByRole("navigation", { name: "Admin" }).getByRole("link")).toHaveText(["Requests"]);
  const shown = JSON.parse(await portal.run(["user", "show", victim.email, "--json"])) as { id: number };
  for (const verb of ["lock", "unlock", "reset-mfa", "clear-rules", "end-sessions", "invite"]) {
    const form = { id: String(shown.id), email: "x@people.example", name: "X", role: "admin", language: "en" };
    const answer = await page.request.post(`/api/admin/${verb}`, { form, headers: { Origin: portal.origin } });
    expect(answer.status(), verb).toBe(403);
  }
  await refused(page, 403, () => page.goto(`/admin/people/${shown.id}`));
});
