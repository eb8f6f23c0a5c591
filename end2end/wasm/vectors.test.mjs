// The engine gives the same answer native and in WebAssembly: the vectors that its own tests read
// (engine/tests/vectors/*.json), asked of the module that browsers get. `cargo xtask engine-wasm` builds it.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

const { judge } = createRequire(import.meta.url)("../../target/engine-wasm/glue.js");
const folder = new URL("../../engine/tests/vectors/", import.meta.url);

const judged = (kind, vector) => JSON.parse(judge(kind, JSON.stringify(vector)));

// A file holds vectors of one kind, named as it is, or of several kinds under their names.
const kinds = readdirSync(folder)
  .filter((file) => file.endsWith(".json"))
  .flatMap((file) => {
    const content = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
    return Array.isArray(content) ? [[file.replace(".json", ""), content]] : Object.entries(content);
  });

for (const [kind, vectors] of kinds) {
  test(`${vectors.length} vectors of ${kind} are judged in WebAssembly as natively`, () => {
    assert.ok(vectors.length > 0);
    for (const vector of vectors) assert.deepEqual(judged(kind, vector), vector);
  });
}

test("no kind of vectors got lost", () => {
  const names = kinds.map(([kind]) => kind);
  for (const kind of ["rules", "addresses", "clients", "lists", "passwords", "hotp", "totp", "skew", "rule_changes", "rule_repairs", "drafts", "trials", "replays", "network_lint", "network_changes", "pairing_codes", "pairing_keys"]) assert.ok(names.includes(kind), kind);
});

test("a vector that is wrong is noticed", () => {
  const wrong = { input: "192.0.2.0/24", canonical: "192.0.2.0/24", count: "255", corrected: false };
  assert.notDeepEqual(judged("rules", wrong), wrong);
  assert.equal(judged("rules", wrong).count, "256");
});

test("what no one can judge is refused instead of passing", () => {
  assert.throws(() => judge("none", "{}"), /no one knows/);
  assert.throws(() => judge("rules", "{}"), /no input/);
  assert.throws(() => judge("rules", "{"));
});
