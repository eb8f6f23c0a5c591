// The portal's clock. It runs as the machine's does and can be set forward, so that no test waits for a time
// step, a countdown or the end of a session. libfaketime reads how far from a file, at every look at the clock.
import { readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const STEP = 30;

export class Clock {
  readonly #file: string;
  #ahead = 0;

  constructor(folder: string) {
    this.#file = join(folder, "clock");
    this.#write();
  }

  /** What a process has to be started with in order to live by this clock. */
  environment(): Record<string, string> {
    return {
      LD_PRELOAD: library(),
      FAKETIME_TIMESTAMP_FILE: this.#file,
      FAKETIME_NO_CACHE: "1",
      // durations are real: time-outs, polling, what a password's hash takes
      DONT_FAKE_MONOTONIC: "1",
    };
  }

  /** The portal's time, in seconds since 1970. */
  now(): number {
    return Date.now() / 1000 + this.#ahead;
  }

  /** The present time step of an authenticator app (RFC 6238 section 4.2). */
  step(): number {
    return Math.floor(this.now() / STEP);
  }

  /** Sets the clock forward. */
  forward(by: { seconds?: number; minutes?: number; hours?: number }): void {
    this.#ahead += (by.seconds ?? 0) + 60 * (by.minutes ?? 0) + 3600 * (by.hours ?? 0);
    this.#write();
  }

  /** Sets the clock forward to when `step` begins, unless that is over. */
  forwardToStep(step: number): void {
    const missing = step * STEP - this.now();
    if (missing > 0) this.forward({ seconds: missing });
  }

  #write(): void {
    // in one go: a reader must never see half of it
    writeFileSync(`${this.#file}.new`, `+${this.#ahead.toFixed(3)}\n`);
    renameSync(`${this.#file}.new`, this.#file);
  }
}

function library(): string {
  const folders = readdirSync("/usr/lib").map((name) => join("/usr/lib", name, "faketime"));
  for (const folder of [...folders, "/usr/lib/faketime", "/usr/local/lib/faketime"]) {
    try {
      const name = readdirSync(folder).find((file) => file === "libfaketimeMT.so.1");
      if (name) return join(folder, name);
    } catch {
      // not there: look on
    }
  }
  throw new Error("libfaketime isn't installed: scripts/setup-test.sh does that");
}
