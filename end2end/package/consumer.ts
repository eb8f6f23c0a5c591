// A consumer in TypeScript: it is only checked. What must not compile says so.
import init, {
  Draft, lint, parseRule, RuleList, RuleSyntaxError, Totp, type DraftFinding, type Family, type Verdict,
} from "@sekisho/engine";

await init(fetch("/engine.wasm"));

const rule = parseRule("192.0.2.0/24");
const count: bigint = rule.ok ? rule.count : 0n;
const wrong: string | null = rule.ok ? null : rule.suggestion;
// @ts-expect-error what was read has no error
if (rule.ok) rule.suggestion;

const { list, entries } = RuleList.parse("192.0.2.0/24", { at: new Date() });
const verdict: Verdict = list.verdict("192.0.2.1");
const by: number | undefined = verdict.kind === "covered" ? verdict.by : undefined;
// @ts-expect-error one change at a time
list.preview({ add: "all", remove: 0 });
// @ts-expect-error a list doesn't change
list.rules.push("all");

for (const finding of lint(list.rules, { v4: 16 })) {
  // each code has what belongs to it
  if (finding.code === "one_family") finding.missing satisfies Family;
  if (finding.code === "redundant") finding.by satisfies number;
  // @ts-expect-error and no more
  if (finding.code === "large") finding.by;
}

const draft = new Draft(list.toString(), { addresses: entries.map(({ rule }) => rule) });
draft.text = "all";
const first: DraftFinding | undefined = draft.findings()[0];
if (first?.repair) draft.text = draft.repaired(first);
const lost: Uint32Array = draft.lost;

try {
  new RuleList(["nobody"]);
} catch (error) {
  if (error instanceof RuleSyntaxError) error.code satisfies string;
}

const totp = new Totp(Totp.newKey(), { digits: 8 });
const verified = totp.verify("123456", { at: Date.now(), lastStep: null });
const step: number | null = verified.ok ? verified.step : null;
// @ts-expect-error the time is always given
totp.verify("123456", {});

export { by, count, lost, step, wrong };
