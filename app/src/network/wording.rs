//! What a change of the networks would do, in words.

use super::judge::{Consequence, Group};
use super::text::NetworkText as T;
use crate::allowlist::error_text::rule_error;
use crate::allowlist::wording::Line;
use crate::i18n::{Words, grouped};
use crate::ui::Tone;
use sekisho_engine::network::{self, Change, Network, NetworkAction, Reach};

/// What a network means, in a word or two.
#[must_use]
pub const fn action_text(action: NetworkAction) -> T {
    match action {
        NetworkAction::MfaSkip => T::Skip,
        NetworkAction::MfaRequire => T::Require,
        NetworkAction::Deny => T::Deny,
    }
}

/// The same as a sentence.
#[must_use]
pub const fn action_about(action: NetworkAction) -> T {
    match action {
        NetworkAction::MfaSkip => T::SkipAbout,
        NetworkAction::MfaRequire => T::RequireAbout,
        NetworkAction::Deny => T::DenyAbout,
    }
}

/// What kind of news it is that a network means this.
#[must_use]
pub const fn action_tone(action: NetworkAction) -> Tone {
    match action {
        NetworkAction::MfaSkip => Tone::Warning,
        NetworkAction::MfaRequire => Tone::Good,
        NetworkAction::Deny => Tone::Danger,
    }
}

/// What has to be said about a line of the rules.
#[must_use]
pub fn remark(words: &Words, line: &network::Line) -> Line {
    let number = grouped(line.number);
    match &line.read {
        Ok(parsed) => {
            let values = [("line", &*number), ("rule", &parsed.canonical)];
            Line { tone: Tone::Info, text: words.fill(T::LineCorrected, &values) }
        }
        Err(error) => {
            let values = [("line", &*number), ("error", &rule_error(words, error))];
            Line { tone: Tone::Danger, text: words.fill(T::LineWrong, &values) }
        }
    }
}

/// How far down `reach` says that addresses get; `None` where there is nothing to say.
#[must_use]
pub fn reached(words: &Words, networks: &[Network], reach: &Reach) -> Option<Line> {
    let (tone, message, by) = match reach {
        Reach::Empty | Reach::Whole => return None,
        Reach::Part(by) => (Tone::Info, T::ReachPart, by),
        Reach::Never(by) => (Tone::Warning, T::ReachNever, by),
    };
    Some(Line { tone, text: words.fill(message, &[("networks", &named(words, networks, by))]) })
}

/// Networks by name.
fn named(words: &Words, networks: &[Network], places: &[usize]) -> String {
    let names = places.iter().filter_map(|place| networks.get(*place));
    let quoted = names.map(|network| words.fill(T::Quoted, &[("name", &network.name)]));
    joined(words, quoted)
}

/// Names one after the other.
fn joined(words: &Words, names: impl Iterator<Item = String>) -> String {
    let both = |names: String, name: String| words.fill(T::Joined, &[("names", &names), ("name", &name)]);
    names.reduce(both).unwrap_or_default()
}

/// What a change would do, the gravest first.
#[must_use]
pub fn consequences(words: &Words, consequence: &Consequence) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(address) = consequence.refused_here {
        let text = words.fill(T::RefusedHere, &[("address", &address.to_string())]);
        lines.push(Line { tone: Tone::Danger, text });
    }
    if consequence.groups.is_empty() {
        lines.push(Line { tone: Tone::Good, text: words.text(T::NobodyAffected).into_owned() });
    }
    lines.extend(consequence.groups.iter().map(|group| told(words, group)));
    let own = consequence.place.and_then(|place| consequence.reach.get(place));
    lines.extend(own.and_then(|reach| reached(words, &consequence.networks, reach)));
    lines.extend(later(words, consequence, T::TakesAll, |reach| match reach {
        Reach::Never(by) => Some(by),
        _ => None,
    }));
    lines.extend(later(words, consequence, T::TakesPart, |reach| match reach {
        Reach::Part(by) => Some(by),
        _ => None,
    }));
    lines
}

/// Those after the one that is changed of which it takes all or a part.
fn later(
    words: &Words,
    consequence: &Consequence,
    message: T,
    of: impl Fn(&Reach) -> Option<&Vec<usize>>,
) -> Option<Line> {
    let place = consequence.place?;
    let taken = |reach: &Reach| of(reach).is_some_and(|by| by.contains(&place));
    let found = consequence.reach.iter().enumerate().filter(|(_, reach)| taken(reach));
    let places: Vec<usize> = found.map(|(at, _)| at).collect();
    let tone = if message == T::TakesAll { Tone::Warning } else { Tone::Info };
    (!places.is_empty()).then(|| {
        let names = named(words, &consequence.networks, &places);
        Line { tone, text: words.fill(message, &[("networks", &names)]) }
    })
}

/// Who would meet something else, how many and who.
fn told(words: &Words, group: &Group) -> Line {
    let (tone, message) = match group.change {
        Change::NewlyRefused => (Tone::Danger, T::NewlyRefused),
        Change::NewlyAsked => (Tone::Warning, T::NewlyAsked),
        Change::NoLongerAsked => (Tone::Warning, T::NoLongerAsked),
        Change::NoLongerRefused => (Tone::Info, T::NoLongerRefused),
    };
    let person = |(name, address): &(String, _)| {
        let address: &sekisho_engine::address::Address = address;
        words.fill(T::PersonAt, &[("name", name), ("address", &address.to_string())])
    };
    let names = joined(words, group.named.iter().map(person));
    let more = group.people.saturating_sub(group.named.len());
    let names = match more {
        0 => names,
        more => words.fill(T::AndMore, &[("names", &names), ("count", &grouped(more))]),
    };
    let values = [("count", &*grouped(group.people)), ("names", &names)];
    Line { tone, text: words.fill(message, &values) }
}
