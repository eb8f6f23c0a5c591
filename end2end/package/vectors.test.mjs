// The engine's test vectors, asked of the npm package as its users ask: in Node, through its public functions.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import init, {
  applyRepair, difference, judgePassword, lint, parseAddress, parseRule, repairAll, RuleList, Totp,
} from "@sekisho/engine";

await init();

async function vectors(name) {
  return JSON.parse(await readFile(new URL(`../../engine/tests/vectors/${name}.json`, import.meta.url), "utf8"));
}

/** Spans of the vectors are in bytes of UTF-8. */
const bytes = (text, span) => span.map((at) => new TextEncoder().encode(text.slice(0, at)).length);

test("t21: rules are read or refused as the vectors say", async () => {
  for (const vector of await vectors("rules")) {
    const { input } = vector;
    const rule = parseRule(input);
    const said = rule.ok
      ? { input, canonical: rule.canonical, count: String(rule.count), corrected: rule.corrected }
      : { input, error: rule.code, span: bytes(input, rule.span), suggestion: rule.suggestion };
    assert.deepEqual(said, vector);
  }
});

test("t21: addresses are read or refused as the vectors say", async () => {
  for (const vector of await vectors("addresses")) {
    const { input } = vector;
    const address = parseAddress(input);
    const said = address.ok
      ? { input, canonical: address.canonical }
      : { input, error: address.code, span: bytes(input, address.span) };
    assert.deepEqual(said, vector);
  }
});

test("lists cover what the vectors say", async () => {
  for (const { rules, verdicts } of await vectors("lists")) {
    const list = new RuleList(rules);
    const asked = Object.keys(verdicts);
    const said = list.verdicts(asked).map(({ kind, by }) => by ?? kind.replace("-", "_"));
    assert.deepEqual(said, Object.values(verdicts));
    asked.forEach((address, at) => assert.equal(list.admits(address), said[at] !== "not_covered"));
  }
});

test("changes of lists gain and lose, and repairs leave, what the vectors say", async () => {
  const { rule_changes, rule_repairs } = await vectors("changes");
  for (const { before, after, gained, lost, gained_count, lost_count } of rule_changes) {
    const found = difference(new RuleList(before), new RuleList(after), { limit: Infinity });
    // the vectors write single addresses with their length
    const prefixes = (side) => side.prefixes.map((one) => (one.includes("/") ? one : `${one}/${one.includes(":") ? 128 : 32}`));
    assert.deepEqual([prefixes(found.gained), prefixes(found.lost)], [gained, lost]);
    assert.deepEqual([found.gained.count, found.lost.count], [BigInt(gained_count), BigInt(lost_count)]);
  }
  for (const { rules, repaired } of rule_repairs) {
    assert.deepEqual(repairAll(rules).toSorted(), repaired.toSorted());
    let left = rules;
    // one after the other comes to the same addresses
    for (let finding; (finding = lint(left).find(({ repair }) => repair)); ) left = applyRepair(left, finding.repair);
    const { gained, lost } = difference(new RuleList(rules), new RuleList(left));
    assert.deepEqual([gained.count, lost.count], [0n, 0n]);
  }
});

test("t19: passwords meet or break the rules as the vectors say", async () => {
  const least = { "nist-alone": 15, "nist-with-mfa": 8 };
  const judged = (await vectors("passwords")).filter(({ rules }) => rules in least);
  assert.ok(judged.length > 20);
  for (const { rules, password, typed, broken } of judged) {
    const { checks } = judgePassword(typed ?? password, { least: least[rules] });
    const said = checks.filter(({ satisfied }) => !satisfied).map(({ code }) => code.replaceAll("-", "_"));
    assert.deepEqual(said, broken, password);
  }
});

test("t04: TOTP gives and accepts the codes of RFC 6238, and only in the steps that the skew names", async () => {
  const { totp, skew } = await vectors("otp");
  const key = (text) => new TextEncoder().encode(text);
  for (const vector of totp) {
    const one = new Totp(key(vector.key), { algorithm: vector.algorithm, digits: vector.digits, period: vector.period });
    const at = vector.time * 1000;
    assert.equal(one.code(at), vector.code);
    assert.deepEqual(one.verify(vector.code, { at, skew: 0 }), { ok: true, step: Math.floor(vector.time / vector.period) });
  }
  for (const vector of skew) {
    const one = new Totp(key(vector.key));
    const step = Math.floor(vector.time / 30) + vector.step;
    const said = one.verify(one.code(step * 30_000), { at: vector.time * 1000, skew: vector.skew });
    assert.deepEqual(said.ok ? said.step : said.code, vector.accepted ? step : "wrong");
  }
});
