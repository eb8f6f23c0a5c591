import { SETTINGS, STOPS, Walk } from "../support/walk";
import { test } from "../support/test";
test.use({ settings: SETTINGS });
for (const [look, options, scheme] of [["wide", {}, "light"], ["dark", {}, "dark"], ["ja", { locale: "ja-JP", viewport: { width: 390, height: 844 } }, "light"], ["jadark", { locale: "ja-JP" }, "dark"]] as const)
  test(`shots ${look}`, async ({ browser, portal }) => {
    test.setTimeout(300_000);
    const walk = await Walk.prepare(browser, portal, { reducedMotion: "reduce", ...options });
    let n = 0;
    for (const stop of STOPS) {
      const page = await walk.to(stop);
      await page.emulateMedia({ colorScheme: scheme });
      await page.screenshot({ path: `/tmp/shots/${look}-${String(n++).padStart(2, "0")}-${stop.name.replace(/[^a-z0-9]+/gi, "_")}.png`, fullPage: true });
    }
    await walk.end();
  });
