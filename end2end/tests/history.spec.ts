// History: the log with its filters, paging and file, and the mails.
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { addRule, arrive, button, enableEmail, expect, link, open, press, refused, signIn, test } from "../support/test";

const rows = (page: Page) => page.locator("main table tbody tr");

test("the log is narrowed by kind, outcome and text, and widened again", async ({ page, portal, address, elsewhere }) => {
  const person = await portal.person();
  const guess = await elsewhere("198.51.100.200");
  await open(guess, "/sign-in");
  await guess.getByLabel("Email address").fill(person.email);
  await guess.getByLabel("Password").fill("not-the-Password-5");
  await refused(guess, 403, () => button(guess, "Sign in").click());
  await signIn(page, person);
  await addRule(page, address);

  await open(page, "/history/log");
  const all = await rows(page).count();
  expect(all).toBeGreaterThanOrEqual(3);
  await expect(rows(page).first()).toContainText("Authorized address added");
  await expect(rows(page).first()).toContainText(address);
  // whose it is goes without saying in one's own
  await expect(page.locator("main thead")).not.toContainText("Whose");
  await expect(rows(page).filter({ hasText: "Sign-in refused" })).toContainText("The password was wrong");
  await expect(rows(page).filter({ hasText: "Sign-in refused" })).toContainText("198.51.100.200");

  await page.getByLabel("About").selectOption({ label: "Authorized addresses" });
  await press(button(page, "Filter"));
  await expect(rows(page)).toHaveCount(1);
  await expect(page.getByLabel("About")).toHaveValue("allowlist");
  await press(link(page, "Clear the filter"));
  await page.getByLabel("Outcome").selectOption({ label: "Refused" });
  await press(button(page, "Filter"));
  await expect(rows(page)).toHaveCount(1);
  await press(link(page, "Clear the filter"));
  await page.getByLabel("Address, browser or detail").fill("198.51.100.200");
  await press(button(page, "Filter"));
  await expect(rows(page)).toHaveCount(1);
  await page.getByLabel("Address, browser or detail").fill("nothing of that kind");
  await press(button(page, "Filter"));
  await expect(page.getByText("Nothing matches this filter.")).toBeVisible();
  await press(link(page, "Clear the filter"));
  await expect(rows(page)).toHaveCount(all);
});

test("a long log is paged both ways, every entry once", async ({ page, portal }) => {
  const person = await portal.person();
  await signIn(page, person);
  for (let nth = 0; nth < 40; nth += 1) {
    const rule = `203.0.113.${nth}`;
    await portal.run(["allowlist", "add", rule, "--user", person.email]);
    await portal.run(["allowlist", "remove", rule, "--user", person.email]);
  }
  await open(page, "/history/log?group=allowlist");
  const seen: string[] = [];
  for (;;) {
    seen.push(...(await rows(page).locator(".entry-detail").allInnerTexts()));
    const older = link(page, "Older");
    if (!(await older.count())) break;
    await press(older);
  }
  expect(seen).toHaveLength(80);
  expect(new Set(seen).size).toBe(40);
  await press(link(page, "Newer"));
  expect(seen.join()).toContain((await rows(page).locator(".entry-detail").allInnerTexts()).join());
  await expect(page.getByLabel("About")).toHaveValue("allowlist");
});

test("T38: the file holds what the page shows, and no cell is a formula", async ({ page, portal, elsewhere }) => {
  const person = await portal.person();
  const formula = await elsewhere(undefined, { userAgent: '=HYPERLINK("https://evil.example","click")' });
  await signIn(formula, person);
  await signIn(page, person);
  await open(page, "/history/log?group=sign_in");
  await expect(page.locator("main")).toContainText("=HYPERLINK");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download as CSV" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("history.csv");
  const lines = readFileSync(await file.path(), "utf8").trim().split(/\r?\n/);
  expect(lines[0]).toBe("time,event,outcome,what,detail,by,account,address,browser,repeated,last_time");
  expect(lines).toHaveLength(1 + (await rows(page).count()));
  expect(lines.join("\n")).toContain("'=HYPERLINK");
  expect(lines.join("\n")).not.toMatch(/(^|,)"?=/m);
});

test("mails are listed with subject, recipient and state, and without what they say", async ({ page, portal }) => {
  const person = await portal.person();
  await signIn(page, person);
  await open(page, "/security/mfa/email");
  await press(button(page, "Send one-time code via Email (or resend)"));
  const mail = await portal.mail.next({ to: person.email, subject: "Confirmation Code" });
  const code = /^(\d{6})$/m.exec(mail.text)![1]!;
  await open(page, "/history/mail");
  const row = rows(page).filter({ hasText: "Confirmation Code" });
  await expect(row).toContainText(person.email);
  // the mail may be here before the portal has written down that it is: the page tells what was so when it was asked
  await expect(async () => {
    await page.reload();
    await expect(row).toContainText("Sent", { timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  expect(await page.content()).not.toContain(code);
  await page.getByLabel("Recipient or subject").fill("another subject");
  await press(button(page, "Filter"));
  await expect(page.getByText("Nothing matches this filter.")).toBeVisible();
  await page.getByLabel("Recipient or subject").fill("confirmation");
  await arrive(page, () => page.getByLabel("Recipient or subject").press("Enter"));
  await expect(rows(page)).toHaveCount(1);
});

test("times are shown in the browser's zone once the page is awake", async ({ page, portal, elsewhere }) => {
  const person = await portal.person();
  await signIn(page, person);
  await open(page, "/history/log");
  const shown = async (there: Page) => rows(there).first().locator("time");
  const machine = await (await shown(page)).getAttribute("datetime");
  const tokyo = await (await shown(page)).innerText();
  const london = await elsewhere(undefined, { timezoneId: "Europe/London" });
  await signIn(london, person);
  await open(london, "/history/log");
  const row = rows(london).locator(`time[datetime="${machine}"]`).first();
  await expect(row).toBeVisible();
  expect(await row.innerText()).not.toBe(tokyo);
});

test("nobody sees another person's history", async ({ page, portal, elsewhere }) => {
  const [one, two] = [await portal.person(), await portal.person()];
  await signIn(await elsewhere("198.51.100.150"), two);
  await signIn(page, one);
  await open(page, "/history/log");
  await expect(page.locator("main")).not.toContainText("198.51.100.150");
  await enableEmail(page, portal, one);
  await open(page, "/history/mail");
  await expect(page.locator("main")).not.toContainText(two.email);
  for (const path of ["/admin/history", "/admin/people", "/admin/history.csv"]) {
    await refused(page, 403, () => page.goto(path));
  }
});
