// Reads the QR code of a page as a phone would: from the picture, by a decoder that isn't ours (ZBar).
import type { Locator } from "@playwright/test";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The text that the QR code in `picture` holds. */
export async function scan(picture: Locator): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "sekisho-qr-"));
  try {
    const file = join(folder, "picture.png");
    writeFileSync(file, await picture.screenshot());
    return execFileSync("zbarimg", ["--quiet", "--raw", file], { encoding: "utf8" }).trim();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
