// What a first visit downloads, everything together, stays within its budget.
import { expect, test } from "../support/test";
import { SETTINGS, STOPS, Walk } from "../support/walk";

test.use({ settings: SETTINGS });
import { weigh } from "../support/weigh";

const KIB = 1024;

/** The greatest weight of a page, in bytes. Pages for which no script is needed are small. */
const BUDGETS: Record<string, number> = {
  "sign-in": 60 * KIB,
  "sign-in-verify-totp": 60 * KIB,
  "sign-in-verify-email": 60 * KIB,
  "sign-in-verify-email-sent": 60 * KIB,
  "sign-in-verify-recovery": 60 * KIB,
  "forgot-password": 60 * KIB,
  "forgot-password-sent": 60 * KIB,
  "link-spent": 60 * KIB,
  "authenticator": 60 * KIB,
  "security-allowlist": 300 * KIB,
  // the page on which the whole list is edited, and it alone, loads the editors
  "security-allowlist-edit": 400 * KIB,
};

test("pages weigh no more than they may", async ({ browser, portal }) => {
  const walk = await Walk.prepare(browser, portal);
  for (const stop of STOPS.filter(({ name }) => name in BUDGETS)) {
    // a first visit: a page that keeps itself on the device answers the second one by itself
    const first = stop.who === "anybody" ? await browser.newContext({ baseURL: portal.origin }) : undefined;
    const page = first ? await first.newPage() : await walk.to(stop);
    const bytes = await weigh(page, first ? stop.path : page.url());
    await first?.close();
    const total = [...bytes.values()].reduce((sum, more) => sum + more, 0);
    console.log(`${stop.name}: ${(total / KIB).toFixed(1)} KiB of ${BUDGETS[stop.name]! / KIB}`);
    expect(total, [...bytes].join("\n")).toBeLessThanOrEqual(BUDGETS[stop.name]!);
    expect(total).toBeGreaterThan(KIB);
  }
  for (const context of walk.contexts()) await context.close();
});
