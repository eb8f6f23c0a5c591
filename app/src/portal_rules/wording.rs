//! Whom a change of the portal's list would lock out, in words.

use super::AGREED;
use super::judge::Outcome;
use super::text::PortalRulesText as T;
use crate::allowlist::wording::Line;
use crate::i18n::{Words, grouped};
use crate::ui::Tone;
use sekisho_engine::address::Address;
use sekisho_engine::time::{Seconds, Timestamp};

fn line(tone: Tone, text: impl Into<String>) -> Line {
    Line { tone, text: text.into() }
}

/// Who is concerned, in numbers, the gravest first.
#[must_use]
pub fn consequences(words: &Words, outcome: &Outcome) -> Vec<Line> {
    let mut lines = refused(words, outcome);
    let counted = |tone, message, count: usize| {
        (count > 0).then(|| line(tone, words.fill(message, &[("count", &grouped(count))])))
    };
    lines.extend(counted(Tone::Info, T::GainedMany, outcome.gained.people()));
    lines.extend(counted(Tone::Info, T::Already, outcome.already));
    lines.extend(outcome.later.iter().map(|later| {
        let values = [("day", &*later.after.to_string()), ("count", &grouped(later.people))];
        line(Tone::Warning, words.fill(T::LaterMore, &values))
    }));
    lines
}

fn refused(words: &Words, outcome: &Outcome) -> Vec<Line> {
    let (count, people) = (outcome.refused.people(), outcome.people);
    if people == 0 {
        return vec![line(Tone::Info, words.text(T::NobodyYet))];
    }
    if count == 0 {
        return vec![line(Tone::Good, words.text(T::RefusedNobody))];
    }
    let head = if people == 1 {
        words.text(T::RefusedOnly).into_owned()
    } else {
        words.fill(T::RefusedMany, &[("count", &grouped(count)), ("people", &grouped(people))])
    };
    let (everywhere, partly) = (grouped(outcome.refused.everywhere), grouped(outcome.refused.partly));
    let split = words.fill(T::Split, &[("everywhere", &everywhere), ("partly", &partly)]);
    vec![line(Tone::Danger, head), line(Tone::Info, split)]
}

/// What the author agrees to who saves a narrower list at once, and what the box sends; `out` is their own address,
/// where the list leaves it out.
#[must_use]
pub fn agreement(words: &Words, outcome: &Outcome, out: Option<Address>) -> (String, String) {
    let out = out.map(|address| address.to_string());
    let (count, people) = (grouped(outcome.refused.people()), grouped(outcome.people));
    let message = match (&out, outcome.refused.people()) {
        (None, 0) => T::AgreeNobody,
        (None, _) => T::Agree,
        (Some(_), 0) => T::AgreeHereOnly,
        (Some(_), _) => T::AgreeHere,
    };
    let values = [("count", &*count), ("people", &people), ("address", out.as_deref().unwrap_or_default())];
    (words.fill(message, &values), out.unwrap_or_else(|| AGREED.to_owned()))
}

/// How long ago something was: what somebody looks at who asks whether an address is still in use.
#[must_use]
pub fn ago(words: &Words, now: Timestamp, then: Timestamp) -> String {
    let seconds = now.since(then).get().max(0);
    let (hours, days) = (seconds / Seconds::HOUR.get(), seconds / Seconds::DAY.get());
    let (message, count) = match (hours, days) {
        (0, _) => (T::AgoMinutes, 0),
        (1, _) => (T::AgoHour, 1),
        (2..48, _) => (T::AgoHours, hours),
        (_, days) => (T::AgoDays, days),
    };
    words.fill(message, &[("count", &count.to_string())])
}
