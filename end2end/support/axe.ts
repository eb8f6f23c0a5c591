// Rules of accessibility that can be checked by program.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  id: string;
  impact: string;
  nodes: { html: string; failureSummary: string }[];
}

/** What axe finds on the page: everything but advice. */
export async function violations(page: Page): Promise<string[]> {
  // evaluated, not added to the page, whose content security policy would refuse it
  await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: (options: object) => Promise<{ violations: Violation[] }> } };
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    return (await axe.run({ runOnly: tags, resultTypes: ["violations"] })).violations;
  });
  const tell = ({ html, failureSummary }: Violation["nodes"][number]) => `${html}\n${failureSummary}`;
  return found.map(({ id, impact, nodes }) => `${id} (${impact})\n${nodes.map(tell).join("\n")}`);
}
