// Firefox as people have it (Debian's), driven over WebDriver BiDi by puppeteer-core. Playwright would bring a
// Firefox of its own.
import puppeteer, { type Browser, type BrowserContext, type ElementHandle, type Page } from "puppeteer-core";
import { writeFileSync } from "node:fs";
import type { Portal } from "./portal";
import { freshAddress, from } from "./test";
import { AWAKE } from "./watch";

/** Starts Firefox, as `chromium.ts` does Chromium: without a window, in English, in Japan's time. */
export function startFirefox(): Promise<Browser> {
  return puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
    headless: true,
    defaultViewport: { width: 1280, height: 720 },
    env: { ...process.env, TZ: "Asia/Tokyo" },
    extraPrefsFirefox: { "intl.accept_languages": "en-GB,en", "intl.locale.requested": "en-GB" },
  });
}

/** A button by its name, within a part of the page. */
export function button(name: string, within = "main"): string {
  return named("button", name, within);
}

/** A link by its name, within a part of the page. */
export function link(name: string, within = "main"): string {
  return named("link", name, within);
}

function named(role: string, name: string, within: string): string {
  return `${within} ::-p-aria([role="${role}"][name="${name}"])`;
}

/** Somebody at a portal with a Firefox of their own: cookies, address and what it complains about. */
export class Visitor {
  readonly page: Page;
  /** Where the trusted proxy says that they are. */
  readonly address: string;
  /** What went wrong in the browser: warnings, errors, what the security policy refuses, requests that fail. */
  readonly complaints: string[] = [];
  readonly #context: BrowserContext;
  readonly #portal: Portal;

  private constructor(portal: Portal, context: BrowserContext, page: Page, address: string) {
    this.#portal = portal;
    this.#context = context;
    this.page = page;
    this.address = address;
  }

  /** Opens a browser for somebody at `address`. */
  static async arrive(browser: Browser, portal: Portal, address = freshAddress()): Promise<Visitor> {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    const visitor = new Visitor(portal, context, page, address);
    page.setDefaultTimeout(15_000);
    await page.setExtraHTTPHeaders(from(address));
    visitor.#watch();
    return visitor;
  }

  /** Closes their browser. */
  async leave(): Promise<void> {
    await this.#context.close();
  }

  /** Goes to a page and waits until it is awake. */
  async open(path: string): Promise<void> {
    await this.page.goto(this.#portal.origin + path);
    await this.#awake();
  }

  /** Clicks what leads to another page, and waits until that is awake. */
  async press(selector: string): Promise<void> {
    await this.#doing(`going on by ${selector}`, () =>
      Promise.all([this.page.waitForNavigation(), this.page.locator(selector).click()]),
    );
    await this.#awake();
  }

  /** Clicks what stays on the page. */
  async click(selector: string): Promise<void> {
    await this.#doing(`clicking ${selector}`, () => this.page.locator(selector).click());
  }

  /** Types `text` into the field of that label, at the end of what is there, key by key. */
  async type(label: string, text: string): Promise<void> {
    const field = await this.#field(label);
    await field.focus();
    await field.type(text);
  }

  /** Empties the field of that label. */
  async clear(label: string): Promise<void> {
    const field = await this.#field(label);
    await field.focus();
    await this.page.keyboard.down("Control");
    await this.page.keyboard.press("a");
    await this.page.keyboard.up("Control");
    await this.page.keyboard.press("Backspace");
  }

  /** Waits until the element shows something else than now. */
  async changes(selector: string): Promise<void> {
    const [before] = await this.texts(selector);
    const other = (selector: string, before: string | undefined) =>
      document.querySelector<HTMLElement>(selector)?.innerText !== before;
    await this.#doing(`waiting for another text of ${selector}`, () =>
      this.page.waitForFunction(other, {}, selector, before),
    );
  }

  /** Waits until an element shows `text` somewhere. */
  async sees(selector: string, text: string): Promise<void> {
    const shown = (selector: string, text: string) =>
      [...document.querySelectorAll<HTMLElement>(selector)].some((element) => element.innerText.includes(text));
    await this.#doing(`looking for ${JSON.stringify(text)} in ${selector}`, () =>
      this.page.waitForFunction(shown, {}, selector, text),
    );
  }

  /** The texts of all elements of a selector. */
  texts(selector: string): Promise<string[]> {
    return this.page.$$eval(selector, (elements) => elements.map((element) => (element as HTMLElement).innerText));
  }

  /** Keeps a picture of the page. */
  async picture(file: string): Promise<void> {
    writeFileSync(file, await this.page.screenshot());
  }

  /** The path and query of the page. */
  get path(): string {
    return this.page.url().replace(this.#portal.origin, "");
  }

  async #field(label: string) {
    const find = (label: string) => [...document.querySelectorAll("label")].find((element) => element.innerText.trim() === label)?.control;
    const found = await this.#doing(`looking for a field called ${label}`, () => this.page.waitForFunction(find, {}, label));
    return found as ElementHandle<HTMLElement>;
  }

  async #awake(): Promise<void> {
    await this.#doing("waiting for the islands", () => this.page.waitForSelector(AWAKE));
  }

  /** Puppeteer's errors don't tell what was tried, nor where. */
  async #doing<T>(what: string, action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      throw new Error(`${what}, at ${this.page.url()}: ${error}`, { cause: error });
    }
  }

  #watch(): void {
    this.page.on("console", (message) => {
      if (["error", "warn"].includes(message.type())) this.complaints.push(`${message.type()}: ${message.text()}`);
    });
    this.page.on("pageerror", (error) => this.complaints.push(`uncaught: ${String(error)}`));
    this.page.on("requestfailed", (request) => this.complaints.push(`${request.url()}: ${request.failure()?.errorText}`));
    this.page.on("response", (response) => {
      if (response.status() >= 400) this.complaints.push(`${response.url()} was answered with ${response.status()}`);
    });
  }
}
