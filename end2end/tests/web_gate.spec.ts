// The web gate as a person meets it: applications behind nginx, configured by the files of `deploy/nginx`.
import type { Page } from "@playwright/test";
import { type Asked, Gated } from "../support/gated";
import { freePort } from "../support/ports";
import { button, enableApp, enterCode, expect, open, press, sendPassword, test } from "../support/test";

const port = await freePort();
// browsers take these for the machine itself, and trust them with `Secure` cookies
const [PORTAL, WIKI, VAULT] = ["portal", "wiki", "vault"].map((name) => `http://${name}.localhost:${port}`) as [string, string, string];
const host = (origin: string) => new URL(origin).host;

test.use({
  baseURL: PORTAL,
  settings: {
    SEKISHO_SERVER__ORIGIN: PORTAL,
    SEKISHO_POLICY__MFA__MODE: "opt-in",
    SEKISHO_GATE__WEB__RULES: `${host(WIKI)}/public bypass,${host(WIKI)} one-factor,${host(VAULT)} two-factors`,
  },
});

let gated: Gated;

test.beforeAll(async ({ portal }) => {
  gated = await Gated.start(portal, port, ["wiki.localhost", "vault.localhost"]);
});

test.afterAll(() => gated.end());

/** What the application was told, as the page shows it. */
async function told(page: Page): Promise<Asked> {
  return JSON.parse(await page.locator("pre").innerText()) as Asked;
}

/** The values of a header, in any spelling. */
function values(asked: Asked, name: string): string[] {
  const same = (other: string) => other.toLowerCase().replaceAll("_", "-") === name.toLowerCase();
  return asked.headers.filter(([other]) => same(other)).map(([, value]) => value);
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("from an application's page to the sign-in, back to that page, and out again", async ({ page, context, portal }) => {
      const person = await portal.person({ name: "Ada Example" });
      const wanted = `${WIKI}/a/%E5%B1%B1?b=c%26d&e`;
      await open(page, wanted);
      await expect(page).toHaveURL(new RegExp(`^${PORTAL}/sign-in\\?next=`));
      await sendPassword(page, person);
      await expect(page).toHaveURL(wanted);

      const asked = await told(page);
      expect(asked.path).toBe("/a/%E5%B1%B1?b=c%26d&e");
      const expected = { "Remote-User": person.email, "Remote-Groups": "general", "Remote-Email": person.email, "Remote-Name": "Ada Example" };
      for (const [name, value] of Object.entries(expected)) expect(values(asked, name), name).toEqual([value]);
      // the portal's session stays the portal's, and no script reads the host's own
      expect(values(asked, "Cookie").join()).not.toContain("__Host-sekisho=");
      const cookies = await context.cookies(WIKI);
      expect(cookies.map(({ name }) => name).sort()).toEqual(["__Host-sekisho-enter", "__Host-sekisho-gate"]);
      for (const { name, httpOnly, secure } of cookies) expect([httpOnly, secure], name).toEqual([true, true]);

      // what somebody says of themselves never arrives
      await page.setExtraHTTPHeaders({ "Remote-User": "root", "Remote-Groups": "admin" });
      await open(page, `${WIKI}/again`);
      expect(values(await told(page), "Remote-User")).toEqual([person.email]);
      expect(values(await told(page), "Remote-Groups")).toEqual(["general"]);
      await page.setExtraHTTPHeaders({});

      await open(page, "/");
      await page.locator("button[popovertarget=account-panel]").click();
      await press(page.locator("#account-panel").getByRole("button", { name: "Sign out", exact: true }));
      await open(page, wanted);
      await expect(page).toHaveURL(new RegExp(`^${PORTAL}/sign-in\\?next=`));
      await open(page, `${WIKI}/public/x`);
      expect((await told(page)).path).toBe("/public/x");
    });
  });
}

test("an application that needs two factors opens once a second one was shown", async ({ page, portal }) => {
  const person = await portal.person();
  await open(page, `${WIKI}/`);
  await sendPassword(page, person);
  await expect(page).toHaveURL(`${WIKI}/`);
  const { app } = await enableApp(page, portal);
  await open(page, `${VAULT}/safe`);
  await expect(page).toHaveURL(new RegExp(`^${PORTAL}/sign-in/step-up\\?next=`));
  await press(button(page, "Continue"));
  await enterCode(page, app.code());
  await expect(page).toHaveURL(`${VAULT}/safe`);
  expect(values(await told(page), "Remote-User")).toEqual([person.email]);
});
