// The choice among several methods at sign-in, and second factors switched off and on, with JavaScript and without.
import { violations } from "../support/axe";
import { button, card, enableApp, enableEmail, enterCode, expect, link, open, press, sendPassword, signIn, test } from "../support/test";

test.use({
  settings: {
    SEKISHO_POLICY__MFA__MODE: "opt-in",
    SEKISHO_POLICY__MFA__CHOICE: "ask",
    SEKISHO_POLICY__MFA__SWITCH: "true",
  },
});

for (const [name, options] of [
  ["with JavaScript", {}],
  ["without JavaScript, 320 pixels, dark", { javaScriptEnabled: false, viewport: { width: 320, height: 640 }, colorScheme: "dark" }],
] as const) {
  test.describe(name, () => {
    test.use(options);

    test(`${name}: a method is chosen, and the one used last comes first`, async ({ page, portal, elsewhere }) => {
      const person = await portal.person();
      await signIn(page, person);
      const { app } = await enableApp(page, portal);
      await enableEmail(page, portal, person);

      const late = await elsewhere(undefined, options);
      await open(late, "/sign-in");
      await sendPassword(late, person);
      await expect(late).toHaveURL("/sign-in/verify");
      const choices = late.locator("a.choice");
      await expect(choices).toHaveText([/^Authenticator app/, /^Code by email/, /^Recovery code/]);
      if (late.viewportSize()!.width > 320) expect(await violations(late)).toEqual([]);
      const [content, width] = await late.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      expect(content).toBeLessThanOrEqual(width!);

      // there and back
      await press(choices.filter({ hasText: "Authenticator app" }));
      await expect(late.getByLabel("One-time code")).toBeVisible();
      await press(link(late, "Choose another way"));
      await press(choices.filter({ hasText: "Code by email" }));
      portal.clock.forward({ minutes: 2 });
      await press(button(late, "Send one-time code via Email"));
      await enterCode(late, await portal.mail.code(person.email));
      await expect(late).toHaveURL("/");

      const again = await elsewhere(undefined, options);
      await open(again, "/sign-in");
      await sendPassword(again, person);
      await expect(again.locator("a.choice").first()).toContainText("Your usual one");
      await expect(again.locator("a.choice").first()).toContainText("Code by email");
      await press(again.locator("a.choice").filter({ hasText: "Authenticator app" }));
      await enterCode(again, app.code());
      await expect(again).toHaveURL("/");
    });

    test(`${name}: off, the password is enough; on, the same methods are asked for`, async ({ page, portal, elsewhere }) => {
      const person = await portal.person();
      await signIn(page, person);
      await enableApp(page, portal);
      const use = card(page, "Use multi-factor authentication");
      await open(page, "/security/mfa");
      await expect(use.locator("input[value=yes]")).toBeChecked();
      await use.getByText("No", { exact: true }).click();
      await press(button(use, "Change"));
      await expect(page.getByText("Multi-factor authentication is off. Your methods stay set up.")).toBeVisible();
      await portal.mail.next({ to: person.email, subject: "Multi-factor authentication was switched off" });
      const late = await elsewhere(undefined, options);
      await signIn(late, person);
      await expect(late).toHaveURL("/");
      await expect(card(late, "Multi-Factor Authentication").getByText("Off", { exact: true })).toBeVisible();

      await open(page, "/security/mfa");
      await use.getByText("Yes", { exact: true }).click();
      await press(button(use, "Change"));
      await expect(page.getByText("Multi-factor authentication is on.")).toBeVisible();
      await open(late, "/sign-in");
      await sendPassword(late, person);
      await expect(late).toHaveURL("/sign-in/verify");
    });
  });
}
