// Every page for everybody: rules that can be checked by program (axe, in both colour schemes), no sideways
// scrolling on a narrow screen, and the keyboard alone.
import type { Page } from "@playwright/test";
import { violations } from "../support/axe";
import { enableApp, expect, open, signIn, test } from "../support/test";
import { SETTINGS, STOPS, Walk } from "../support/walk";

test.use({ settings: SETTINGS });

/** What sticks out to the right of the screen. */
function sticksOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide) return [];
    const out = [...document.querySelectorAll("body *")].filter((node) => node.getBoundingClientRect().right > wide + 1);
    return out.slice(-3).map((node) => node.outerHTML.slice(0, 200));
  });
}

test("axe finds nothing on any page, light or dark, and nothing sticks out at 320 pixels", async ({ browser, portal }) => {
  test.setTimeout(300_000);
  const walk = await Walk.prepare(browser, portal, { reducedMotion: "reduce" });
  for (const stop of STOPS) {
    const page = await walk.to(stop);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect.soft(await violations(page), `${stop.name}, ${colorScheme}`).toEqual([]);
    }
    const size = page.viewportSize()!;
    await page.setViewportSize({ width: 320, height: 640 });
    expect.soft(await sticksOut(page), `${stop.name} at 320 pixels`).toEqual([]);
    await page.setViewportSize(size);
  }
  await walk.end();
});

test("nothing sticks out at 320 pixels in Japanese", async ({ browser, portal }) => {
  test.setTimeout(120_000);
  const walk = await Walk.prepare(browser, portal, { locale: "ja-JP", viewport: { width: 320, height: 640 } });
  for (const stop of STOPS) {
    const page = await walk.to(stop);
    expect.soft(await page.locator("html").getAttribute("lang"), stop.name).toBe("ja");
    expect.soft(await sticksOut(page), stop.name).toEqual([]);
  }
  await walk.end();
});

test("signing in with the keyboard alone", async ({ page, portal, elsewhere }) => {
  const person = await portal.person();
  const theirs = await elsewhere();
  await signIn(theirs, person);
  const { app } = await enableApp(theirs, portal);

  await open(page, "/sign-in");
  await expect(page.getByLabel("Email address")).toBeFocused();
  await page.keyboard.type(person.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(person.password);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("One-time code")).toBeFocused();
  await page.keyboard.type(app.code());
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/");

  // the first stop of every page skips what is the same on all of them
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();
  // and on from there to the end, everything that has the focus shows it
  const visited: string[] = [];
  for (;;) {
    await page.keyboard.press("Tab");
    const [what, shown] = await page.evaluate(() => {
      const { activeElement } = document;
      const style = getComputedStyle(activeElement!);
      const what = activeElement === document.body ? "" : activeElement!.outerHTML;
      return [what, style.outlineStyle !== "none" || style.boxShadow !== "none"] as const;
    });
    if (!what || visited.includes(what)) break;
    expect(shown, what).toBe(true);
    visited.push(what);
  }
  expect(visited.length).toBeGreaterThan(3);
});

test("the rule editor speaks to a screen reader, and works by keyboard", async ({ page, portal, address }) => {
  await signIn(page, await portal.person());
  await open(page, "/security/allowlist");
  const field = page.getByLabel("IP address or range");
  const described = (await field.getAttribute("aria-describedby"))!.split(" ");
  const live = page.locator(`#${described[0]}`);
  await expect(live).toHaveAttribute("aria-live", "polite");
  await field.focus();
  await page.keyboard.type(`${address}/24`);
  await expect(live).toContainText("Valid rule");
  await page.keyboard.press("Enter");
  await expect(page.locator("#rules tbody tr")).toHaveCount(1);
  await page.locator("#rules summary").last().focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.locator("#rules tbody tr")).toHaveCount(0);
});
