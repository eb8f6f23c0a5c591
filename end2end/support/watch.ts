// What a browser complains about fails the test: console warnings and errors (violations of the content
// security policy are among them), uncaught errors, requests that fail.
import { expect, type BrowserContext, type ConsoleMessage, type Page, type Response, type WebError } from "@playwright/test";

const watched = new WeakMap<BrowserContext, Watch>();

class Watch {
  readonly complaints: string[] = [];
  /** Answers that a test provokes; the browser writes a line about each. */
  readonly #expected: { url: string; status: number }[] = [];

  constructor(context: BrowserContext) {
    context.on("console", (message) => this.#console(message));
    context.on("weberror", (error) => this.#uncaught(error));
    context.on("requestfailed", (request) => {
      const reason = request.failure()?.errorText ?? "";
      // the browser itself drops what a page was loading when one goes on to the next
      if (reason !== "net::ERR_ABORTED") this.complaints.push(`${request.method()} ${request.url()}: ${reason}`);
    });
  }

  expect(response: Response): void {
    this.#expected.push({ url: response.url(), status: response.status() });
  }

  /** What is left when the answers that the test provoked are taken off. */
  left(): string[] {
    return this.complaints.filter((complaint) => {
      const at = this.#expected.findIndex(({ url, status }) => complaint === refusal(url, status));
      if (at >= 0) this.#expected.splice(at, 1);
      return at < 0;
    });
  }

  #uncaught(error: WebError): void {
    const { name, message, stack } = error.error();
    const words = stack || [name, message].filter(Boolean).join(": ");
    if (words) this.complaints.push(`uncaught: ${words}`);
    // The headless shell reports one without name, message and stack now and then, as a page is left; whatever a
    // script of the portal throws has words. It is told, so that somebody may find where it comes from.
    else console.warn(`an error without words at ${error.page()?.url() ?? "a page that is gone"}`);
  }

  #console(message: ConsoleMessage): void {
    if (message.type() !== "error" && message.type() !== "warning") return;
    const status = /^Failed to load resource: the server responded with a status of (\d+)/.exec(message.text())?.[1];
    const place = message.location().url;
    this.complaints.push(status ? refusal(place, Number(status)) : `${message.type()} at ${place}: ${message.text()}`);
  }
}

function refusal(url: string, status: number): string {
  return `${url} was answered with ${status}`;
}

/** Watches whatever happens in `context` from now on. */
export function watch(context: BrowserContext): void {
  watched.set(context, new Watch(context));
}

/** Fails if something was complained about in `context`. */
export function expectNoComplaints(context: BrowserContext): void {
  expect(watched.get(context)?.left() ?? [], "what the browser complained about").toEqual([]);
}

/** Does what the portal answers with the page `status`, and waits until that page is there. */
export async function refused(page: Page, status: number, action: () => Promise<unknown>): Promise<void> {
  const answered = page.waitForResponse(
    (response) => response.request().isNavigationRequest() && (response.status() < 300 || response.status() > 399),
  );
  await Promise.all([page.waitForEvent("load"), answered, action()]);
  const response = await answered;
  expect(response.status(), response.url()).toBe(status);
  watched.get(page.context())?.expect(response);
  await awake(page);
}

/** A page whose islands are awake, or that has none. */
export const AWAKE = 'html[data-hydrated="true"], html:not(:has(script[type="module"]))';

/** Waits until the page's islands are awake; a page without any is at once. */
export async function awake(page: Page): Promise<void> {
  if (scriptless.has(page.context())) return;
  await page.locator(AWAKE).waitFor({ state: "attached" });
}

const scriptless = new WeakSet<BrowserContext>();

/** Says that no script runs in `context`. */
export function withoutScripts(context: BrowserContext): void {
  scriptless.add(context);
}
