// A picture of every page: wide and narrow, light and dark, English and Japanese. `make screenshots`.
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import type { BrowserContextOptions, Page } from "@playwright/test";
import { test } from "../support/test";
import { awake } from "../support/watch";
import { SETTINGS, STOPS, Walk } from "../support/walk";

test.use({ settings: SETTINGS });

const ROOT = resolve(import.meta.dirname, "../..");

const LOOKS: Record<string, BrowserContextOptions> = {
  wide: { viewport: { width: 1280, height: 800 } },
  narrow: { viewport: { width: 360, height: 740 } },
  dark: { viewport: { width: 1280, height: 800 }, colorScheme: "dark" },
  japanese: { viewport: { width: 1280, height: 800 }, locale: "ja-JP" },
  "japanese-narrow": { viewport: { width: 360, height: 740 }, locale: "ja-JP" },
};

for (const [look, options] of Object.entries(LOOKS)) {
  test(look, async ({ browser, portal }) => {
    const folder = resolve(ROOT, "target/screenshots", look);
    mkdirSync(folder, { recursive: true });
    const walk = await Walk.prepare(browser, portal, { reducedMotion: "reduce", ...options });
    for (const stop of STOPS) {
      const page = await walk.to(stop);
      await page.setViewportSize(options.viewport!);
      // as tall as the page, so that what sticks to the window's edges does so once
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ ...options.viewport!, height: Math.max(height, options.viewport!.height) });
      await page.screenshot({ path: resolve(folder, `${stop.name}.png`) });
    }
    await walk.end();
  });
}

test("for the README", async ({ browser, portal }) => {
  const folder = resolve(ROOT, "docs/images");
  mkdirSync(folder, { recursive: true });
  const viewport = { width: 1280, height: 1120 };
  const walk = await Walk.prepare(browser, portal, { viewport, deviceScaleFactor: 1.5 });
  const signIn = await walk.to(STOPS.find(({ name }) => name === "sign-in")!);
  await signIn.screenshot({ path: resolve(folder, "sign-in.png") });
  const rules = await walk.to(STOPS.find(({ name }) => name === "security-allowlist-lockout")!);
  await rules.locator("input[name=rule]").fill("203.0.113.0/255.255.255.0");
  await rules.screenshot({ path: resolve(folder, "authorized-ip-access.png") });
  await walk.end();
});

test("for docs/LOCKOUT.md", async ({ browser, portal }) => {
  const folder = resolve(ROOT, "docs/images");
  const walk = await Walk.prepare(browser, portal, { viewport: { width: 1280, height: 1000 }, deviceScaleFactor: 1.5 });
  const stop = (wanted: string) => STOPS.find(({ name }) => name === wanted)!;
  const picture = (page: Page, name: string) => page.screenshot({ path: resolve(folder, `${name}.png`) });
  const judged = (page: Page, list: string) => page.locator("textarea[name=text]").fill(list);

  const rules = await walk.to(stop("admin-portal-rules"));
  await judged(rules, "# Offices\n198.51.100.0/25 # Tokyo\n2001:db8:12::/48");
  await picture(rules, "portal-rules");
  await picture(await walk.to(stop("admin-decision")), "decisions");
  const draft = await walk.to(stop("security-allowlist-edit"));
  await judged(draft, "# Offices\n203.0.113.0/25 # Tokyo\n203.0.113.10 # printer\n203.0.113.128/25 until 2027-03-31");
  await picture(draft, "draft");
  await Promise.all([draft.waitForEvent("load"), draft.locator("button[formaction='/api/allowlist/try']").click()]);
  await draft.goto("/");
  await awake(draft);
  await picture(draft, "trial");
  await walk.end();
});
