// Reads the QR code of a page as a phone would: from the picture, by a decoder that isn't ours (ZBar).
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a picture can be taken of: a page or a part of it, in any browser. */
interface Shown {
  screenshot(): Promise<Uint8Array>;
}

/** The text that the QR code in the picture of `shown` holds. */
export async function scan(shown: Shown): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "sekisho-qr-"));
  try {
    const file = join(folder, "picture.png");
    writeFileSync(file, await shown.screenshot());
    return execFileSync("zbarimg", ["--quiet", "--raw", file], { encoding: "utf8" }).trim();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
