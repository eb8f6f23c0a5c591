// The engine of Sekisho for JavaScript. Types and documentation are in index.d.ts.
import load, * as glue from "./glue.js";

let loading;
let loaded = false;

/** Loads the WebAssembly; later calls wait for the first. */
export default function init(source = new URL("engine.wasm", import.meta.url)) {
  loading ??= load({ module_or_path: source }).then(
    () => {
      loaded = true;
    },
    (error) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

function engine() {
  if (!loaded) throw new Error("@sekisho/engine is not loaded: await init() first");
  return glue;
}

export class RuleSyntaxError extends SyntaxError {
  constructor({ place, text, code, message, span, suggestion }) {
    super(`${JSON.stringify(text)}: ${message}`);
    this.name = "RuleSyntaxError";
    Object.assign(this, { place, text, code, span, suggestion });
  }
}

export class AddressSyntaxError extends SyntaxError {
  constructor(text, place = 0) {
    const { code, message, span } = engine().parseAddress(text);
    super(`${JSON.stringify(text)}: ${message}`);
    this.name = "AddressSyntaxError";
    Object.assign(this, { place, text, code, span });
  }
}

// Lists cross the border as one text, every item on a line of its own.
function lines(items, name) {
  const all = Array.from(items, String);
  const broken = all.findIndex((item) => item.includes("\n"));
  if (broken >= 0) throw new TypeError(`${name}[${broken}] holds a line break`);
  return all.map((item) => `${item}\n`).join("");
}

// What the engine throws of a list of rules, or of a list of addresses.
function throwing(action, addresses = []) {
  try {
    return action();
  } catch (thrown) {
    if (typeof thrown === "number") throw new AddressSyntaxError(String([...addresses][thrown]), thrown);
    if (thrown !== null && typeof thrown === "object" && "place" in thrown) throw new RuleSyntaxError(thrown);
    throw thrown;
  }
}

// A time as the engine counts it: seconds of 1970, from a Date or from milliseconds.
function seconds(at) {
  const milliseconds = Number(at);
  if (!Number.isFinite(milliseconds)) throw new TypeError("the time is no Date and no number of milliseconds");
  return milliseconds / 1000;
}

const upTo = (limit) => Math.min(limit, 2 ** 32 - 1);
const sizes = ({ v4 = 9, v6 = 32 } = {}) => [v4, v6];

export const parseRule = (text) => engine().parseRule(String(text));
export const parseAddress = (text) => engine().parseAddress(String(text));

export function networkOf(address, length) {
  const network = engine().networkOf(String(address), length);
  if (network !== undefined) return network;
  if (!parseAddress(address).ok) throw new AddressSyntaxError(String(address));
  throw new RangeError(`a prefix of ${address} is no ${length} bits long`);
}

export class RuleList {
  #list;

  constructor(rules = []) {
    const text = rules instanceof Given ? rules : lines(rules, "rules");
    this.#list = text instanceof Given ? text.list : throwing(() => new (engine().RuleList)(text));
  }

  static parse(text, { at } = {}) {
    const read = engine().readList(String(text), at === undefined ? undefined : seconds(at));
    return { ...read, list: new RuleList(new Given(read.list)) };
  }

  /** For the functions of this module. */
  static raw = (list) => list.#list;

  get length() {
    return this.#list.length;
  }

  get rules() {
    return this.#list.rules();
  }

  get count() {
    return this.#list.count();
  }

  get ranges() {
    return this.#list.ranges();
  }

  admits(address) {
    const admitted = this.#list.admits(String(address));
    if (admitted === undefined) throw new AddressSyntaxError(String(address));
    return admitted;
  }

  verdict(address) {
    return this.verdicts([address])[0];
  }

  verdicts(addresses) {
    const asked = Array.from(addresses, String);
    const verdicts = this.#list.verdicts(lines(asked, "addresses"));
    const none = verdicts.indexOf(null);
    if (none >= 0) throw new AddressSyntaxError(asked[none], none);
    return verdicts;
  }

  preview(change, addresses = []) {
    const asked = Array.from(addresses, String);
    const wrong = asked.findIndex((address) => !parseAddress(address).ok);
    if (wrong >= 0) throw new AddressSyntaxError(asked[wrong], wrong);
    if (change.add === undefined) return this.#list.previewRemove(change.remove, lines(asked, "addresses"));
    return throwing(() => this.#list.previewAdd(lines([change.add], "add"), lines(asked, "addresses")));
  }

  toString() {
    return this.rules.map((rule) => `${rule}\n`).join("");
  }

  free() {
    this.#list.free();
  }
}

// A list that the engine has compiled already. `RuleList.raw` is this module's own, so it goes.
class Given {
  constructor(list) {
    this.list = list;
  }
}
const { raw } = RuleList;
delete RuleList.raw;
if (Symbol.dispose) RuleList.prototype[Symbol.dispose] = RuleList.prototype.free;

export const difference = (before, after, { limit = 1000 } = {}) => raw(before).difference(raw(after), upTo(limit));

export const lint = (rules, limits) => throwing(() => engine().lint(lines(rules, "rules"), ...sizes(limits)));

export const applyRepair = (rules, repair) => throwing(() => engine().applyRepair(lines(rules, "rules"), repair));

export const repairAll = (rules) => throwing(() => engine().repairAll(lines(rules, "rules")));

export function replay({ portal = new RuleList(), account = new RuleList() }, addresses) {
  const asked = Array.from(addresses, (address) => address ?? "");
  return throwing(() => engine().replay(raw(portal), raw(account), lines(asked, "addresses")), asked);
}

export class Draft {
  #draft;

  constructor(saved, { addresses = [], limits } = {}) {
    const asked = Array.from(addresses, String);
    const from = lines(asked, "addresses");
    this.#draft = throwing(() => new (engine().Draft)(String(saved), from, ...sizes(limits)), asked);
  }

  get text() {
    return this.#draft.text;
  }

  set text(text) {
    this.#draft.edit(String(text));
  }

  get length() {
    return this.#draft.length;
  }

  get changed() {
    return this.#draft.changed;
  }

  get wrong() {
    return this.#draft.wrong();
  }

  get findingCount() {
    return this.#draft.findingCount;
  }

  get lost() {
    return this.#draft.lost();
  }

  get gained() {
    return this.#draft.gained();
  }

  difference({ limit = 1000 } = {}) {
    return this.#draft.difference(upTo(limit));
  }

  findings({ from = 0, limit = 1000 } = {}) {
    return this.#draft.findings(from, upTo(from + limit));
  }

  addresses({ from = 0, limit = Infinity } = {}) {
    return this.#draft.addresses(from, upTo(from + limit));
  }

  repaired(finding) {
    return this.#draft.repaired(finding.index);
  }

  repairedAll() {
    return this.#draft.repairedAll();
  }

  free() {
    this.#draft.free();
  }
}
if (Symbol.dispose) Draft.prototype[Symbol.dispose] = Draft.prototype.free;

export class Totp {
  #authenticator;

  constructor(key, { algorithm = "SHA1", digits = 6, period = 30 } = {}) {
    const bytes = typeof key === "string" ? engine().readKey(key) : key;
    this.#authenticator = new (engine().Authenticator)(bytes, algorithm, digits, period);
  }

  static newKey(algorithm = "SHA1") {
    const length = { SHA1: 20, SHA256: 32, SHA512: 64 }[algorithm];
    if (!length) throw new RangeError(`there is no algorithm ${algorithm}`);
    return globalThis.crypto.getRandomValues(new Uint8Array(length));
  }

  static parseUri = (uri) => engine().readUri(String(uri));

  code(at) {
    return this.#authenticator.code(seconds(at));
  }

  secondsLeft(at) {
    return this.#authenticator.secondsLeft(seconds(at));
  }

  verify(code, { at, skew = 1, lastStep }) {
    return this.#authenticator.verify(String(code), seconds(at), skew, lastStep ?? undefined);
  }

  uri({ issuer, account }) {
    return this.#authenticator.uri(String(issuer), String(account));
  }

  get keyInGroups() {
    return this.#authenticator.keyInGroups();
  }

  free() {
    this.#authenticator.free();
  }
}
if (Symbol.dispose) Totp.prototype[Symbol.dispose] = Totp.prototype.free;

export function judgePassword(password, { least = 15, most = 128, ownWords = [] } = {}) {
  return engine().judgePassword(String(password).normalize("NFC"), least, most, lines(ownWords, "ownWords"));
}
