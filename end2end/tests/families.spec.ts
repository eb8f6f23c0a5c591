// Both families of addresses: the page proves the other one in the same session.
import { card, enableApp, expect, freshAddress, from, open, signIn, test } from "../support/test";
import { violations } from "../support/axe";

test.use({
  settings: {
    SEKISHO_POLICY__MFA__MODE: "opt-in",
    SEKISHO_POLICY__GRANT__BINDING: "source-address",
    // one listener stands for both; the proxy in front says which family a browser came by
    SEKISHO_SERVER__ORIGIN_IPV4: "http://127.0.0.1:{port}",
    SEKISHO_SERVER__ORIGIN_IPV6: "http://localhost:{port}",
  },
});

test("where the portal has a name for each family, the page proves the other address", async ({ browser, portal }) => {
  // not watched: what passes through the route is interrupted otherwise than by a browser alone
  const context = await browser.newContext({ baseURL: portal.origin, extraHTTPHeaders: from(freshAddress()) });
  const page = await context.newPage();
  // until the app is set up this browser has no IPv6
  let reaches = false;
  await page.route("http://localhost:*/**", (route) => {
    if (!reaches) return route.abort();
    return route.continue({ headers: { ...route.request().headers(), "x-forwarded-for": "2001:db8:77::5" } });
  });
  const person = await portal.person({ name: "Bettina Both" });
  await signIn(page, person);
  await enableApp(page, portal);
  // what that page still asks for is no matter of the next one
  await page.goto("about:blank");
  reaches = true;
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  await open(page, "/security/mfa");
  const status = card(page, "MFA status");
  await expect(status).toContainText("It counts for your IPv6 address now, too.");
  await expect(status).not.toContainText("is not covered yet");
  await open(page, "/security/mfa");
  await expect(status).toContainText("IPv4 and IPv6");
  await expect(status.locator("tbody tr")).toHaveCount(2);
  await expect(status).toContainText("2001:db8:77::/64");
  const ends = await status.locator("tbody td[data-label='Counts until'] time").evaluateAll((times) => times.map((time) => time.getAttribute("datetime")));
  expect(new Set(ends).size, "both end with the first").toBe(1);
  expect(await violations(page)).toEqual([]);
  expect(complaints, "the policy lets the page reach the other name").toEqual([]);
  await context.close();
});

test("whoever signs in and goes no further than the dashboard is covered by both families", async ({ browser, portal }) => {
  const person = await portal.person({ name: "Bruno Both" });
  const before = await browser.newContext({ baseURL: portal.origin, extraHTTPHeaders: from(freshAddress()) });
  const setup = await before.newPage();
  await signIn(setup, person);
  const { app } = await enableApp(setup, portal);
  await before.close();
  portal.clock.forward({ minutes: 2 });

  const context = await browser.newContext({ baseURL: portal.origin, extraHTTPHeaders: from(freshAddress()) });
  const page = await context.newPage();
  await page.route("http://localhost:*/**", (route) =>
    route.continue({ headers: { ...route.request().headers(), "x-forwarded-for": "2001:db8:78::5" } }),
  );
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  const proved = page.waitForResponse((answer) => answer.url().endsWith("/api/grant/prove"));
  await signIn(page, person, app);
  expect((await proved).status()).toBe(204);
  await expect(page).toHaveURL(portal.origin + "/");
  await expect(page.locator("[data-prove]"), "nothing is seen of it").toBeHidden();
  expect(complaints).toEqual([]);
  await open(page, "/security/mfa");
  const status = card(page, "MFA status");
  await expect(status).toContainText("IPv4 and IPv6");
  await expect(status).toContainText("2001:db8:78::/64");
  await context.close();
});
