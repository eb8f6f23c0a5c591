// The first administrator, by the link that the server prints; and whoever was invited, by a link in a mail.
import { Authenticator } from "../support/authenticator";
import { PASSWORD, Portal } from "../support/portal";
import { button, expect, openBrowser, open, press, refused, sendPassword, test } from "../support/test";
import { expectNoComplaints } from "../support/watch";

test("the first administrator sets up the account, must enrol, saves recovery codes, and is in", async ({ browser }) => {
  const portal = await Portal.start();
  try {
    const link = printedLink(portal);
    const context = await openBrowser(browser, portal);
    const page = await context.newPage();

    await open(page, link);
    // the token is out of the address bar, and of every Referer, before anything is shown
    await expect(page).toHaveURL("/setup");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Set up the first administrator");
    await page.getByLabel("Email address").fill("first@people.example");
    await page.getByLabel("Name").fill("Grace Keeper");
    await page.getByRole("textbox", { name: "Password" }).fill("password");
    await expect(page.locator(".strength-word")).toHaveText("Strength: very weak");
    await refused(page, 422, () => button(page, "Create the account").click());
    await expect(page.getByLabel("Email address")).toHaveValue("first@people.example");
    await expect(page.getByLabel("Name")).toHaveValue("Grace Keeper");
    // what is typed into the same form counts while it is typed, in whichever order
    const ownWords = page.locator(".checklist li").filter({ hasText: "More than your name, your address" });
    await page.getByRole("textbox", { name: "Password" }).fill("grace keeper grace keeper");
    await expect(ownWords).not.toHaveClass(/is-met/);
    await page.getByLabel("Name").fill("Somebody Else");
    await expect(ownWords).toHaveClass(/is-met/);
    await page.getByLabel("Name").fill("Grace Keeper");
    await expect(ownWords).not.toHaveClass(/is-met/);
    await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
    await expect(page.locator(".checklist li.is-met")).toHaveCount(await page.locator(".checklist li").count());
    await press(button(page, "Create the account"));

    await expect(page).toHaveURL("/sign-in?done=account_ready");
    const admin = { email: "first@people.example", name: "Grace Keeper", password: PASSWORD };
    await sendPassword(page, admin);
    await expect(page).toHaveURL("/sign-in/enrol");
    await press(page.getByRole("link", { name: /^Authenticator app/ }));
    const app = Authenticator.typed(await page.locator(".secret-key").innerText(), portal.clock);
    await page.getByLabel("One-time code").fill(app.wrong());
    await refused(page, 422, () => button(page, "Activate and sign in").click());
    await page.getByLabel("One-time code").fill(app.code());
    await press(button(page, "Activate and sign in"));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Save your recovery codes");
    await expect(page.locator("ol.codes code")).toHaveCount(10);
    await press(button(page, "I have saved them"));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hello, Grace Keeper");
    await expect(page.getByRole("navigation", { name: "Main menu" }).getByRole("link", { name: "Admin" })).toBeVisible();

    // used twice: by the same browser and by another one
    await refused(page, 410, () => page.goto(link).then(() => page.waitForLoadState()));
    const another = await openBrowser(browser, portal);
    const stranger = await another.newPage();
    await refused(stranger, 410, () => stranger.goto(link));
    await expect(stranger.getByRole("heading", { level: 1 })).toHaveText("This link no longer works");
    expectNoComplaints(context);
    expectNoComplaints(another);

    // and a server that has an administrator prints none
    await portal.stop();
    portal.output = portal.log = "";
    await portal.serve();
    expect(`${portal.output}${portal.log}`).not.toContain("token=");
    await context.close();
    await another.close();
  } finally {
    await portal.end();
  }
});

test("opening the link uses nothing up, and a newer link ends an older one", async ({ browser }) => {
  const portal = await Portal.start();
  try {
    const first = printedLink(portal);
    const scanner = await openBrowser(browser, portal);
    await open(await scanner.newPage(), first);

    await portal.stop();
    portal.output = portal.log = "";
    await portal.serve();
    const second = printedLink(portal);
    expect(second).not.toBe(first);
    const context = await openBrowser(browser, portal);
    const page = await context.newPage();
    await refused(page, 410, () => page.goto(first));
    await open(page, second);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Set up the first administrator");
    await scanner.close();
    await context.close();
  } finally {
    await portal.end();
  }
});

function printedLink(portal: Portal): string {
  const link = /http:\/\/\S+\/setup\?token=[\w-]+/.exec(`${portal.output}${portal.log}`)?.[0];
  expect(link, "the server prints a link").toBeDefined();
  return link!;
}
