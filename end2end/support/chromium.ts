// How the browser is started, for tests, pictures and benchmarks alike.
import type { PlaywrightTestConfig } from "@playwright/test";

export const chromium: PlaywrightTestConfig["use"] = {
  browserName: "chromium",
  locale: "en-GB",
  timezoneId: "Asia/Tokyo",
  launchOptions: {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  },
};
