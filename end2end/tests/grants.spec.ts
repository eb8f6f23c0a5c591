// MFA grants: where a second factor counts, ending that, and a session that waits.
import { button, card, enableApp, enterCode, expect, link, open, press, sendPassword, signIn, test } from "../support/test";
import { violations } from "../support/axe";

test.use({
  settings: {
    SEKISHO_POLICY__MFA__MODE: "opt-in",
    SEKISHO_POLICY__GRANT__BINDING: "source-address",
    SEKISHO_POLICY__SESSION__IDLE_MINUTES: "1440",
    SEKISHO_POLICY__SESSION__ABSOLUTE_HOURS: "72",
  },
});

test("a second factor counts where it was shown, for its time, until it is revoked", async ({ page, portal, address, elsewhere }) => {
  const person = await portal.person({ name: "Gerda Grant" });
  await signIn(page, person);
  const { app } = await enableApp(page, portal);
  await open(page, "/security/mfa");
  const status = card(page, "MFA status");
  await expect(status).toContainText("Counts here");
  await expect(status.locator("tbody tr")).toHaveCount(1);
  await expect(status.locator("tbody tr")).toContainText(address);
  await expect(status).toContainText("IPv4 only");
  await expect(status).toContainText("Mail software that connects by IPv6 is not covered yet.");
  expect(await violations(page)).toEqual([]);

  // another browser at the same address shows the password alone, one elsewhere a code too
  const beside = await elsewhere(address);
  await signIn(beside, person);
  await expect(beside).toHaveURL(portal.origin + "/");
  const away = await elsewhere();
  await signIn(away, person);
  await expect(away).toHaveURL(/sign-in\/verify/);

  portal.clock.forward({ minutes: 2 });
  await press(link(status, "Show a second factor now"));
  await expect(page.getByText("You are signed in. What you want to do needs a second factor")).toBeVisible();
  await press(button(page, "Continue"));
  await press(button(page, "Cancel"));
  await expect(page).toHaveURL(portal.origin + "/");
  await open(page, "/sign-in/step-up?next=/security/mfa");
  await press(button(page, "Continue"));
  await enterCode(page, app.code());
  await expect(page).toHaveURL(/security\/mfa$/);
  await expect(status.locator("tbody tr")).toHaveCount(2);

  await status.locator("summary", { hasText: "Revoke all" }).click();
  await press(button(status, "Revoke all"));
  await expect(page.getByText("Your second factor no longer counts anywhere.")).toBeVisible();
  await expect(status).toContainText("Nowhere yet");
  await beside.goto("/account");
  await expect(beside.getByText("Your second factor doesn’t count at the address you are using now")).toBeVisible();
  await sendPassword(beside, person);
  await expect(beside).toHaveURL(/sign-in\/verify/);
});
