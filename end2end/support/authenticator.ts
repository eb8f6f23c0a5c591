// An authenticator app, by a library that isn't ours. It never shows the same code twice: where the next one
// isn't due yet, the portal's clock is set forward to it.
import { Secret, TOTP, URI } from "otpauth";
import type { Clock } from "./clock";

export class Authenticator {
  readonly #totp: TOTP;
  readonly #clock: Clock;
  #last = -1;

  private constructor(totp: TOTP, clock: Clock) {
    this.#totp = totp;
    this.#clock = clock;
  }

  /** An app into which `key` was typed, in groups or not. */
  static typed(key: string, clock: Clock): Authenticator {
    const secret = Secret.fromBase32(key.replaceAll(/\s/g, ""));
    return new Authenticator(new TOTP({ secret, algorithm: "SHA1", digits: 6, period: 30 }), clock);
  }

  /** An app that scanned `uri`. */
  static scanned(uri: string, clock: Clock): Authenticator {
    const read = URI.parse(uri);
    if (!(read instanceof TOTP)) throw new Error(`not a time-based code: ${uri}`);
    return new Authenticator(read, clock);
  }

  get issuer(): string {
    return this.#totp.issuer;
  }

  get label(): string {
    return this.#totp.label;
  }

  /** What the app is set to. */
  get settings(): { algorithm: string; digits: number; period: number } {
    const { algorithm, digits, period } = this.#totp;
    return { algorithm, digits, period };
  }

  /** A code that has not been shown before. */
  code(): string {
    this.#clock.forwardToStep(this.#last + 1);
    this.#last = this.#clock.step();
    return this.codeAt(this.#last);
  }

  /** The code of a time step. */
  codeAt(step: number): string {
    return this.#totp.generate({ timestamp: step * 30_000 });
  }

  /** Six digits that are right in no step near the present one. */
  wrong(): string {
    const now = this.#clock.step();
    const near = new Set([-2, -1, 0, 1, 2].map((away) => this.codeAt(now + away)));
    return ["000000", "111111", "222222", "333333", "444444", "555555"].find((code) => !near.has(code))!;
  }
}
