/**
 * Rules for IP addresses, judged as they are typed, and one-time codes.
 *
 * ```js
 * import init, { parseRule } from "@sekisho/engine";
 * await init();
 * parseRule("192.0.2.7/24"); // { ok: true, canonical: "192.0.2.0/24", corrected: true, … }
 * ```
 *
 * Nothing here asks for the time or for anything over the network; `now` is always an argument.
 */

/** Where the WebAssembly comes from. */
export type Source = URL | string | Request | Response | BufferSource | WebAssembly.Module;

/**
 * Loads the engine: once, before anything else is called. Without `source` it is `engine.wasm` beside this module.
 * A failed load can be tried again.
 */
export default function init(source?: Source | Promise<Source>): Promise<void>;

export type Family = "IPv4" | "IPv6";

/** Addresses of one family from `first` to `last`, both included. */
export interface AddressRange {
  readonly family: Family;
  readonly first: string;
  readonly last: string;
}

/** What can be wrong with an address. */
export type AddressErrorCode =
  | "address_missing" | "address_too_long" | "not_ascii" | "whitespace" | "zone" | "not_an_address" | "missing_octet"
  | "not_decimal" | "leading_zero" | "octet_too_large" | "too_few_octets" | "too_many_octets" | "not_hex"
  | "group_too_long" | "missing_group" | "second_gap" | "too_few_groups" | "too_many_groups";

/** What can be wrong with a rule. */
export type RuleErrorCode =
  | AddressErrorCode | "empty" | "too_long" | "several_rules" | "range" | "wildcard" | "name" | "url" | "port"
  | "brackets" | "mapped" | "mask_missing" | "mask_unreadable" | "length_leading_zero" | "prefix_too_long"
  | "mask_family_mismatch" | "non_contiguous_mask" | "inverse_mask" | "second_mask";

/** From where to where in the text, as `String.prototype.slice` takes it. */
export type Span = readonly [start: number, end: number];

export interface ParsedRule {
  readonly ok: true;
  /** How it is saved and shown. */
  readonly canonical: string;
  /** Host bits were set, as in `192.0.2.7/24`: tell the person what it was read as. */
  readonly corrected: boolean;
  /** One range, or for `all` one of each family. */
  readonly ranges: readonly AddressRange[];
  /** How many addresses, exactly. */
  readonly count: bigint;
}

export interface RuleError {
  readonly ok: false;
  readonly code: RuleErrorCode;
  /** In English, lower case, without a full stop. */
  readonly message: string;
  /** What of the text is at fault. */
  readonly span: Span;
  /** The rule that was probably meant: to be offered, never to be taken unasked. */
  readonly suggestion: string | null;
}

/** Reads a rule as somebody types it: `all`, an address, or an address with a length or a mask. Never throws. */
export function parseRule(text: string): ParsedRule | RuleError;

export interface ParsedAddress {
  readonly ok: true;
  /** As RFC 5952 writes it; an IPv6-mapped IPv4 address is the IPv4 address. */
  readonly canonical: string;
  readonly family: Family;
}

export interface AddressError {
  readonly ok: false;
  readonly code: AddressErrorCode;
  readonly message: string;
  readonly span: Span;
}

/** Reads an address. Never throws. */
export function parseAddress(text: string): ParsedAddress | AddressError;

/**
 * The network of `length` leading bits that an address is in, as a rule: what is offered in place of an IPv6
 * address that its device will change, with 64.
 */
export function networkOf(address: string, length: number): string;

/** A text among those given to a function is no rule. */
export class RuleSyntaxError extends SyntaxError {
  /** Which of the rules it was, from 0. */
  readonly place: number;
  readonly text: string;
  readonly code: RuleErrorCode;
  readonly span: Span;
  readonly suggestion: string | null;
}

/** A text among those given to a function is no address. */
export class AddressSyntaxError extends SyntaxError {
  /** Which of the addresses it was, from 0. */
  readonly place: number;
  readonly text: string;
  readonly code: AddressErrorCode;
  readonly span: Span;
}

/** What a list says about an address. Only "not-covered" keeps somebody out: a list without rules restricts nothing. */
export type Verdict =
  | { readonly kind: "unrestricted"; readonly admits: true }
  | {
      readonly kind: "covered";
      readonly admits: true;
      /** The place of the most specific rule that covers it, from 0; of equal ones the first. */
      readonly by: number;
      readonly rule: string;
    }
  | { readonly kind: "not-covered"; readonly admits: false };

/** What would become of one address. */
export interface AddressPreview {
  readonly address: string;
  readonly before: Verdict;
  readonly after: Verdict;
  /** It passes now, and would not. */
  readonly lost: boolean;
  /** It does not pass now, and would. */
  readonly gained: boolean;
}

/** What adding or removing one rule would do. */
export interface Preview {
  /** Whether the list begins or ceases to restrict. */
  readonly restriction: "never" | "begins" | "ends" | "stays";
  /** The rule that is added or removed; `null` where there is none to remove. */
  readonly rule: string | null;
  /** How many addresses it covers. */
  readonly count: bigint;
  /** Whether others cover it already: the same rule, a wider one, or several together. */
  readonly covered: "no" | "duplicate" | "by" | "together";
  /** The place of the rule that does, where it is one. */
  readonly coveredBy: number | null;
  /** The places of the rules that are needless beside it. */
  readonly includes: readonly number[];
  readonly addresses: readonly AddressPreview[];
}

/** A rule of a list that was read from a text. */
export interface Entry {
  /** Its line, from 1. */
  readonly line: number;
  readonly rule: string;
  /** The last day on which it holds, `YYYY-MM-DD`, to midnight UTC; `null`: it has no end. */
  readonly until: string | null;
  readonly note: string;
}

/** A line that can't be read. */
export interface WrongLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  /** What is wrong with its rule, or with what stands beside it. */
  readonly code: RuleErrorCode | "rest" | "day" | "note_too_long" | "control" | "duplicate";
  readonly message: string;
  /** Within the line. */
  readonly span: Span;
  readonly suggestion: string | null;
}

/** What a text was read as. */
export interface Reading {
  readonly list: RuleList;
  readonly entries: readonly Entry[];
  readonly wrong: readonly WrongLine[];
}

/** Addresses, as the fewest prefixes that hold them. */
export interface Addresses {
  readonly count: bigint;
  /** At most as many as the limit that was given, ascending, IPv4 first. */
  readonly prefixes: readonly string[];
  /** Whether there are more. */
  readonly truncated: boolean;
}

export interface Difference {
  readonly gained: Addresses;
  readonly lost: Addresses;
}

/** How many prefixes to write out at most; 1,000 where it isn't given. Counts are exact in any case. */
export interface PrefixLimit {
  readonly limit?: number;
}

/**
 * A list of rules, compiled: a look-up takes nanoseconds, with ten rules or a hundred thousand. A list doesn't
 * change; another one is another list. Its memory goes with it, or at once with `free()`.
 */
export class RuleList {
  /** Throws {@link RuleSyntaxError}. */
  constructor(rules?: Iterable<string>);

  /**
   * Reads a text: one rule a line, behind it perhaps `until 2027-03-31` and `# a note`; comments on lines of their
   * own. Lines that can't be read are told and left out. With `at`, the list is of the rules that hold at that time.
   */
  static parse(text: string, options?: { readonly at?: Date | number }): Reading;

  readonly length: number;
  /** In their canonical form, in the order of the list. */
  readonly rules: readonly string[];
  /** How many addresses they cover; of an empty list 0, although it lets every address pass. */
  readonly count: bigint;
  /** What they cover, ascending, IPv4 first; between any two of them an address is missing. */
  readonly ranges: readonly AddressRange[];

  /** Whether the list lets an address pass. Throws {@link AddressSyntaxError}, as do the others that take one. */
  admits(address: string): boolean;
  verdict(address: string): Verdict;
  verdicts(addresses: Iterable<string>): readonly Verdict[];

  /** What adding or removing one rule would do, for some addresses. */
  preview(
    change: { readonly add: string; readonly remove?: undefined } | { readonly remove: number; readonly add?: undefined },
    addresses?: Iterable<string>,
  ): Preview;

  /** One rule a line. */
  toString(): string;
  free(): void;
}

/** What becomes of addresses when one list takes the place of another. */
export function difference(before: RuleList, after: RuleList, options?: PrefixLimit): Difference;

/** Something odd about a list, by its places from 0. */
export type Finding = FindingDetail & {
  /** The rules concerned; none where it is about the list as a whole. */
  readonly rules: readonly number[];
  /** What would put it right without changing what is covered, where that isn't the person's to decide. */
  readonly repair: Repair | null;
};

export type FindingDetail =
  /** The same rule is in the list before, at `of`. */
  | { readonly code: "duplicate"; readonly of: number }
  /** The rule at `by` covers all of it and more. */
  | { readonly code: "redundant"; readonly by: number }
  /** The rule `all` makes the others needless. */
  | { readonly code: "all_beside_others"; readonly all: number }
  /** Several rules together are `into`. */
  | { readonly code: "mergeable"; readonly into: string }
  /** A single IPv6 address that its device will soon change; `network` stays. */
  | { readonly code: "temporary"; readonly network: string }
  /** From the `missing` family nobody gets in. */
  | { readonly code: "one_family"; readonly missing: Family }
  /** It covers more than a sensible limit. */
  | { readonly code: "large" }
  /** Nobody signs in from there over the Internet, or nobody at all. */
  | {
      readonly code: "private" | "shared" | "loopback" | "link_local" | "documentation" | "multicast" | "reserved";
    };

export interface Repair {
  /** The places of the rules that go. */
  readonly remove: readonly number[];
  /** The rules that come, each before the one at its place. */
  readonly add: readonly { readonly place: number; readonly rule: string }[];
}

/** The shortest prefixes that aren't large: 9 and 32 where they aren't given. */
export interface Limits {
  readonly v4?: number;
  readonly v6?: number;
}

/** What is odd about a list. Throws {@link RuleSyntaxError}, as do the two below. */
export function lint(rules: Iterable<string>, limits?: Limits): readonly Finding[];

/** The list with a repair applied. Look at the findings anew before applying another. */
export function applyRepair(rules: Iterable<string>, repair: Repair): string[];

/** The fewest rules that cover what the list covers. */
export function repairAll(rules: Iterable<string>): string[];

/** Sign-ins that would be refused for one reason. */
export interface Refused {
  readonly reason: "not_in_portal_rules" | "not_in_account_rules";
  /** Their places among the addresses given. */
  readonly places: readonly number[];
}

/**
 * Past sign-ins, each by the address that it came from (`null`: not known), decided again with other lists: those
 * that would be refused, the largest group first.
 */
export function replay(
  lists: { readonly portal?: RuleList; readonly account?: RuleList },
  addresses: Iterable<string | null>,
): readonly Refused[];

/** A finding of a draft. */
export type DraftFinding = Finding & {
  /** The lines of the rules concerned, from 1. */
  readonly lines: readonly number[];
  readonly index: number;
};

/**
 * A list while it is edited: its text beside the text as it was saved, and addresses that it is judged for. Made to
 * be asked at each keystroke: of 10,000 rules and 10,000 addresses, an edit of a line costs milliseconds.
 *
 * ```js
 * const draft = new Draft("192.0.2.0/24\n", { addresses: ["192.0.2.7"] });
 * draft.text = "192.0.2.128/25\n";
 * draft.lost; // Uint32Array [0]: whoever came from 192.0.2.7 would be locked out
 * ```
 *
 * Ends of rules (`until`) are read and not looked at: the draft is judged with all of its rules.
 */
export class Draft {
  /** Lines of `saved` that can't be read are no part of the saved list. Throws {@link AddressSyntaxError}. */
  constructor(saved: string, options?: { readonly addresses?: Iterable<string>; readonly limits?: Limits });

  /** What is in the editor; set it at each input. */
  text: string;
  /** How many rules it has. */
  readonly length: number;
  /** Whether its rules are other than the saved ones, or in another order. */
  readonly changed: boolean;
  readonly wrong: readonly WrongLine[];
  /** The places of the addresses that pass now and would not. */
  readonly lost: Uint32Array;
  /** The places of those that don't, and would. */
  readonly gained: Uint32Array;
  readonly findingCount: number;

  difference(options?: PrefixLimit): Difference;
  /** The first 1,000 findings, or those asked for. */
  findings(options?: { readonly from?: number; readonly limit?: number }): readonly DraftFinding[];
  addresses(options?: { readonly from?: number; readonly limit?: number }): readonly AddressPreview[];

  /** The text with a finding of this very draft repaired: comments and notes stay. */
  repaired(finding: DraftFinding): string;
  /** The text with every repair applied. */
  repairedAll(): string;
  free(): void;
}

export type Algorithm = "SHA1" | "SHA256" | "SHA512";

export interface TotpParams {
  /** "SHA1", which every authenticator knows, where it isn't given. */
  readonly algorithm?: Algorithm;
  readonly digits?: 6 | 7 | 8;
  /** Seconds; 30 where it isn't given. */
  readonly period?: number;
}

export type Verification =
  /** Record `step` in the very statement that lets somebody in: then no code is accepted twice. */
  | { readonly ok: true; readonly step: number }
  | {
      readonly ok: false;
      readonly code: "wrong" | "already-used" | "empty" | "not-a-digit" | "length";
      readonly message: string;
    };

/** Time-based one-time codes (RFC 6238). Verify on a server: what a browser says proves nothing. */
export class Totp {
  /** A key of 16 to 128 bytes, or in base 32. */
  constructor(key: Uint8Array | string, params?: TotpParams);

  /** Random bytes for a new key, as long as the algorithm's hash. */
  static newKey(algorithm?: Algorithm): Uint8Array<ArrayBuffer>;
  /** Reads an `otpauth` URI. The key is in base 32. */
  static parseUri(
    uri: string,
  ): { readonly issuer: string; readonly account: string; readonly key: string } & Required<TotpParams>;

  /** The code at a time: a `Date`, or milliseconds as of `Date.now()`. */
  code(at: Date | number): string;
  /** For how many seconds that code is still shown. */
  secondsLeft(at: Date | number): number;
  /**
   * Which time step a code as typed belongs to. `skew`: how many steps before and after count, 1 where it isn't
   * given. `lastStep`: the step of the last code that was accepted; none up to it is.
   */
  verify(
    code: string,
    options: { readonly at: Date | number; readonly skew?: 0 | 1; readonly lastStep?: number | null },
  ): Verification;
  /** The URI for a QR code. It holds the key: show it once, and log it never. */
  uri(names: { readonly issuer: string; readonly account: string }): string;
  /** The key in base 32 in groups of four, to be typed by hand. */
  readonly keyInGroups: string;
  free(): void;
}

export interface PasswordVerdict {
  readonly acceptable: boolean;
  /** From 0, very weak, to 4, very strong. */
  readonly strength: 0 | 1 | 2 | 3 | 4;
  /** What makes it easy to guess. */
  readonly hint: "short" | "common-word" | "own-word" | "repeats" | "sequence" | "keyboard" | "date" | null;
  readonly checks: readonly {
    readonly code: "at-least" | "at-most" | "not-common" | "not-own-words" | "not-easily-guessed";
    readonly satisfied: boolean;
  }[];
}

/**
 * Judges a new password by SP 800-63B-4: long (15 characters where it stands alone), nothing common, not the
 * person's own names, not easily guessed. It is judged in its normal form (NFC); hash that.
 */
export function judgePassword(
  password: string,
  rules?: { readonly least?: number; readonly most?: number; readonly ownWords?: Iterable<string> },
): PasswordVerdict;
