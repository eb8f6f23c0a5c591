// How the browser is started, for tests, pictures and benchmarks alike.
import { existsSync } from "node:fs";
import type { PlaywrightTestConfig } from "@playwright/test";

// The headless shell is the same browser without the parts for a window; it starts and paints faster.
const browsers = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

export const chromium: PlaywrightTestConfig["use"] = {
  browserName: "chromium",
  locale: "en-GB",
  timezoneId: "Asia/Tokyo",
  launchOptions: {
    executablePath: process.env.CHROMIUM ?? browsers.find((browser) => existsSync(browser)),
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
