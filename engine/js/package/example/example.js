import init, { Draft, parseAddress } from "../index.js";

const byId = (id) => document.getElementById(id);
const [rules, addresses] = [byId("rules"), byId("addresses")];

const SAVED = `# The office
9.9.9.0/24          # Tokyo
9.9.9.128/25        # the second floor
149.112.112.112     # the old gateway
2620:fe::/48
`;
const FROM = `9.9.9.17
149.112.112.112
2620:fe::fe
185.95.218.42
`;
/** More of anything than this is counted and not shown. */
const SHOWN = 50;

let saved = SAVED;
let draft;

await init();
rules.value = saved;
addresses.value = FROM;
begin();

rules.addEventListener("input", judge);
addresses.addEventListener("input", begin);
byId("save").addEventListener("click", () => {
  saved = rules.value;
  begin();
});
byId("revert").addEventListener("click", () => edit(saved));
byId("repair-all").addEventListener("click", () => edit(draft.repairedAll()));

/** A new draft: the saved list or the addresses are others. */
function begin() {
  const typed = addresses.value.split("\n").map((line) => line.trim()).filter(Boolean);
  const wrong = typed.filter((text) => !parseAddress(text).ok);
  byId("addresses-wrong").textContent = wrong.map((text) => `${text}: ${parseAddress(text).message}`).join("; ");
  draft?.free();
  draft = new Draft(saved, { addresses: typed.filter((text) => parseAddress(text).ok) });
  judge();
}

/** Puts a text into the editor, as if it had been typed. */
function edit(text) {
  rules.value = text;
  judge();
  rules.focus();
}

function judge() {
  const began = performance.now();
  draft.text = rules.value;
  const answer = {
    wrong: draft.wrong,
    difference: draft.difference({ limit: SHOWN }),
    findings: draft.findings({ limit: SHOWN }),
    addresses: draft.addresses({ limit: SHOWN }),
    lost: draft.lost,
  };
  const taken = performance.now() - began;
  showSummary(answer);
  byId("wrong").replaceChildren(...answer.wrong.slice(0, SHOWN).map(wrongLine));
  byId("verdicts").replaceChildren(...answer.addresses.map(verdictRow));
  showDifference(answer.difference);
  showFindings(answer.findings);
  byId("save").disabled = byId("revert").disabled = rules.value === saved;
  byId("time").textContent = `${taken.toFixed(1)} ms`;
}

function showSummary({ lost, wrong }) {
  const summary = byId("summary");
  const parts = [
    lost.length && `${lost.length === 1 ? "1 address" : `${lost.length} addresses`} would be locked out.`,
    wrong.length && `${wrong.length === 1 ? "1 line" : `${wrong.length} lines`} can't be read.`,
    draft.length === 0 && "Without rules, everybody gets in.",
  ].filter(Boolean);
  summary.classList.toggle("bad", lost.length + wrong.length > 0);
  summary.textContent = parts.join(" ") || "Nobody would be locked out.";
}

function wrongLine({ line, text, message, span, suggestion }) {
  const [begin, end] = span;
  const told = [`Line ${line}: ${message}. `, text.slice(0, begin), element("mark", text.slice(begin, end)), text.slice(end)];
  if (suggestion) told.push(" ", action(`Use ${suggestion}`, () => edit(withLine(line, text, span, suggestion))));
  return element("li", ...told);
}

/** The text with a line's rule replaced by what was meant; what stands behind it stays. */
function withLine(number, text, [begin], suggestion) {
  const lines = rules.value.split("\n");
  const comment = text.indexOf("#", begin);
  lines[number - 1] = comment < 0 ? suggestion : `${suggestion} ${text.slice(comment)}`;
  return lines.join("\n");
}

function verdictRow({ address, before, after, lost, gained }) {
  const row = element("tr", element("td", address), cell("Saved", before), cell("Draft", after));
  if (lost) row.lastChild.append(" – locked out");
  if (gained) row.lastChild.append(" – new");
  return row;
}

function cell(of, verdict) {
  const words = { unrestricted: "gets in: no rules", "not-covered": "refused" };
  const told = element("td", words[verdict.kind] ?? `gets in by ${verdict.rule}`);
  told.dataset.of = of;
  told.className = verdict.admits ? "yes" : "no";
  return told;
}

function showDifference({ gained, lost }) {
  const row = (name, { count, prefixes, truncated }) => [
    element("dt", name),
    element("dd", count ? `${count.toLocaleString()}: ${prefixes.join(", ")}${truncated ? ", …" : ""}` : "none"),
  ];
  byId("difference").replaceChildren(...row("Gain entry", gained), ...row("Lose entry", lost));
}

function showFindings(findings) {
  const more = draft.findingCount - findings.length;
  const items = findings.map((finding) => {
    const item = element("li", element("span", inWords(finding)));
    if (finding.repair) item.append(action(repairInWords(finding), () => edit(draft.repaired(finding))));
    return item;
  });
  if (more > 0) items.push(element("li", `… and ${more.toLocaleString()} more`));
  byId("findings").replaceChildren(...(items.length ? items : [element("li", "None.")]));
  byId("repair-all").hidden = findings.filter((finding) => finding.repair).length < 2;
}

function inWords(finding) {
  const lines = finding.lines;
  const line = lines.length === 1 ? `Line ${lines[0]}` : `Lines ${lines.join(", ")}`;
  switch (finding.code) {
    case "duplicate":
      return `${line}: the same rule is in the list before.`;
    case "redundant":
      return `${line}: another rule covers it already.`;
    case "all_beside_others":
      return `${line}: “all” makes the other rules needless.`;
    case "mergeable":
      return `${line} together are ${finding.into}.`;
    case "temporary":
      return `${line}: a device changes such an address by itself; ${finding.network} would stay.`;
    case "one_family":
      return `No rule covers ${finding.missing}: from there, nobody gets in.`;
    case "large":
      return `${line}: a very large range.`;
    default:
      return `${line}: nobody comes from there over the Internet (${finding.code.replace("_", " ")}).`;
  }
}

function repairInWords({ code, into }) {
  if (code === "mergeable") return `Make it ${into}`;
  return code === "all_beside_others" ? "Remove the others" : "Remove";
}

function action(name, act) {
  const button = element("button", name);
  button.type = "button";
  button.addEventListener("click", act);
  return button;
}

function element(name, ...children) {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}
