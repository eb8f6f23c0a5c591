//! What a change would do, in words.

use super::judge::{Consequence, Here, Judge};
use super::text::AllowlistText as T;
use crate::i18n::{Words, grouped};
use crate::ui::Tone;
use sekisho_engine::address::Count;
use sekisho_engine::allowlist::{AddressPreview, Coverage, Restriction, Rule, Verdict};

/// A sentence, and what kind of news it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What kind of news.
    pub tone: Tone,
    /// The sentence.
    pub text: String,
}

fn line(tone: Tone, text: impl Into<String>) -> Line {
    Line { tone, text: text.into() }
}

/// What the list means now for the address one comes from; `None` where that isn't known.
#[must_use]
pub fn now(words: &Words, judge: &Judge) -> Option<Line> {
    let address = judge.current()?;
    let named = address.to_string();
    Some(match judge.list().verdict(address) {
        Verdict::Unrestricted => line(Tone::Info, words.text(T::NowAnywhere)),
        Verdict::Covered { by } => {
            let rule = judge.list().rules().get(by).map(Rule::to_string).unwrap_or_default();
            let values = [("place", &*place(judge.shown_at(by))), ("rule", &rule), ("address", &named)];
            line(Tone::Good, words.fill(T::NowCovered, &values))
        }
        Verdict::NotCovered => line(Tone::Danger, words.fill(T::NowNotCovered, &[("address", &named)])),
    })
}

/// What adding a rule would do, the gravest first.
#[must_use]
pub fn adding(words: &Words, judge: &Judge, consequence: &Consequence) -> Vec<Line> {
    let mut lines = Vec::new();
    if consequence.full {
        let max = grouped(judge.list().rules().len());
        lines.push(line(Tone::Danger, words.fill(T::ListFull, &[("max", &max)])));
    }
    if consequence.refused_as_unknown() {
        lines.push(line(Tone::Danger, words.text(T::UnknownRestricts)));
    }
    lines.extend(here(words, consequence.here));
    lines.extend(losses(words, consequence));
    if consequence.everybody {
        lines.push(line(Tone::Info, words.text(T::AllAdmits)));
    } else if consequence.preview.restriction == Restriction::Begins {
        lines.push(line(Tone::Warning, words.text(T::Begins)));
    }
    lines.extend(covered(words, judge, consequence.preview.covered));
    lines.extend(includes(words, judge, &consequence.preview.includes));
    lines
}

/// What removing a rule would do, the gravest first.
#[must_use]
pub fn removing(words: &Words, consequence: &Consequence) -> Vec<Line> {
    let mut lines: Vec<Line> = here(words, consequence.here).into_iter().collect();
    lines.extend(losses(words, consequence));
    let rest = match (consequence.preview.restriction, consequence.preview.covered) {
        (Restriction::Ends, _) => T::DeleteEnds,
        (_, Coverage::No) => T::DeleteNarrows,
        (_, Coverage::Duplicate(_) | Coverage::By(_) | Coverage::Together) => T::DeleteChangesNothing,
    };
    lines.push(line(Tone::Info, words.text(rest)));
    lines
}

fn here(words: &Words, here: Here) -> Option<Line> {
    let (tone, message, address) = match here {
        Here::Unknown | Here::Unrestricted(_) => return None,
        Here::Keeps(address) => (Tone::Good, T::KeepsHere, address),
        Here::Gains(address) => (Tone::Good, T::GainsHere, address),
        Here::Loses(address) => (Tone::Danger, T::LosesHere, address),
        Here::StaysOut(address) => (Tone::Danger, T::StaysOutHere, address),
    };
    Some(line(tone, words.fill(message, &[("address", &address.to_string())])))
}

fn losses(words: &Words, consequence: &Consequence) -> Option<Line> {
    let text = match consequence.losses.as_slice() {
        [] => return None,
        [one] => words.fill(T::LosesOne, &[("address", &one.to_string())]),
        many => words.fill(T::LosesMany, &[("count", &grouped(many.len()))]),
    };
    Some(line(Tone::Warning, text))
}

fn covered(words: &Words, judge: &Judge, coverage: Coverage) -> Option<Line> {
    match coverage {
        Coverage::No => None,
        Coverage::Duplicate(at) => {
            Some(line(Tone::Warning, words.fill(T::Duplicate, &[("place", &place(judge.shown_at(at)))])))
        }
        Coverage::By(at) => Some(line(Tone::Info, name_rule(words, judge, T::CoveredBy, at, ""))),
        Coverage::Together => Some(line(Tone::Info, words.text(T::CoveredTogether))),
    }
}

fn includes(words: &Words, judge: &Judge, included: &[usize]) -> Option<Line> {
    let first = *included.first()?;
    let message = if included.len() == 1 { T::IncludesOne } else { T::IncludesMany };
    Some(line(Tone::Info, name_rule(words, judge, message, first, &grouped(included.len()))))
}

fn name_rule(words: &Words, judge: &Judge, message: T, at: usize, count: &str) -> String {
    let rule = judge.list().rules().get(at).map(Rule::to_string).unwrap_or_default();
    words.fill(message, &[("place", &place(judge.shown_at(at))), ("rule", &rule), ("count", count)])
}

/// The number under which people know the rule at `at`: the first is 1.
#[must_use]
pub fn place(at: usize) -> String {
    grouped(at + 1)
}

/// How a rule's extent is told: `Covers 256 addresses`.
#[must_use]
pub fn covers(words: &Words, rule: Rule) -> String {
    match (rule, number(rule.count())) {
        (Rule::All, _) => words.text(T::CoversAll).into_owned(),
        (_, one) if one == "1" => words.text(T::CoversOne).into_owned(),
        (_, count) => words.fill(T::CoversMany, &[("count", &count)]),
    }
}

/// The same in a column: `256 addresses`.
#[must_use]
pub fn extent(words: &Words, rule: Rule) -> String {
    match (rule, number(rule.count())) {
        (Rule::All, _) => words.text(T::EveryAddress).into_owned(),
        (_, one) if one == "1" => words.text(T::OneAddress).into_owned(),
        (_, count) => words.fill(T::Addresses, &[("count", &count)]),
    }
}

/// From the first to the last address; `None` where there is only one, or every one.
#[must_use]
pub fn range(rule: Rule) -> Option<String> {
    let prefix = rule.prefix()?;
    (prefix.first() != prefix.last()).then(|| format!("{} – {}", prefix.first(), prefix.last()))
}

/// An exact number that can be read: digits in groups of three up to ten digits, above that the power of two
/// that every prefix's count is.
#[must_use]
pub fn number(count: Count) -> String {
    let digits = count.to_string();
    match count.exponent_of_two() {
        Some(exponent) if digits.len() > 10 => format!("2{}", superscript(exponent)),
        _ => grouped(digits),
    }
}

fn superscript(number: u32) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    number.to_string().bytes().map(|digit| DIGITS[usize::from(digit - b'0')]).collect()
}

/// How one address fares, as a badge: what a change would make of it, or, without one, how it is now.
#[must_use]
pub fn status(change: bool, address: &AddressPreview) -> (Tone, T) {
    match (change, address.before.admits(), address.after.admits()) {
        (false, true, _) => (Tone::Good, T::Admitted),
        (false, false, _) => (Tone::Danger, T::Refused),
        (true, true, true) => (Tone::Good, T::StaysAdmitted),
        (true, false, false) => (Tone::Danger, T::StaysRefused),
        (true, false, true) => (Tone::Good, T::BecomesAdmitted),
        (true, true, false) => (Tone::Danger, T::BecomesRefused),
    }
}
