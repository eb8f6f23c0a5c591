// T19 in the browser: the field for a new password judges every case of the table as the server does, natively and
// in WebAssembly alike. The rules of `compat` are in password_rules_compat.spec.ts.
import { holdToTheTable } from "../support/passwords";
import { open, signIn, signInAdministrator, test } from "../support/test";

test("T19: nist, for a password that stands alone", async ({ page, portal }) => {
  await signIn(page, await portal.person());
  await open(page, "/account");
  await holdToTheTable(page, "nist-alone");
});

test("T19: nist, beside a second factor", async ({ page, portal }) => {
  await signInAdministrator(page, portal);
  await open(page, "/account");
  await holdToTheTable(page, "nist-with-mfa");
});
