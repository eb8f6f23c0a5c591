import { defineConfig } from "@playwright/test";
import { chromium } from "../support/chromium";

export default defineConfig({
  testDir: ".",
  testMatch: "*.bench.ts",
  outputDir: "../test-results",
  workers: 1,
  timeout: 300_000,
  reporter: [["list", { printSteps: false }]],
  use: { ...chromium },
});
