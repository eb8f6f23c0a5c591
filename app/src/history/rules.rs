//! Changes of lists of rules, in words.

use super::event_text::EventText;
use crate::i18n::Words;
use sekisho_engine::allowlist::Rule;
use sekisho_engine::history::{List, Several};
use sekisho_engine::time::Day;

/// What was added and removed, and how many of the others were changed.
pub(super) fn changes(words: &Words, added: &Several, removed: &Several, amended: u32) -> String {
    let part = |text: EventText, rules: &Several| {
        (rules.count > 0).then(|| words.fill(text, &[("rules", &*named(words, rules))]))
    };
    let amended =
        (amended > 0).then(|| words.fill(EventText::RulesAmended, &[("count", &*amended.to_string())]));
    let parts = [part(EventText::RulesAdded, added), part(EventText::RulesRemoved, removed), amended];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { words.text(EventText::RulesNone).into_owned() } else { parts.join("; ") }
}

/// The rules that are named, and how many others there are.
fn named(words: &Words, rules: &Several) -> String {
    let first: Vec<String> = rules.first.iter().map(ToString::to_string).collect();
    let (first, named) = (first.join(", "), u32::try_from(rules.first.len()).unwrap_or(u32::MAX));
    match rules.count.saturating_sub(named) {
        0 => first,
        more => words.fill(EventText::RulesMore, &[("rules", &*first), ("count", &more.to_string())]),
    }
}

/// A rule and its end.
pub(super) fn amended(words: &Words, rule: Rule, until: Option<Day>) -> String {
    let rule = rule.to_string();
    match until {
        Some(day) => words.fill(EventText::RuleUntil, &[("rule", &*rule), ("day", &day.to_string())]),
        None => words.fill(EventText::RuleNoEnd, &[("rule", &rule)]),
    }
}

/// Whose list.
pub(super) const fn list_text(list: List) -> EventText {
    match list {
        List::Account => EventText::OwnList,
        List::Portal => EventText::WholePortal,
    }
}
