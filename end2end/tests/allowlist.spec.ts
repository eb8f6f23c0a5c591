// Authorized IP Access: the verdict while typing, consent to being left out, and a server that believes nothing.
import type { Page } from "@playwright/test";
import { addRule, arrive, button, expect, freshAddress, open, press, refused, signIn, test } from "../support/test";

const field = (page: Page) => page.getByLabel("IP address or range");
const verdict = (page: Page) => page.locator(".verdict");
const rows = (page: Page) => page.locator("#rules tbody tr");

test.beforeEach(async ({ page, portal }) => {
  await signIn(page, await portal.person());
});

test("the verdict says at each keystroke what the rule is and covers", async ({ page, address }) => {
  await open(page, "/security/allowlist");
  await expect(verdict(page)).toContainText("As you type, this place says what the rule covers");
  const steps: [string, string[]][] = [
    ["1", ["Not a rule yet", "An IPv4 address has four numbers; some are missing."]],
    ["92.0.2.0", ["Valid rule", "Covers 1 address"]],
    ["/", ["Not a rule yet", "Something is missing after the slash"]],
    ["2", ["Valid rule", "Covers 1,073,741,824 addresses", "the whole range is saved: 192.0.0.0/2"]],
    ["4", ["Valid rule", "Covers 256 addresses", "192.0.2.0 – 192.0.2.255"]],
    ["5", ["Not a rule yet", "The length is too large: at most 32 for IPv4 and 128 for IPv6."]],
  ];
  for (const [typed, told] of steps) {
    await field(page).pressSequentially(typed);
    for (const words of told) await expect(verdict(page), `after ${typed}`).toContainText(words);
  }
  await expect(field(page)).toHaveAttribute("aria-invalid", "true");
  await field(page).fill("192.0.2.0/24");
  await expect(field(page)).not.toHaveAttribute("aria-invalid", "true");
  await expect(verdict(page)).toContainText(`You would no longer be able to sign in from ${address}, where you are now.`);
  await expect(verdict(page)).toContainText("From this first rule on, only from the addresses in the list.");
  await expect(verdict(page).locator(".place").first()).toContainText("Becomes refused");
});

test("what is no rule is explained, with the part at fault and what was meant", async ({ page }) => {
  await open(page, "/security/allowlist");
  const wrong: [string, string, string][] = [
    ["192.0.2.256", "256", "Each number of an IPv4 address is at most 255."],
    ["192.0.2.01", "01", "A number does not start with 0"],
    ["192.0.2.0/255.0.255.0", "255.0.255.0", "its one bits must all be at the beginning"],
    ["192.0.2.0/0.0.0.255", "0.0.0.255", "This mask is upside down"],
    ["example.org", "example.org", "This is a name. A rule needs the address itself."],
    ["fe80::1%eth0", "%eth0", "Leave out the zone"],
    ["https://192.0.2.1/", "", "This is a web address."],
    ["192.0.2.1-192.0.2.9", "", "A range from one address to another"],
    ["192.0.2.*", "", "Wildcards are not used here"],
    ["2001:db8::1::2", "", "“::” may stand only once."],
  ];
  for (const [typed, fault, why] of wrong) {
    await field(page).fill(typed);
    await expect(verdict(page), typed).toContainText("Not a rule yet");
    await expect(verdict(page), typed).toContainText(why);
    if (fault) await expect(verdict(page).locator("mark"), typed).toHaveText(fault);
  }
});

test("host bits, duplicates, redundancy and suggestions", async ({ page, address }) => {
  await addRule(page, `${address}/24`);
  await field(page).fill("203.0.113.10/24");
  await expect(verdict(page)).toContainText("203.0.113.10/24 is an address inside a range, so the whole range is saved: 203.0.113.0/24.");
  await page.getByRole("link", { name: "Only the address 203.0.113.10" }).click();
  await expect(field(page)).toHaveValue("203.0.113.10");
  await expect(field(page)).toBeFocused();

  const own = address.replace(/\.\d+$/, ".0/24");
  await field(page).fill(own);
  await expect(verdict(page)).toContainText("The list has this rule already, as no. 1.");
  await field(page).fill(address);
  await expect(verdict(page)).toContainText(`No. 1, ${own}, covers all of it already, so adding it changes nothing.`);
  await field(page).fill("198.18.0.0/15");
  await expect(verdict(page)).toContainText(`It covers all of no. 1, ${own}, which is no longer needed then.`);
  await field(page).fill("all");
  await expect(verdict(page)).toContainText("Covers every IPv4 and IPv6 address");
  await expect(verdict(page)).toContainText("With it in the list you can sign in from anywhere.");

  await button(page, "Add Authorized IP/Range").focus();
  await page.getByRole("link", { name: "Add my current address" }).click();
  await expect(field(page)).toHaveValue(address);
});

test("a duplicate is refused by the server in words, and what was typed stays", async ({ page, address }) => {
  await addRule(page, address);
  await open(page, "/security/allowlist");
  await field(page).fill(address);
  await page.getByLabel(/^Note/).fill("again");
  await refused(page, 409, () => button(page, "Add Authorized IP/Range").click());
  await expect(field(page)).toHaveValue(address);
  await expect(page.getByLabel(/^Note/)).toHaveValue("again");
  await expect(verdict(page)).toContainText("The list has this rule already, as no. 1.");
  await expect(rows(page)).toHaveCount(1);
});

test("a change that leaves one out needs a confirmation that names the address, and ends the session", async ({ page, address }) => {
  await open(page, "/security/allowlist");
  await field(page).fill("203.0.113.0/24");
  const consent = page.getByLabel(`I want this, although I will not be able to sign in from ${address}.`);
  await expect(consent).toHaveAttribute("value", address);
  // the browser itself doesn't send the form without it
  await button(page, "Add Authorized IP/Range").click();
  await expect(consent).toBeFocused();
  await expect(page).toHaveURL("/security/allowlist");
  await consent.check();
  await press(button(page, "Add Authorized IP/Range"));
  // T23: what the list no longer covers is out at the next request
  await expect(page).toHaveURL(/\/sign-in\?next=/);
});

test("consent is to one rule: another one is asked about anew", async ({ page }) => {
  await open(page, "/security/allowlist");
  await field(page).fill("203.0.113.0/24");
  const consent = page.locator("input[name=confirmed]");
  await consent.check();
  // the same rule, written differently
  await field(page).fill("203.0.113.9/255.255.255.0");
  await expect(verdict(page)).toContainText("203.0.113.0/24");
  await expect(consent).toBeChecked();
  // another one that leaves out the same address
  await field(page).fill("203.0.113.0/25");
  await expect(verdict(page)).toContainText("Covers 128 addresses");
  await expect(consent).not.toBeChecked();
  await consent.check();
  await field(page).pressSequentially("0");
  await expect(consent).toHaveCount(0);
});

test("what deleting a rule would do is told without JavaScript, too", async ({ page, elsewhere, address }) => {
  await addRule(page, address);
  await addRule(page, "203.0.113.0/24");
  const storageState = await page.context().storageState();
  const plain = await elsewhere(address, { javaScriptEnabled: false, storageState });
  await plain.goto("/security/allowlist");
  const row = rows(plain).filter({ has: plain.getByText(address, { exact: true }) });
  const told = row.getByText(`You would no longer be able to sign in from ${address}, where you are now.`);
  await expect(told).toBeHidden();
  await row.locator("summary", { hasText: "Delete" }).click();
  await expect(told).toBeVisible();
  await expect(row.locator("input[name=confirmed]")).toHaveAttribute("value", address);
  await row.locator("input[name=confirmed]").check();
  await Promise.all([plain.waitForURL(/\/sign-in/), button(row, "Delete this rule").click()]);
});

test("T41: a tampered preview changes no result", async ({ page, portal, elsewhere, address }) => {
  await open(page, "/security/allowlist");

  // the confirmation taken out of the form
  await field(page).fill("203.0.113.0/24");
  await page.locator("input[name=confirmed]").evaluate((box) => box.remove());
  await refused(page, 409, () => button(page, "Add Authorized IP/Range").click());
  await expect(verdict(page)).toContainText(`You would no longer be able to sign in from ${address}, where you are now.`);
  await expect(page.locator("input[name=confirmed]")).toBeVisible();
  await expect(rows(page)).toHaveCount(0);

  // a confirmation of another address
  await page.locator("input[name=confirmed]").evaluate((box: HTMLInputElement) => {
    box.value = "203.0.113.1";
    box.checked = true;
  });
  await refused(page, 409, () => button(page, "Add Authorized IP/Range").click());
  await expect(rows(page)).toHaveCount(0);

  // an island that is told of a list that covers everything
  await open(page, "/security/allowlist");
  await field(page).fill("all");
  await field(page).evaluate((input: HTMLInputElement) => (input.value = "203.0.113.0/24"));
  await refused(page, 409, () => button(page, "Add Authorized IP/Range").click());
  await expect(rows(page)).toHaveCount(0);

  // something that the island would not call a rule
  for (const rule of ["192.0.2.0/33", "010.0.0.1", "<img src=x onerror=alert(1)>", "x".repeat(500)]) {
    await open(page, "/security/allowlist");
    await field(page).evaluate((input: HTMLInputElement, rule) => {
      input.removeAttribute("maxlength");
      input.value = rule;
    }, rule);
    await refused(page, 422, () => button(page, "Add Authorized IP/Range").click());
    await expect(field(page)).toHaveValue(rule.slice(0, 500));
    await expect(rows(page)).toHaveCount(0);
  }

  // a stale page: the list has changed in another browser meanwhile
  const person = await portal.person();
  const [one, two] = [await elsewhere("198.51.100.20"), await elsewhere("198.51.100.20")];
  await signIn(one, person);
  await signIn(two, person);
  await addRule(one, "198.51.100.0/24");
  await addRule(one, "198.51.100.20");
  await open(two, "/security/allowlist");
  await one.locator("summary", { hasText: "Delete 198.51.100.0/24" }).click();
  await press(button(rows(one).first(), "Delete this rule"));
  await open(one, "/security/allowlist");
  await addRule(one, "203.0.113.0/24");
  // there deleting this rule was harmless; now it would lock out
  await two.locator("summary", { hasText: /^Delete 198\.51\.100\.20$/ }).click();
  const stale = rows(two).filter({ hasText: "198.51.100.20" }).last();
  await expect(stale.locator("input[name=confirmed]")).toHaveCount(0);
  await refused(two, 409, () => button(stale, "Delete this rule").click());
  await expect(two.locator("#rules")).toContainText("198.51.100.20");
});

test("deleting says what it would do, and asks where it would lock out", async ({ page, address }) => {
  await addRule(page, address);
  await addRule(page, "203.0.113.0/24");
  await addRule(page, "203.0.113.7");
  const removal = async (rule: string) => {
    const row = rows(page).filter({ has: page.getByText(rule, { exact: true }) });
    await row.locator("summary", { hasText: "Delete" }).click();
    return row;
  };
  await expect(await removal("203.0.113.7")).toContainText("Other rules cover all of it, so the same addresses stay allowed.");
  const lockout = await removal(address);
  await expect(lockout).toContainText(`You would no longer be able to sign in from ${address}, where you are now.`);
  await button(lockout, "Delete this rule").click();
  await expect(page).toHaveURL(/\/security\/allowlist/);
  await lockout.locator("input[name=confirmed]").check();
  await press(button(lockout, "Delete this rule"));
  await expect(page).toHaveURL(/\/sign-in/);
});

test("IPv6 addresses, their networks, and IPv4 in disguise", async ({ elsewhere, portal }) => {
  const page = await elsewhere("2001:db8:77:1:abcd::5");
  await signIn(page, await portal.person());
  await open(page, "/security/allowlist");
  await expect(page.locator(".current")).toContainText("2001:db8:77:1:abcd::5");
  await page.getByRole("link", { name: "Add my network 2001:db8:77:1::/64" }).click();
  await expect(verdict(page)).toContainText("You can still sign in from 2001:db8:77:1:abcd::5, where you are now.");
  await press(button(page, "Add Authorized IP/Range"));
  await expect(page.locator("#rules")).toContainText("2001:db8:77:1::/64");
  await field(page).fill("::ffff:192.0.2.1");
  await expect(verdict(page)).toContainText("This is an IPv4 address in IPv6 clothing.");

  // the portal is told of a mapped address and knows the IPv4 address
  const mapped = await elsewhere("::ffff:198.51.100.33");
  await signIn(mapped, await portal.person());
  await open(mapped, "/security/allowlist");
  await expect(mapped.locator(".current")).toContainText("Your current IP address 198.51.100.33");
});

test("without a readable address nothing can be restricted, and nothing is lost", async ({ page }) => {
  await page.setExtraHTTPHeaders({ "X-Forwarded-For": "unreadable" });
  await open(page, "/security/allowlist");
  await expect(page.locator(".current")).toContainText("Unknown");
  await field(page).fill("203.0.113.0/24");
  await expect(verdict(page)).toContainText("This change is refused.");
  await refused(page, 422, () => button(page, "Add Authorized IP/Range").click());
  await expect(rows(page)).toHaveCount(0);
});

test("notes are text, whatever they hold", async ({ page, address }) => {
  const note = `<script>alert(1)</script> "'&amp; 日本語`;
  await addRule(page, address, note);
  await expect(page.locator("#rules tbody")).toContainText(note);
});

test("nothing below the verdict moves while a rule is typed, and nothing sticks out, however narrow the page", async ({ elsewhere, portal }) => {
  // the longest address there is; the scrollbar takes its share of the width
  const page = await elsewhere("2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff");
  await signIn(page, await portal.person());
  const short = await elsewhere("198.18.255.254");
  await signIn(short, await portal.person());
  for (const width of [320, 360, 400, 480, 768, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await open(page, "/security/allowlist");
    await field(page).fill("2001:db8:12:34:56:78:9a:bc/48");
    await expect(verdict(page)).toContainText("the whole range is saved");
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(beyond, `at ${width} pixels`).toBeLessThanOrEqual(0);

    await short.setViewportSize({ width, height: 800 });
    await open(short, "/security/allowlist");
    const below = button(short, "Add Authorized IP/Range");
    const top = async () => (await below.boundingBox())!.y + (await short.evaluate(() => scrollY));
    const before = await top();
    let typed = "";
    for (const key of "203.0.113.0/24") {
      typed += key;
      await field(short).press(key);
      expect(await top(), `at ${width} pixels, after ${typed}`).toBeCloseTo(before, 0);
    }
    await expect(short.locator("input[name=confirmed]")).toBeVisible();
  }
});

test("10,000 rules: found, paged, judged, and the list is full", async ({ portal, address, elsewhere }) => {
  const person = await portal.person();
  const rules = Array.from({ length: 9_999 }, (_, nth) => `10.${Math.floor(nth / 250)}.${nth % 250}.0/24`);
  portal.importRules(person, [address, ...rules]);
  const full = await elsewhere(address);
  await signIn(full, person);
  await open(full, "/security/allowlist");
  await expect(full.locator("#rules")).toContainText("10,000 rules");
  await expect(full.locator("#rules")).toContainText("1–100 of 10,000");
  await arrive(full, () => full.getByRole("link", { name: "Next" }).click());
  await expect(full.locator("#rules")).toContainText("101–200 of 10,000");
  await full.getByLabel("Find in the list").fill("10.39.100.");
  await arrive(full, () => full.getByLabel("Find in the list").press("Enter"));
  await expect(rows(full)).toHaveCount(1);

  await field(full).fill("10.39.100.77");
  await expect(verdict(full)).toContainText("10.39.100.0/24, covers all of it already");
  await field(full).fill("10.0.0.0/8");
  await expect(verdict(full)).toContainText("It covers all of 9,999 other rules");
  await expect(verdict(full)).toContainText("The list is full: it holds 10,000 rules. Delete one first.");
  await refused(full, 422, () => button(full, "Add Authorized IP/Range").click());
  await expect(full.locator("#rules")).toContainText("10,000 rules");

  const away = await elsewhere(freshAddress());
  await open(away, "/sign-in");
  await away.getByLabel("Email address").fill(person.email);
  await away.getByLabel("Password").fill(person.password);
  await refused(away, 403, () => button(away, "Sign in").click());
});
