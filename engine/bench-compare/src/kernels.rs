//! What is measured natively and in WebAssembly, by the same code on the same input.

use std::hint::black_box;

use sekisho_engine::address::{Address, ClientAddress};
use sekisho_engine::allowlist::{Difference, Draft, Limits, Line, LineError, Lines, Rule, RuleSet, lint};
use sekisho_engine::method::{Method, Methods};
use sekisho_engine::network::Networks;
use sekisho_engine::otp::{Code, Key, Params, Skew, TimeStep, totp};
use sekisho_engine::policy::{AccountState, Policy, Role};
use sekisho_engine::sign_in::{AccountFacts, Door, Met, MfaChoice, Past, Shown, Way, replay};
use sekisho_engine::time::Timestamp;

use crate::{Numbers, Spread, hits, misses, rules};

/// A kernel's name, and how often one pass of it does what it says.
pub const KERNELS: [(&str, usize); 9] = [
    ("look-up", ADDRESSES),
    ("which rule", ADDRESSES),
    ("compile", 1),
    ("difference", 1),
    ("lint", 1),
    ("replay", 1),
    ("all of it", 1),
    ("keystroke", 1),
    ("TOTP verify", CODES),
];

/// So many sign-ins are replayed, and addresses looked up.
pub const ADDRESSES: usize = 10_000;
/// So many codes are verified in a pass.
const CODES: usize = 100;

/// The input, and the state of what is edited.
pub struct Bench {
    before: Vec<Rule>,
    after: Vec<Rule>,
    compiled: (RuleSet, RuleSet),
    addresses: Vec<Address>,
    policy: Policy,
    networks: Networks,
    text: String,
    lines: Lines<Result<Line, LineError>>,
    draft: Draft,
    keystrokes: usize,
    key: Key,
}

impl Bench {
    /// A list of `count` rules, clustered as real ones are, another in which each hundredth rule is another, and
    /// sign-ins from addresses of which nine in ten are covered.
    #[must_use]
    pub fn new(count: usize) -> Self {
        let spread = Spread::clustered(count);
        let mut prefixes = rules(count + count / 100, spread);
        let others = prefixes.split_off(count);
        let before: Vec<Rule> = prefixes.iter().copied().map(Rule::from).collect();
        let mut after = before.clone();
        for (nth, other) in others.into_iter().enumerate() {
            after[nth * 100 + 50] = other.into();
        }
        let mut addresses = hits(&prefixes, ADDRESSES / 10 * 9);
        addresses.extend(misses(&prefixes, spread, ADDRESSES / 10));
        let mut numbers = Numbers::new(23);
        addresses.sort_by_cached_key(|_| numbers.draw());
        let text: String = before.iter().map(|rule| format!("{rule} # of a network\n")).collect();
        let mut lines = Lines::default();
        lines.set(&text, Line::parse);
        let list = |rules: &[Rule]| RuleSet::compile(rules.iter().copied());
        Self {
            compiled: (list(&before), list(&after)),
            draft: Draft::new(&before, &addresses),
            before,
            after,
            addresses,
            policy: Policy::default(),
            networks: Networks::default(),
            text,
            lines,
            keystrokes: 0,
            key: Key::new(b"12345678901234567890".to_vec())
                .unwrap_or_else(|_| unreachable!("it has 20 bytes")),
        }
    }

    /// The text of the list as it is edited.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The addresses, one a line.
    #[must_use]
    pub fn addresses(&self) -> String {
        self.addresses.iter().map(|address| format!("{address}\n")).collect()
    }

    /// One pass of the kernel of this name; what it returns depends on all that it did.
    ///
    /// # Panics
    /// If there is no such kernel.
    pub fn run(&mut self, kernel: &str) -> usize {
        let list = |rules: &[Rule]| RuleSet::compile(black_box(rules).iter().copied());
        match kernel {
            "look-up" => {
                black_box(&self.addresses).iter().filter(|one| self.compiled.1.admits(**one)).count()
            }
            "which rule" => {
                black_box(&self.addresses).iter().filter_map(|one| self.compiled.1.matching(*one)).sum()
            }
            "compile" => list(&self.after).rules().len(),
            "difference" => size(&Difference::of(&self.compiled.0, &self.compiled.1)),
            "lint" => lint(black_box(&self.after), Limits::default()).len(),
            "replay" => self.replay(&self.compiled.1),
            "all of it" => {
                let (before, after) = (list(&self.before), list(&self.after));
                let found = lint(&self.after, Limits::default()).len();
                size(&Difference::of(&before, &after)) + found + self.replay(&after)
            }
            "keystroke" => self.keystroke(),
            "TOTP verify" => self.verify(),
            other => panic!("there is no kernel {other}"),
        }
    }

    fn replay(&self, portal_rules: &RuleSet) -> usize {
        let open = RuleSet::default();
        let account = AccountFacts {
            role: Role::General,
            state: AccountState::Active,
            rules: &open,
            bar: None,
            registered: Methods::from([Method::Totp]),
            disabled: Methods::NONE,
            mfa: MfaChoice::On,
            preferred: None,
            grants: &[],
        };
        let past = |address: &Address| Past {
            account,
            address: ClientAddress::Known(*address),
            at: Timestamp::from_unix(1_700_000_000),
            way: Way::Usual,
            shown: Shown::PasswordAnd(Method::Totp),
            met: Met::In,
        };
        let past: Vec<Past<'_>> = black_box(&self.addresses).iter().map(past).collect();
        let groups = replay(Door { policy: &self.policy, portal_rules, networks: &self.networks }, &past);
        groups.iter().map(|group| group.places.len()).sum()
    }

    /// What is not measured of the next pass: a character is typed into a line of the text, or taken out again, each
    /// time of another line.
    pub fn prepare(&mut self) {
        let nth = self.keystrokes / 2 * 7_919 % self.before.len();
        self.keystrokes += 1;
        let end = self.text.match_indices('\n').nth(nth).map_or(0, |(at, _)| at);
        let begin = self.text[..end].rfind('\n').map_or(0, |at| at + 1);
        let at = begin + self.text[begin..end].find([' ', '/', '1', '2']).unwrap_or(0);
        if self.keystrokes % 2 == 1 {
            self.text.insert(at, '1');
        } else {
            self.text.remove(at);
        }
    }

    /// The text is read where it was edited, and everything that a page shows is asked for.
    fn keystroke(&mut self) -> usize {
        self.lines.set(black_box(&self.text), Line::parse);
        let rule = |line: &Result<Line, LineError>| match line {
            Ok(Line::Entry(entry)) => Some(entry.rule),
            _ => None,
        };
        let rules: Vec<Rule> = self.lines.read().iter().filter_map(rule).collect();
        self.draft.set(&rules);
        let lost = self.draft.addresses().iter().filter(|one| one.is_lost()).count();
        size(&self.draft.difference()) + self.draft.findings(Limits::default()).len() + lost
    }

    fn verify(&self) -> usize {
        let params = Params::default();
        let at = |nth: usize| Timestamp::from_unix(1_700_000_000 + i64::try_from(nth).unwrap_or(0) * 30);
        let code: Code = totp::generate(&self.key, &params, TimeStep::at(at(0), params.period));
        (0..CODES)
            .filter(|&nth| totp::verify(&self.key, &params, &code, at(nth), Skew::One, None).is_ok())
            .count()
    }
}

fn size(difference: &Difference) -> usize {
    difference.gained.prefixes().count() + difference.lost.prefixes().count()
}
