// What the npm package does besides judging single values: lists as text, drafts, errors, and what is in it.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { test } from "node:test";
import init, {
  AddressSyntaxError, Draft, lint, networkOf, parseRule, replay, RuleList, RuleSyntaxError, Totp,
} from "@sekisho/engine";

test("before it is loaded the package says so", () => {
  assert.throws(() => parseRule("all"), /await init\(\) first/);
});

test("a load that failed can be tried again", async () => {
  await assert.rejects(init(new Uint8Array([1, 2, 3])));
  await init();
  assert.equal(parseRule("all").canonical, "all");
});

test("spans count as JavaScript does, and a suggestion is offered", () => {
  const error = parseRule("\u{1f98a} 192.0.2.1");
  assert.equal(error.ok, false);
  assert.equal("\u{1f98a} 192.0.2.1".slice(...error.span), "\u{1f98a}");
  assert.equal(parseRule("192.0.2.*").suggestion, "192.0.2.0/24");
});

test("a list is read with ends and notes, and at a time only what holds then counts", () => {
  const text = "# Offices\n192.0.2.0/24 # Tokyo\n198.51.100.7 until 2026-11-30\n192.0.2.300\n  192.0.2.*/x # note\n";
  const { list, entries, wrong } = RuleList.parse(text);
  assert.deepEqual(list.rules, ["192.0.2.0/24", "198.51.100.7"]);
  assert.deepEqual(entries[0], { line: 2, rule: "192.0.2.0/24", until: null, note: "Tokyo" });
  assert.equal(entries[1].until, "2026-11-30");
  assert.deepEqual(wrong.map(({ line, code, text, span }) => [line, code, text.slice(...span)]), [
    [4, "octet_too_large", "300"],
    [5, "wildcard", "*"],
  ]);
  const later = RuleList.parse(text, { at: new Date("2026-12-01T00:00:00Z") }).list;
  assert.deepEqual(later.rules, ["192.0.2.0/24"]);
  assert.equal(String(later), "192.0.2.0/24\n");
  assert.deepEqual(later.ranges, [{ family: "IPv4", first: "192.0.2.0", last: "192.0.2.255" }]);
  assert.equal(later.count, 256n);
});

test("what is no rule or no address is named with its place", () => {
  assert.throws(() => new RuleList(["all", "192.0.2.*"]), (error) => {
    assert.ok(error instanceof RuleSyntaxError && error instanceof SyntaxError);
    assert.deepEqual([error.place, error.code, error.suggestion], [1, "wildcard", "192.0.2.0/24"]);
    return true;
  });
  assert.throws(() => new RuleList().admits("nobody"), AddressSyntaxError);
  for (const asked of [() => new Draft("", { addresses: ["::1", "x"] }), () => replay({}, ["::1", "x"])]) {
    assert.throws(asked, (error) => error instanceof AddressSyntaxError && error.place === 1);
  }
  assert.throws(() => lint(["all\nall"]), /line break/);
  assert.throws(() => networkOf("192.0.2.1", 33), RangeError);
});

test("a preview says what a rule would do to a list", () => {
  const list = new RuleList(["192.0.2.0/24", "192.0.2.7"]);
  const added = list.preview({ add: "192.0.0.0/16" }, ["192.0.3.1", "198.51.100.1"]);
  assert.deepEqual([added.covered, added.includes, added.count], ["no", [0, 1], 65536n]);
  assert.deepEqual(added.addresses.map(({ gained, lost }) => [gained, lost]), [[true, false], [false, false]]);
  const removed = list.preview({ remove: 1 }, ["192.0.2.7"]);
  assert.deepEqual([removed.covered, removed.coveredBy, removed.rule], ["by", 0, "192.0.2.7"]);
  assert.deepEqual(removed.addresses[0].after, { kind: "covered", admits: true, by: 0, rule: "192.0.2.0/24" });
});

test("a draft tells what an edit changes, and repairs keep comments and notes", () => {
  const saved = "# Offices\n9.9.9.0/24 # Tokyo\n9.9.9.7\n2620:fe::/48\n";
  const draft = new Draft(saved, { addresses: ["9.9.9.9", "2620:fe::fe", "185.1.1.1"] });
  assert.equal(draft.changed, false);
  assert.deepEqual(draft.findings().map(({ code, lines }) => [code, lines]), [["redundant", [3]]]);
  assert.equal(draft.repaired(draft.findings()[0]), "# Offices\n9.9.9.0/24 # Tokyo\n2620:fe::/48\n");

  draft.text = "# Offices\n9.9.9.128/25 # Tokyo\n9.9.9.0/26\n9.9.9.64/26\n185.1.1.1\nnonsense";
  assert.equal(draft.changed, true);
  assert.equal(draft.length, 4);
  assert.deepEqual(draft.wrong.map(({ line, code }) => [line, code]), [[6, "name"]]);
  assert.deepEqual([[...draft.lost], [...draft.gained]], [[1], [2]]);
  const { gained, lost } = draft.difference();
  assert.deepEqual([gained.prefixes, lost.prefixes, lost.count], [["185.1.1.1"], ["2620:fe::/48"], 2n ** 80n]);
  const merged = draft.findings().find(({ code }) => code === "mergeable");
  assert.equal(merged.into, "9.9.9.0/24");
  assert.equal(draft.repaired(merged), "# Offices\n9.9.9.0/24 # Tokyo\n185.1.1.1\nnonsense\n");
  assert.equal(draft.repairedAll(), draft.repaired(merged));
  assert.deepEqual(draft.addresses({ from: 1, limit: 1 }).map(({ address, lost }) => [address, lost]), [["2620:fe::fe", true]]);
});

test("sign-ins that would be refused are told by the list that refuses them", () => {
  const [portal, account] = [new RuleList(["192.0.2.0/24"]), new RuleList(["192.0.2.0/25"])];
  const from = ["192.0.2.1", "198.51.100.1", "192.0.2.200", null];
  assert.deepEqual(replay({ portal, account }, from), [
    { reason: "not_in_portal_rules", places: [1, 3] },
    { reason: "not_in_account_rules", places: [2] },
  ]);
  assert.deepEqual(replay({}, from), []);
});

test("a code is accepted once, and a URI reads back as what it was made of", () => {
  const key = Totp.newKey("SHA256");
  assert.equal(key.length, 32);
  const totp = new Totp(key, { algorithm: "SHA256", digits: 8 });
  const at = 1_700_000_000_000;
  const first = totp.verify(totp.code(at), { at });
  assert.deepEqual(totp.verify(totp.code(at), { at, lastStep: first.step }).code, "already-used");
  assert.equal(totp.verify("12 34", { at }).code, "length");
  assert.equal(totp.secondsLeft(at), 10);
  const { key: base32, ...told } = Totp.parseUri(totp.uri({ issuer: "関所 & Co", account: "alice@example.org" }));
  assert.deepEqual(told, { issuer: "関所 & Co", account: "alice@example.org", algorithm: "SHA256", digits: 8, period: 30 });
  assert.equal(new Totp(base32, told).code(at), totp.code(at));
});

test("the package holds what its manifest says, and nothing of the machine that built it", async () => {
  const folder = new URL("../node_modules/@sekisho/engine/", import.meta.url);
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => `${parentPath.replace(/\/$/, "")}/${name}`);
  const names = paths.map((path) => path.slice(path.indexOf("@sekisho/engine/") + 16)).toSorted();
  assert.deepEqual(names, [
    "LICENSE", "README.md", "engine.wasm", "example/example.css", "example/example.js", "example/index.html", "glue.js",
    "index.d.ts", "index.js", "node.js", "package.json",
  ]);
  const repository = new URL("../../", import.meta.url).pathname;
  const places = [repository, homedir(), process.env.CARGO_HOME].filter((place) => place && place !== "/");
  for (const path of paths) {
    const bytes = await readFile(path);
    for (const place of places) assert.ok(!bytes.includes(place), `${path} names ${place}`);
    if (path.endsWith(".wasm")) assert.ok(!/\/(home|Users)\/[a-z]/.test(bytes.toString("latin1")), path);
  }
});
