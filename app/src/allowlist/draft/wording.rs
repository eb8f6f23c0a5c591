//! What saving a draft would do, in words.

use super::judge::Judged;
use super::odd::Odd;
use super::text::DraftText as T;
use super::{Caution, Ground};
use crate::allowlist::judge::Here;
use crate::allowlist::text::AllowlistText;
use crate::allowlist::wording::{Line, number};
use crate::i18n::{Words, grouped};
use crate::ui::Tone;
use sekisho_engine::address::Family;
use sekisho_engine::allowlist::{Code, Restriction, Rule, Special};

fn line(tone: Tone, text: impl Into<String>) -> Line {
    Line { tone, text: text.into() }
}

/// The most important about it, the gravest first.
pub(super) fn verdict(words: &Words, ground: &Ground, judged: &Judged) -> Vec<Line> {
    let mut lines: Vec<Line> = hindrances(words, ground, judged).collect();
    lines.extend(here(words, judged));
    // a list whose narrowing is tried first is everybody's
    let everybody = ground.caution == Caution::AnyLoss;
    let either = |own: T, all: T| words.text(if everybody { all } else { own });
    let changes = match judged.restriction {
        Restriction::Never => Some(line(Tone::Info, either(T::Anywhere, T::AnywhereAll))),
        Restriction::Begins => Some(line(Tone::Warning, either(T::Begins, T::BeginsAll))),
        Restriction::Ends => Some(line(Tone::Warning, either(T::Ends, T::EndsAll))),
        Restriction::Stays => None,
    };
    lines.extend(changes);
    if judged.ended > 0 {
        lines.push(line(Tone::Info, words.fill(T::Ended, &[("count", &grouped(judged.ended))])));
    }
    if !judged.changed {
        lines.push(line(Tone::Neutral, words.text(T::Unchanged)));
    }
    lines
}

/// Why it can't be saved.
fn hindrances(words: &Words, ground: &Ground, judged: &Judged) -> impl Iterator<Item = Line> {
    let unread = match judged.wrong.len() {
        0 => None,
        1 => Some(words.text(T::UnreadOne).into_owned()),
        many => Some(words.fill(T::UnreadMany, &[("count", &grouped(many))])),
    };
    let full = judged.full.then(|| {
        let values = [("count", &*grouped(judged.rules)), ("max", &*grouped(ground.max_rules))];
        words.fill(T::Full, &values)
    });
    let too_long = judged.too_long.then(|| words.text(T::TooLong).into_owned());
    [unread, full, too_long].into_iter().flatten().map(|text| line(Tone::Danger, text))
}

/// What becomes of the address that the author comes from.
fn here(words: &Words, judged: &Judged) -> Vec<Line> {
    let (tone, message, address) = match judged.here {
        Here::Unrestricted(_) => return Vec::new(),
        Here::Unknown if judged.held.is_empty() => return Vec::new(),
        Here::Unknown => return vec![line(Tone::Danger, words.text(AllowlistText::CurrentUnknownWhy))],
        Here::Keeps(address) => (Tone::Good, AllowlistText::KeepsHere, address),
        Here::Gains(address) => (Tone::Good, AllowlistText::GainsHere, address),
        Here::Loses(address) => (Tone::Danger, AllowlistText::LosesHere, address),
        Here::StaysOut(address) => (Tone::Danger, AllowlistText::StaysOutHere, address),
    };
    let named = address.to_string();
    let day = judged.at(address).and_then(|preview| judged.by(preview.after)).and_then(|held| held.until);
    let ends = day.map(|day| {
        let values = [("address", &*named), ("day", &*day.to_string())];
        line(Tone::Warning, words.fill(T::HereEnds, &values))
    });
    [line(tone, words.fill(message, &[("address", &named)]))].into_iter().chain(ends).collect()
}

/// A finding.
pub(super) fn finding(words: &Words, odd: &Odd) -> Line {
    let first = odd.lines.first().copied().unwrap_or_default().to_string();
    let rule = odd.rule.map(|rule| rule.to_string()).unwrap_or_default();
    let (other, wider) = odd.because.map(|(at, by)| (at.to_string(), by.to_string())).unwrap_or_default();
    let mut values = vec![("line", first), ("rule", rule), ("other", other), ("wider", wider)];
    let (tone, message) = match odd.code {
        Code::Duplicate { .. } => (Tone::Info, T::Duplicate),
        Code::Redundant { .. } => (Tone::Info, T::Redundant),
        Code::AllBesideOthers { .. } => (Tone::Warning, T::AllBeside),
        Code::Mergeable { into } => {
            values[1].1 = into.to_string();
            values.push(("lines", lines(words, &odd.lines)));
            (Tone::Info, T::Mergeable)
        }
        Code::Special(special) => (Tone::Warning, special_text(special)),
        Code::Large => {
            let count = odd.rule.map(|rule| number(rule.count())).unwrap_or_default();
            values.push(("count", count));
            (Tone::Warning, T::Large)
        }
        Code::Temporary { network } => {
            values.push(("network", Rule::from(network).to_string()));
            (Tone::Warning, T::Temporary)
        }
        Code::OneFamily { missing: Family::V4 } => (Tone::Warning, T::OneFamilyV4),
        Code::OneFamily { missing: Family::V6 } => (Tone::Warning, T::OneFamilyV6),
    };
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    line(tone, words.fill(message, &values))
}

/// The most lines that are named one by one.
const NAMED: usize = 6;

/// Numbers of lines, one after the other.
fn lines(words: &Words, lines: &[usize]) -> String {
    let named: Vec<String> = lines.iter().take(NAMED).map(ToString::to_string).collect();
    let named = named.join(", ");
    match lines.len().saturating_sub(NAMED) {
        0 => named,
        more => format!("{named} {}", words.fill(T::More, &[("count", &grouped(more))])),
    }
}

const fn special_text(special: Special) -> T {
    match special {
        Special::Private => T::Private,
        Special::Shared => T::Shared,
        Special::Loopback => T::Loopback,
        Special::LinkLocal => T::LinkLocal,
        Special::Documentation => T::Documentation,
        Special::Multicast => T::Multicast,
        Special::Reserved => T::Reserved,
    }
}

/// What the repair of a finding does, as the words of its button.
pub(super) fn repair(words: &Words, odd: &Odd) -> Option<String> {
    let repair = odd.repair.as_ref()?;
    Some(match odd.code {
        Code::Mergeable { into } => words.fill(T::RepairMerge, &[("rule", &into.to_string())]),
        Code::AllBesideOthers { .. } => words.text(T::RepairOthers).into_owned(),
        _ => {
            let line = repair.remove.first().copied().unwrap_or_default();
            words.fill(T::RepairRemove, &[("line", &line.to_string())])
        }
    })
}
