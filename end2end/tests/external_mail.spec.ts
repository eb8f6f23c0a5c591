// E-mailed codes to an address of the person's own choice, with JavaScript and without.
import { button, card, expect, link, open, press, refused, signIn, test } from "../support/test";

test.use({
  settings: {
    SEKISHO_POLICY__MFA__EMAIL__TO: "external",
    SEKISHO_POLICY__EXTERNAL_MAIL_FORBIDDEN_DOMAINS: "people.example",
  },
});

for (const [name, options] of [
  ["with JavaScript", {}],
  ["without JavaScript, 320 pixels, dark", { javaScriptEnabled: false, viewport: { width: 320, height: 640 }, colorScheme: "dark" }],
] as const) {
  test.describe(name, () => {
    test.use(options);

    test(`${name}: an address is refused, proved, changed and removed`, async ({ page, portal }) => {
      const person = await portal.person();
      const [first, second] = [`first-${person.email}.net`, `second-${person.email}.net`];
      await signIn(page, person);
      await open(page, "/security/mfa");
      await press(card(page, /Email MFA/).getByRole("link", { name: /^Enable/ }));
      await expect(page.getByText("Not at @people.example")).toBeVisible();
      await page.getByLabel("External email address").fill(person.email);
      await refused(page, 422, () => button(page, "Send one-time code").click());
      const field = page.getByLabel("External email address");
      await expect(field).toHaveAttribute("aria-invalid", "true");
      await expect(field).toHaveValue(person.email);
      await expect(page.getByText("Addresses at people.example can’t be used here.", { exact: false })).toBeVisible();
      const [content, width] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      expect(content).toBeLessThanOrEqual(width!);

      await field.fill(first);
      await press(button(page, "Send one-time code"));
      await expect(page.getByText(first)).toBeVisible();
      const old = await portal.mail.code(first);

      // another address ends the first
      portal.clock.forward({ minutes: 5 });
      await press(link(page, "Use another address"));
      await page.getByLabel("External email address").fill(second);
      await press(button(page, "Send one-time code"));
      await page.getByLabel("One-time code").fill(old);
      await refused(page, 422, () => button(page, "Submit").click());
      await page.getByLabel("One-time code").fill(await portal.mail.code(second));
      await press(button(page, "Submit"));
      await expect(card(page, /Email MFA/)).toContainText(second);

      // a change is a code away, and until then nothing changes
      portal.clock.forward({ minutes: 2 });
      await press(card(page, /Email MFA/).getByRole("link", { name: /^Change address/ }));
      await expect(page.getByText(`Codes go to ${second} until you have confirmed another address.`)).toBeVisible();
      await page.getByLabel("External email address").fill(first);
      await press(button(page, "Send one-time code"));
      await page.getByLabel("One-time code").fill(await portal.mail.code(first));
      await press(button(page, "Submit"));
      await expect(card(page, /Email MFA/)).toContainText(first);

      const mails = card(page, /Email MFA/);
      await mails.locator("summary").click();
      await press(button(mails, "Turn off Email MFA"));
      await expect(card(page, /Email MFA/).getByText("Off", { exact: true })).toBeVisible();
    });
  });
}
