// From a key going down to the verdict standing in the page, with so many rules in one's list. Real key
// presses; the time is taken in the page, from the input event to the mutation of the verdict.
import type { Page } from "@playwright/test";
import { expect, open, signIn, signInAdministrator, test } from "../support/test";

const SIZES = [10, 1_000, 10_000];
const ROUNDS = 25;

/** What is typed, again and again: it goes through no rule, several rules, errors, IPv4 and IPv6. */
const TYPED = ["10.20.30.40/24", "192.0.2.300", "2001:db8:12::/48", "10.0.0.0/8", "all"];

interface Timed {
  /** Milliseconds from the input event to the verdict in the page. */
  verdict: number[];
  /** Milliseconds from the key press, as the browser got it, to the next frame. */
  frame: number[];
  /** The same where the text is typed alone, with nothing that judges it. */
  alone?: number[];
}

for (const size of SIZES) {
  test(`keystroke to verdict, ${size.toLocaleString("en")} rules`, async ({ page, portal, address }) => {
    const person = await portal.person();
    portal.importRules(person, [address, ...rules(size - 1)]);
    await signIn(page, person);
    await open(page, "/security/allowlist");
    const field = page.getByLabel("IP address or range");
    await field.evaluate((input) => {
      const timed: Timed = { verdict: [], frame: [] };
      let began = 0;
      input.addEventListener("input", () => (began = performance.now()), { capture: true });
      const seen = new MutationObserver(() => {
        if (began) timed.verdict.push(performance.now() - began);
        began = 0;
      });
      seen.observe(document.querySelector(".verdict")!, { childList: true, subtree: true, characterData: true, attributes: true });
      input.addEventListener("input", (event) => {
        const { timeStamp } = event;
        requestAnimationFrame(() => setTimeout(() => timed.frame.push(performance.now() - timeStamp)));
      });
      Object.assign(window, { timed });
    });
    await field.focus();
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const text of TYPED) {
        await page.keyboard.type(text);
        await page.keyboard.press("ControlOrMeta+A");
        await page.keyboard.press("Delete");
      }
    }
    const timed = await page.evaluate(() => (window as unknown as { timed: Timed }).timed);
    // what is measured is there: the verdict changes at nearly every key
    expect(timed.verdict.length).toBeGreaterThan(ROUNDS * 30);
    report(size, timed);
  });
}

/** What is typed into a whole list, at its end: a rule, an error, a note, a rule of the other family. */
const WRITTEN = ["203.0.113.7/24 # lab", "192.0.2.300", "2001:db8:12::/48 until 2999-12-31"];

/** Types into the whole list at `path`, at its end. */
async function written(page: Page, path: string): Promise<Timed> {
  await open(page, path);
  const area = page.locator("textarea[name=text]");
  await area.evaluate((area: HTMLTextAreaElement) => {
    const timed: Timed = { verdict: [], frame: [] };
    let began = 0;
    area.addEventListener("input", ({ timeStamp }) => {
      began = performance.now();
      requestAnimationFrame(() => setTimeout(() => timed.frame.push(performance.now() - timeStamp)));
    }, { capture: true });
    const seen = new MutationObserver(() => {
      if (began) timed.verdict.push(performance.now() - began);
      began = 0;
    });
    seen.observe(document.querySelector(".draft-desk")!, { childList: true, subtree: true, characterData: true, attributes: true });
    Object.assign(window, { timed });
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
  });
  const type = async () => {
    for (let round = 0; round < 3; round += 1) {
      for (const text of WRITTEN) {
        await page.keyboard.type(text);
        await page.keyboard.press("Enter");
      }
    }
    return page.evaluate(() => (window as unknown as { timed: Timed }).timed);
  };
  const timed = await type();
  await expect(page.locator(".draft-panel").first()).toContainText("192.0.2.300");
  expect(timed.verdict.length).toBeGreaterThan(150);
  // the same keys into the same text, which nobody judges any more
  await page.evaluate(() => {
    (window as unknown as { timed: Timed }).timed.frame = [];
    document.querySelector(".draft-desk")!.remove();
  });
  const { frame: alone } = await type();
  return { ...timed, alone };
}

for (const size of SIZES) {
  test(`keystroke to panels of the whole list, ${size.toLocaleString("en")} rules`, async ({ page, portal, address }) => {
    const person = await portal.person();
    portal.importRules(person, [address, ...rules(size - 1)]);
    await signIn(page, person);
    report(size, await written(page, "/security/allowlist/edit"));
  });
}

// last: the list concerns everybody
for (const size of SIZES) {
  test(`keystroke to who would be refused, ${size.toLocaleString("en")} rules, 10,000 addresses`, async ({ page, portal }) => {
    if (size === SIZES[0]) portal.importVisits(Array.from({ length: 9_900 }, (_, nth) => `10.${nth % 80}.${nth % 128}.${nth % 250}`));
    await signInAdministrator(page, portal);
    await portal.run(["allowlist", "clear", "--portal"]);
    // every second visitor is refused by the list as it is: each keystroke counts them anew
    portal.importRules(undefined, ["198.18.0.0/15", ...rules(size - 1)]);
    report(size, await written(page, "/admin/portal-rules"));
    await portal.run(["allowlist", "clear", "--portal"]);
  });
}

/** Rules that no merging makes fewer: every second /24 of 10.0.0.0/8. */
function rules(count: number): string[] {
  return Array.from({ length: count }, (_, nth) => `10.${Math.floor(nth / 128)}.${(nth % 128) * 2}.0/24`);
}

function report(size: number, { verdict, frame, alone }: Timed): void {
  const line = (name: string, values: number[]) => {
    const sorted = values.toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(2);
    return `| ${size.toLocaleString("en").padStart(6)} | ${name.padEnd(24)} | ${at(0.5)} | ${at(0.99)} | ${sorted.length} |`;
  };
  console.log(`${line("verdict in the page", verdict)}\n${line("next frame after the key", frame)}`);
  if (alone) console.log(line("the same, text alone", alone));
}
