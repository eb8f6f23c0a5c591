import { defineConfig } from "@playwright/test";
import { chromium } from "./support/chromium";

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  fullyParallel: false,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    ...chromium,
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    // recording takes longer than the tests themselves
    trace: process.env.SEKISHO_E2E_TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
  },
});
