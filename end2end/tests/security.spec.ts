// What must hold in a browser under attack. The numbers are those of docs/SECURITY.md.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Response } from "@playwright/test";
import { addRule, button, expect, open, press, signIn, test } from "../support/test";
import { SETTINGS, STOPS, Walk } from "../support/walk";

test.use({ settings: SETTINGS });

/** A page of somebody else's, at an address of their own. */
async function stranger(host: string, html: string): Promise<{ url: string; server: Server }> {
  const server = createServer((_, response) => response.setHeader("Content-Type", "text/html").end(html));
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return { url: `http://${host}:${(server.address() as AddressInfo).port}/`, server };
}

test("T35: no page of another origin changes anything, whatever it sends", async ({ page, portal, address, browser }) => {
  await signIn(page, await portal.person());
  await addRule(page, address);
  const cookies = await page.context().cookies();
  const target = `${portal.origin}/api/allowlist/add`;
  const form = (type: string) =>
    `<form id="f" method="post" enctype="${type}" action="${target}"><input name="rule" value="all"><input name="note" value=""></form>`;
  // another site, and another origin of the same site, which gets the cookies however strict they are
  for (const host of ["127.0.0.2", "127.0.0.1"]) {
    const { url, server } = await stranger(host, ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data"].map(form).join(""));
    // its own browser: what the other site's page complains about is not the portal's
    const context = await browser.newContext({ extraHTTPHeaders: { "X-Forwarded-For": address } });
    await context.addCookies(cookies);
    const evil = await context.newPage();
    for (const nth of [0, 1, 2]) {
      await evil.goto(url);
      const answered = evil.waitForResponse(target);
      const submit = () => evil.locator("form").nth(nth).evaluate((form: HTMLFormElement) => form.submit());
      await Promise.all([answered, evil.waitForEvent("load"), submit()]);
      // 401 where not even the cookie came along
      expect([400, 401, 403], `form ${nth} from ${host}`).toContain((await answered).status());
    }
    await evil.goto(url);
    const outcomes = await evil.evaluate(async (target) => {
      const body = new URLSearchParams({ rule: "all", note: "" });
      const sent: [string, RequestInit][] = [
        ["simple", { method: "POST", body, mode: "no-cors", credentials: "include" }],
        ["cors", { method: "POST", body, credentials: "include" }],
        ["json", { method: "POST", body: "{}", headers: { "Content-Type": "application/json" }, credentials: "include" }],
        ["put", { method: "PUT", body, credentials: "include" }],
        ["get", { mode: "no-cors", credentials: "include" }],
      ];
      const outcome = ([, init]: [string, RequestInit]) => fetch(target, init).then((answer) => answer.type, () => "refused");
      navigator.sendBeacon(target, body);
      return Promise.all(sent.map(outcome));
    }, target);
    // nothing of an answer can be read there
    for (const outcome of outcomes) expect(["refused", "opaque"]).toContain(outcome);
    await context.close();
    server.close();
  }
  await open(page, "/security/allowlist");
  await expect(page.locator("#rules tbody tr")).toHaveCount(1);
});

test("T35: a request that hides where it comes from changes nothing either", async ({ page, portal, address }) => {
  await signIn(page, await portal.person());
  await addRule(page, address);
  const heads: Record<string, string>[] = [
    {},
    { Origin: "null" },
    { Origin: "https://evil.example" },
    { Origin: `${portal.origin}.evil.example` },
    { Origin: portal.origin.replace("127.0.0.1", "localhost") },
    { Origin: portal.origin, "Sec-Fetch-Site": "cross-site" },
    { Origin: portal.origin, "Sec-Fetch-Site": "same-site" },
    { Origin: portal.origin, "Sec-Fetch-Site": "none" },
  ];
  for (const headers of heads) {
    const answer = await page.request.post("/api/allowlist/add", { form: { rule: "all", note: "" }, headers });
    expect(answer.status(), JSON.stringify(headers)).toBe(403);
  }
  for (const type of ["application/json", "text/plain", "multipart/form-data; boundary=x"]) {
    const headers = { Origin: portal.origin, "Content-Type": type };
    const answer = await page.request.post("/api/allowlist/add", { data: "rule=all&note=", headers });
    expect(answer.status(), type).toBe(400);
  }
  await open(page, "/security/allowlist");
  await expect(page.locator("#rules tbody tr")).toHaveCount(1);
});

test("T36: no GET changes anything, and what a URL says is not repeated", async ({ page, portal, address }) => {
  await signIn(page, await portal.person());
  await addRule(page, address);
  for (const path of ["/api/allowlist/add?rule=all&note=", "/api/sign-in/out", "/api/session/revoke-others", "/api/account/language?language=ja"]) {
    for (const method of ["GET", "HEAD", "PUT", "DELETE", "PATCH"]) {
      const answer = await page.request.fetch(path, { method, headers: { Origin: portal.origin }, maxRedirects: 0 });
      expect(answer.status(), `${method} ${path}`).toBe(405);
    }
  }
  for (const query of ["?done=<b>pwned</b>", "?done=You%20are%20hacked", "?__err=eyJ4Ijoi", "?error=pwned", "?__path=/x&__err=pwned"]) {
    await open(page, `/security/allowlist${query}`);
    expect(await page.locator("body").innerText(), query).not.toMatch(/pwned|hacked/);
    await expect(page.locator(".notice")).toHaveCount(0);
  }
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.locator("#rules tbody tr")).toHaveCount(1);
});

const EXPECTED: Record<string, string | RegExp> = {
  "content-security-policy": /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';/,
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": /camera=\(\)/,
};

function expectHeaders(response: Response): void {
  const headers = response.headers();
  const about = `${response.status()} ${response.url()}`;
  for (const [name, expected] of Object.entries(EXPECTED)) {
    if (typeof expected === "string") expect.soft(headers[name], `${name} of ${about}`).toBe(expected);
    else expect.soft(headers[name] ?? "", `${name} of ${about}`).toMatch(expected);
  }
  expect.soft(headers["content-security-policy"], about).not.toContain("unsafe-inline");
  expect.soft(headers.server, about).toBeUndefined();
  expect.soft(headers["x-powered-by"], about).toBeUndefined();
  // T40: a page is kept by no cache; a file, whose name is its content's, by every one; what browsers install the
  // OTP app from is nobody's, and asked for again each time
  const path = new URL(response.url()).pathname;
  const installs = ["/authenticator/worker.js", "/authenticator/manifest.webmanifest"].includes(path);
  const kept = path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : installs ? "no-cache" : "no-store";
  expect.soft(headers["cache-control"], about).toBe(kept);
}

test("T39, T40: every answer of a full walk has the headers, and nothing violates the policy", async ({ browser, portal }) => {
  test.setTimeout(120_000);
  const answers: Response[] = [];
  const walk = await Walk.prepare(browser, portal);
  for (const context of walk.contexts()) context.on("response", (response) => answers.push(response));
  for (const stop of STOPS) await walk.to(stop);
  // violations are console messages, which the walk does not forgive
  await walk.end();
  expect(answers.length).toBeGreaterThan(STOPS.length);
  for (const answer of answers) if (answer.url().startsWith(portal.origin)) expectHeaders(answer);
  expect(answers.filter((answer) => !answer.url().startsWith(portal.origin)).map((answer) => answer.url())).toEqual([]);
});

test("T39: errors, redirects and files have the headers too; another Host is refused", async ({ page, portal }) => {
  for (const path of ["/nowhere", "/", "/assets/none.css", "/api/nowhere", "/healthz", "/api/sign-in/begin", "/security", "/%ff", "/../etc/passwd"]) {
    const answer = await page.request.get(path, { maxRedirects: 0 });
    const headers = answer.headers();
    for (const [name, expected] of Object.entries(EXPECTED)) expect.soft(headers[name] ?? "", `${name} of ${path}`).toMatch(expected);
    expect.soft(headers["cache-control"], path).toBe("no-store");
  }
  const foreign = await page.request.get("/sign-in", { headers: { Host: "evil.example" } });
  expect(foreign.status()).toBe(421);
  expect(await foreign.text()).not.toContain("evil.example");
  expect(portal.origin).toMatch(/^http:/);
  expect(foreign.headers()["strict-transport-security"]).toBeUndefined();
});

test("T40: back after signing out shows nothing", async ({ page, portal }) => {
  const person = await portal.person({ name: "Unmistakable Name" });
  await signIn(page, person);
  await open(page, "/account");
  await expect(page.locator("main")).toContainText(person.email);
  await page.locator(".account-button").click();
  await press(button(page, "Sign out"));
  for (let nth = 0; nth < 2; nth += 1) {
    await page.goBack();
    await expect(page).toHaveURL(/\/sign-in/);
    expect(await page.content()).not.toContain(person.email);
  }
});

test("T41: what a browser downloads holds no secret, and nothing of the server", async ({ page, portal }) => {
  const files: Response[] = [];
  page.on("response", (response) => files.push(response));
  await signIn(page, await portal.person());
  await open(page, "/security/allowlist");
  await open(page, "/account");
  const assets = files.filter((response) => response.url().includes("/assets/"));
  const wasm = assets.find((response) => response.url().endsWith(".wasm"));
  expect(wasm, "the module is loaded").toBeDefined();
  for (const asset of assets) {
    const text = (await (await page.request.get(asset.url())).body()).toString("latin1");
    expect(text.length).toBeGreaterThan(100);
    for (const forbidden of [/argon2/i, /INSERT INTO/, /SELECT .* FROM/, /-----BEGIN/, /sqlx/, /SEKISHO_/, /\/root\//, /\/home\//, /secret\.key/]) {
      expect.soft(text, `${forbidden} in ${asset.url()}`).not.toMatch(forbidden);
    }
  }
  // names carry the content's hash, so a changed file is another file
  for (const asset of assets) expect(new URL(asset.url()).pathname).toMatch(/-[0-9a-f]{16}\.(css|js|wasm)$/);
});

test("T41: files come compressed as they lie there, and a tampered copy is another file", async ({ page }) => {
  await open(page, "/sign-in");
  const href = await page.locator("link[rel=stylesheet]").getAttribute("href");
  const sent = await page.request.get(href!, { headers: { "Accept-Encoding": "br" } });
  expect(sent.headers()["content-encoding"]).toBe("br");
  const kept = await page.request.get(href!, { headers: { "If-None-Match": sent.headers().etag! } });
  expect(kept.status()).toBe(304);
  const other = await page.request.get(href!.replace(/-[0-9a-f]{4}/, "-0000"));
  expect(other.status()).toBe(404);
});
