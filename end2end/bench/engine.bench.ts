// The engine in a browser: each kernel of engine/bench-compare/src/kernels.rs as WebAssembly, built for size as the
// portal's pages have it and for speed as the npm package has it, beside the native figures of the same kernels where
// `cargo bench --bench native` has left them. Then a keystroke as a page sees it that uses the package.
import { expect, test } from "@playwright/test";
import { existsSync, readFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { serve, type Files } from "../support/files";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const NATIVE = path("../../target/bench/native.json");
const SIZES = [1_000, 10_000];
const BUILDS = ["wasm", "npm"];
/** Milliseconds for which each kernel is measured, and how often at least. */
const LONG = 400;
const OFTEN = 60;

/** Microseconds of a pass: the median, and the 99th percentile. */
type Taken = [median: number, late: number];

let files: Files;
test.beforeAll(async () => {
  files = await serve(path("../.."));
});
test.afterAll(() => files.end());

test("native against WebAssembly, and the goals of a list of 10,000 rules", async ({ page }) => {
  await page.goto(`${files.origin}/end2end/bench/empty.html`);
  expect(await page.evaluate(() => crossOriginIsolated), "the clock is a fine one").toBe(true);
  const found = new Map<string, Taken>();
  for (const build of BUILDS) {
    for (const size of SIZES) {
      const taken = await page.evaluate(measureKernels, { folder: `/target/bench/${build}`, size, long: LONG, often: OFTEN });
      for (const [kernel, passes] of Object.entries(taken)) found.set(`${build} ${size} ${kernel}`, summed(passes));
    }
  }
  report(found);
  const late = (kernel: string) => found.get(kernel)![1] / 1000;
  console.log(`10,000 rules × 10,000 sign-ins: everything ${late("wasm 10000 all of it").toFixed(1)} ms (goal: under 50), `
    + `a keystroke ${late("wasm 10000 keystroke").toFixed(2)} ms (goal: under 8), 99th percentiles`);
});

test("a keystroke through the npm package, 10,000 rules and 10,000 addresses", async ({ page }) => {
  await page.goto(`${files.origin}/end2end/bench/empty.html`);
  const passes = await page.evaluate(measurePackage, { rounds: 300 });
  const [median, late] = summed(passes);
  console.log(`npm package: keystroke median ${(median / 1000).toFixed(2)} ms, 99th percentile ${(late / 1000).toFixed(2)} ms`);
});

interface Kernels {
  prepare(): void;
  run(kernel: string): number;
  text(): string;
  addresses(): string;
}

interface Glue {
  default(source: { module_or_path: string }): Promise<unknown>;
  Bench: { new (size: number): Kernels; names(): string };
}

interface Asked {
  folder: string;
  size: number;
  long: number;
  often: number;
}

/** Runs in the page: the milliseconds of every pass of every kernel. */
async function measureKernels({ folder, size, long, often }: Asked): Promise<Record<string, number[]>> {
  const { default: load, Bench } = (await import(`${folder}/glue.js`)) as Glue;
  await load({ module_or_path: `${folder}/glue.wasm` });
  const bench = new Bench(size);
  const taken: Record<string, number[]> = {};
  for (const kernel of Bench.names().split("\n")) {
    const passes: number[] = [];
    for (let warm = 0; warm < 20; warm += 1) {
      bench.prepare();
      bench.run(kernel);
    }
    const began = performance.now();
    while (performance.now() - began < long || passes.length < often) {
      bench.prepare();
      const begin = performance.now();
      bench.run(kernel);
      passes.push(performance.now() - begin);
    }
    taken[kernel] = passes;
  }
  return taken;
}

interface Draft {
  text: string;
  readonly lost: Uint32Array;
  readonly findingCount: number;
  readonly wrong: readonly unknown[];
  difference(options: object): unknown;
  findings(options: object): unknown;
}

/** Runs in the page: what a page does at each input, with what it can show: a hundred of everything. */
async function measurePackage({ rounds }: { rounds: number }): Promise<number[]> {
  const folder = "/target/bench/npm";
  const { default: loadKernels, Bench } = (await import(`${folder}/glue.js`)) as Glue;
  await loadKernels({ module_or_path: `${folder}/glue.wasm` });
  const { default: load, Draft } = (await import("/end2end/node_modules/@sekisho/engine/index.js" as string)) as {
    default(): Promise<void>;
    Draft: new (saved: string, options: { addresses: string[] }) => Draft;
  };
  await load();
  const bench = new Bench(10_000);
  const draft = new Draft(bench.text(), { addresses: bench.addresses().trim().split("\n") });
  const passes: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    bench.prepare();
    const text = bench.text();
    const begin = performance.now();
    draft.text = text;
    void [draft.wrong, draft.lost, draft.findingCount, draft.findings({ limit: 100 }), draft.difference({ limit: 100 })];
    if (round >= 20) passes.push(performance.now() - begin);
  }
  return passes;
}

function summed(passes: number[]): Taken {
  const sorted = passes.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]! * 1000;
  return [at(0.5), at(0.99)];
}

function report(found: Map<string, Taken>): void {
  const native: Record<string, Taken> = existsSync(NATIVE) ? JSON.parse(readFileSync(NATIVE, "utf8")) : {};
  const cell = (taken?: Taken) => (taken ? `${taken[0].toFixed(0)} (${taken[1].toFixed(0)})` : "–");
  const lines = [...found.keys()].filter((key) => key.startsWith("wasm ")).map((key) => {
    const [, size, ...kernel] = key.split(" ");
    const [name, npm] = [kernel.join(" "), found.get(key.replace("wasm", "npm"))!];
    const own = native[`${size} ${name}`];
    const ratio = own ? ` ${(found.get(key)![0] / own[0]).toFixed(1)} | ${(npm[0] / own[0]).toFixed(1)} |` : " – | – |";
    return `| ${Number(size).toLocaleString("en")} | ${name} | ${cell(own)} | ${cell(found.get(key))} | ${cell(npm)} |${ratio}`;
  });
  console.log(`Microseconds of a pass, median (99th percentile); ${cpus().length} processors, load ${loadavg()[0]!.toFixed(1)}
| rules | kernel | native | WASM as in the pages | WASM as in the package | pages ÷ native | package ÷ native |
|--:|---|--:|--:|--:|--:|--:|
${lines.join("\n")}`);
}
