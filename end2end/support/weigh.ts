// What a page makes the browser download, as it comes over the wire: compressed, headers included.
import type { Page } from "@playwright/test";
import { awake } from "./watch";

/** Goes to `path` with an empty cache and answers how many bytes were received, by address. */
export async function weigh(page: Page, path: string): Promise<Map<string, number>> {
  const protocol = await page.context().newCDPSession(page);
  const addresses = new Map<string, string>();
  const bytes = new Map<string, number>();
  protocol.on("Network.requestWillBeSent", ({ requestId, request }) => addresses.set(requestId, request.url));
  protocol.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const address = addresses.get(requestId) ?? requestId;
    if (address.startsWith("http")) bytes.set(address, (bytes.get(address) ?? 0) + encodedDataLength);
  });
  await protocol.send("Network.enable");
  await protocol.send("Network.setCacheDisabled", { cacheDisabled: true });
  await page.goto(path, { waitUntil: "networkidle" });
  await awake(page);
  await protocol.detach();
  return bytes;
}
