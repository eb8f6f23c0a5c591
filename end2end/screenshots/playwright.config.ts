import { defineConfig } from "@playwright/test";
import { chromium } from "../support/chromium";

export default defineConfig({
  testDir: ".",
  testMatch: "*.shots.ts",
  outputDir: "../test-results",
  workers: 2,
  timeout: 300_000,
  reporter: "list",
  use: { ...chromium },
});
