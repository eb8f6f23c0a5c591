// The portal's own OTP app, on a device of its own: what is pressed there, and the six digits that it shows.
import { expect, type Page } from "@playwright/test";
import type { Portal } from "./portal";
import { open } from "./test";

export class OtpApp {
  readonly page: Page;
  readonly #portal: Portal;
  #lastStep = -1;

  private constructor(page: Page, portal: Portal) {
    this.page = page;
    this.#portal = portal;
  }

  /** Opens it; its device's clock follows the portal's. */
  static async open(page: Page, portal: Portal): Promise<OtpApp> {
    const app = new OtpApp(page, portal);
    await app.#tellTime();
    await open(page, "/authenticator");
    return app;
  }

  /** Presses Add; answers the application code. */
  async add(): Promise<string> {
    await this.#part("add").click();
    await expect(this.#part("application")).toHaveText(/\w/);
    return this.#part("application").innerText();
  }

  /** Types the portal's user code, and presses Register. */
  async register(userCode: string): Promise<void> {
    await this.#part("user").fill(userCode);
    await this.#part("form").locator("button[type=submit]").click();
    await expect(this.#part("view")).toBeVisible();
  }

  /** The six digits that it shows while VIEW CODE is held: in a time step whose code nobody has used yet. */
  async code(): Promise<string> {
    this.#portal.clock.forwardToStep(this.#lastStep + 1);
    await this.#tellTime();
    await this.#part("view").hover();
    await this.page.mouse.down();
    await expect(this.#part("code")).toHaveText(/^\d{3}\s?\d{3}$/);
    const shown = await this.#part("code").innerText();
    this.#lastStep = this.#portal.clock.step();
    await this.page.mouse.up();
    await expect(this.#part("code")).not.toHaveText(/\d/);
    return shown.replaceAll(/\s/g, "");
  }

  #part(name: string) {
    return this.page.locator(`#authenticator [data-part=${name}]`);
  }

  async #tellTime(): Promise<void> {
    await this.page.clock.setSystemTime(this.#portal.clock.now() * 1000);
  }
}
