// A list on trial: told of on every page, confirmed from where it lets its author in, undone at once, or gone by
// itself.
import type { Page } from "@playwright/test";
import { addRule, button, expect, freshAddress, link, open, press, refused, signIn, test } from "../support/test";

const UNDO = "Undo the changes of your authorized IP addresses";
const CONFIRM = "Confirm the changes of your authorized IP addresses";

const trial = (page: Page) => page.locator(".trial");

/** Puts a whole list on trial, in the editor. */
async function attempt(page: Page, list: string, label = "Try it for 10 minutes"): Promise<void> {
  await open(page, "/security/allowlist/edit");
  await page.locator("textarea[name=text]").fill(list);
  await press(button(page, label));
}

test("what leaves its author out is tried, told of on every page, and confirmed from where it lets them in", async ({
  page,
  portal,
  address,
  elsewhere,
}) => {
  const person = await portal.person();
  await signIn(page, person);
  await addRule(page, address);
  const other = freshAddress();
  await attempt(page, other);
  await expect(page.locator(".notice")).toContainText("Your changes are on trial.");
  await expect(page.locator("#trial .trial-side.tone-danger")).toContainText(address);
  await expect(page.locator("#trial .trial-side.tone-good")).toContainText(other);
  await expect(page.getByRole("button", { name: /^Delete/ })).toHaveCount(0);

  // pages of the portal, and those that are one card in the middle
  for (const path of ["/", "/account", "/security/mfa", "/security/allowlist", "/history/log", "/reauthenticate", "/nowhere"]) {
    await (path === "/nowhere" ? refused(page, 404, () => page.goto(path)) : open(page, path));
    await expect(trial(page), path).toHaveCount(1);
    await expect(trial(page), path).toContainText(`this one, ${address}, isn’t covered`);
    await expect(trial(page).getByRole("timer"), path).toHaveText(/^\((10:00|9:\d\d) left\)$/);
    await expect(button(page, CONFIRM), path).toHaveCount(0);
    await expect(button(page, UNDO), path).toBeEnabled();
  }

  const covered = await elsewhere(other);
  await signIn(covered, person);
  await expect(trial(covered)).toContainText(`This address, ${other}, is covered`);
  await press(link(covered, "Show the changes"));
  await press(button(covered, CONFIRM));
  await expect(covered.locator(".notice")).toContainText("The changes are confirmed and stay.");
  await expect(trial(covered)).toHaveCount(0);
  await expect(covered.locator("#rules tbody tr")).toHaveText([new RegExp(other.replaceAll(".", "\\."))]);
  // and from now on the list counts for the browser that tried it, too
  await open(page, "/account");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("it is undone at once, from any page, where it was begun", async ({ page, portal, address }) => {
  await signIn(page, await portal.person());
  await addRule(page, address);
  await attempt(page, freshAddress());
  await open(page, "/account");
  await press(button(page, UNDO));
  await expect(page.locator(".notice")).toContainText("the list is as it was before it");
  await expect(trial(page)).toHaveCount(0);
  await expect(page.locator("#rules tbody tr")).toContainText([address]);
  await open(page, "/history/log");
  await expect(page.locator("tbody tr").nth(0)).toContainText("Trial of authorized addresses undone");
  await expect(page.locator("tbody tr").nth(1)).toContainText("Change of authorized addresses on trial");
});

test("what nobody confirms goes back, and a page left open says so without moving", async ({
  page,
  portal,
  address,
  elsewhere,
}) => {
  const person = await portal.person();
  await signIn(page, person);
  await addRule(page, address);
  await attempt(page, freshAddress());
  await page.clock.install();
  await open(page, "/account");
  await expect(trial(page).getByRole("timer")).toHaveText(/^\((10:00|9:\d\d) left\)$/);
  const heading = page.getByRole("heading", { level: 1 });
  const place = await heading.boundingBox();
  await page.clock.fastForward("09:00");
  await expect(trial(page).getByRole("timer")).toHaveText(/^\((1:00|0:\d\d) left\)$/);
  await page.clock.fastForward("01:01");
  await expect(trial(page)).toContainText("The time of the trial is over");
  await expect(link(page, "Reload the page")).toBeVisible();
  await expect(button(page, UNDO)).toBeHidden();
  await expect(trial(page).getByRole("status")).toHaveText(/^The time of the trial is over/);
  expect(await heading.boundingBox()).toEqual(place);

  portal.clock.forward({ minutes: 10 });
  await press(link(page, "Reload the page"));
  await expect(trial(page)).toHaveCount(0);
  const again = await elsewhere(address);
  await signIn(again, person);
  await expect(again).toHaveURL(`${portal.origin}/`);
  await expect(trial(again)).toHaveCount(0);
  // the server writes down what is over every ten seconds; whoever looks at History sees it then
  await expect(async () => {
    await open(again, "/history/log");
    await expect(again.locator("tbody")).toContainText("ran out, and the list went back", { timeout: 100 });
  }).toPass({ timeout: 20_000 });
});

test("in Japanese, and without JavaScript", async ({ portal, elsewhere }) => {
  const person = await portal.person({ language: "ja" });
  const page = await elsewhere("198.51.100.7", { javaScriptEnabled: false, locale: "ja-JP" });
  await page.goto("/sign-in");
  await page.locator("input[name=identifier]").fill(person.email);
  await page.locator("input[name=password]").fill(person.password);
  await press(page.locator("main button[type=submit]").first());
  await page.goto("/security/allowlist/edit");
  await page.locator("textarea[name=text]").fill("203.0.113.0/24");
  // without a script, what would come of it is shown first
  const attempt = page.getByRole("button", { name: "10 分間試す" });
  await refused(page, 409, () => press(attempt));
  await press(attempt);
  await page.goto("/account");
  await expect(trial(page)).toContainText("許可する IP アドレスの変更を試用中です");
  await expect(trial(page)).toContainText("現在のアドレス 198.51.100.7 は含まれていません");
  await expect(trial(page).locator("time")).toHaveText(/^\d\d:\d\d:\d\d UTC$/);
  await press(button(page, "許可する IP アドレスの変更を元に戻す"));
  await expect(page.locator(".notice")).toContainText("試用を終了し、リストを元に戻しました。");
  await expect(trial(page)).toHaveCount(0);
});
