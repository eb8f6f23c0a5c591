//! A rule as a list holds it: with its end, and with what its owner wrote about it.

use std::fmt;

use super::{Rule, RuleSet};
use crate::time::{Day, Timestamp};

/// One rule of a list, with all that stands beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Entry {
    /// The rule.
    pub rule: Rule,
    /// The last day on which it holds, to midnight UTC; `None`: it has no end.
    pub until: Option<Day>,
    /// What it is for; at most [`Entry::NOTE_MAX`] characters, possibly none, and no control among them.
    pub note: String,
    /// The lines of comment above it, with their `#`; an empty one is an empty line.
    pub above: Vec<String>,
}

impl Entry {
    /// The most characters of a note, and of a line of comment.
    pub const NOTE_MAX: usize = 200;

    /// The first moment at which it no longer holds, if there is one.
    #[must_use]
    pub fn ends(&self) -> Option<Timestamp> {
        self.until.map(Day::ends)
    }
}

impl From<Rule> for Entry {
    fn from(rule: Rule) -> Self {
        Self { rule, until: None, note: String::new(), above: Vec::new() }
    }
}

/// As a line of a [`Document`](super::Document), without the comment above it.
impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rule.fmt(f)?;
        if let Some(day) = self.until {
            write!(f, " until {day}")?;
        }
        if !self.note.is_empty() {
            write!(f, " # {}", self.note)?;
        }
        Ok(())
    }
}

/// The rules of a list that hold at a time, and how long it stays so.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Holding {
    /// The rules.
    pub rules: RuleSet,
    /// Since when just these hold; `None`: always.
    pub since: Option<Timestamp>,
    /// The first moment at which others do; `None`: never.
    pub until: Option<Timestamp>,
}

impl Holding {
    /// Whether just these rules hold at `now`, too.
    #[must_use]
    pub fn is_at(&self, now: Timestamp) -> bool {
        self.since.is_none_or(|since| since <= now) && self.until.is_none_or(|until| now < until)
    }
}

/// Which of `entries` hold at `now`.
///
/// A rule's end never leaves a list without any rule, which would restrict nothing: where every rule is over,
/// those that ended last still hold.
///
/// ```
/// use sekisho_engine::allowlist::{Document, holding};
/// use sekisho_engine::time::Timestamp;
/// let list = Document::parse("192.0.2.0/24\n198.51.100.7 until 2026-11-30 # hotel").document;
/// let evening = Timestamp::from_unix(1_796_083_199);
/// let hotel = "198.51.100.7".parse().unwrap();
/// assert!(holding(&list.entries, evening).rules.admits(hotel));
/// let after = holding(&list.entries, Timestamp::from_unix(1_796_083_200));
/// assert!(!after.rules.admits(hotel) && after.until.is_none());
/// ```
#[must_use]
pub fn holding(entries: &[Entry], now: Timestamp) -> Holding {
    let until = |entry: &Entry| entry.until;
    let last = last(entries.iter().map(until));
    let mut held = Holding::default();
    for end in entries.iter().filter(|entry| rank(entry.until) != last).filter_map(Entry::ends) {
        if end <= now {
            held.since = held.since.max(Some(end));
        } else {
            held.until = Some(held.until.map_or(end, |until| until.min(end)));
        }
    }
    held.rules = RuleSet::compile(held_at(entries.iter(), |entry| until(entry), now).map(|entry| entry.rule));
    held
}

/// Those of a list's `rules` that hold at `now`, as [`holding`] has it: of a list that is told in whatever way, with
/// the last day of each rule, and not compiled.
///
/// ```
/// use sekisho_engine::allowlist::held_at;
/// use sekisho_engine::time::Timestamp;
/// let list = [("office", None), ("hotel", Some("2026-11-30".parse().unwrap()))];
/// let held = |now| held_at(list.into_iter(), |rule| rule.1, Timestamp::from_unix(now)).map(|rule| rule.0);
/// assert!(held(1_796_083_199).eq(["office", "hotel"]));
/// assert!(held(1_796_083_200).eq(["office"]));
/// ```
pub fn held_at<R>(
    rules: impl Iterator<Item = R> + Clone,
    until: impl Fn(&R) -> Option<Day>,
    now: Timestamp,
) -> impl Iterator<Item = R> {
    let last = last(rules.clone().map(|rule| until(&rule)));
    rules.filter(move |rule| {
        let end = rank(until(rule));
        now.as_unix() < end || end == last
    })
}

/// The rank of a list's last end.
fn last(ends: impl Iterator<Item = Option<Day>>) -> i64 {
    ends.map(rank).max().unwrap_or(i64::MAX)
}

/// Later ends are greater, and none is the greatest.
fn rank(until: Option<Day>) -> i64 {
    until.map_or(i64::MAX, |day| day.ends().as_unix())
}

#[cfg(test)]
mod tests {
    use super::super::Document;
    use super::*;

    fn rules(text: &str, now: i64) -> (Vec<String>, Option<i64>, Option<i64>) {
        let held = holding(&Document::parse(text).document.entries, Timestamp::from_unix(now));
        let rules = held.rules.rules().iter().map(ToString::to_string).collect();
        (rules, held.since.map(Timestamp::as_unix), held.until.map(Timestamp::as_unix))
    }

    const DAY: i64 = 86_400;

    #[test]
    fn a_rule_holds_to_the_end_of_its_last_day() {
        let list = "192.0.2.1\n192.0.2.2 until 1970-01-02\n192.0.2.3 until 1970-01-04";
        let of = |rules: &[&str]| rules.iter().map(ToString::to_string).collect::<Vec<_>>();
        let all = of(&["192.0.2.1", "192.0.2.2", "192.0.2.3"]);
        assert_eq!(rules(list, 0), (all.clone(), None, Some(2 * DAY)));
        assert_eq!(rules(list, 2 * DAY - 1), (all, None, Some(2 * DAY)));
        let two = of(&["192.0.2.1", "192.0.2.3"]);
        assert_eq!(rules(list, 2 * DAY), (two, Some(2 * DAY), Some(4 * DAY)));
        assert_eq!(rules(list, 9 * DAY), (of(&["192.0.2.1"]), Some(4 * DAY), None));
    }

    #[test]
    fn the_last_rules_to_end_stay_so_that_no_list_opens_by_time() {
        let list = "192.0.2.2 until 1970-01-02\n192.0.2.3 until 1970-01-04\n192.0.2.4 until 1970-01-04";
        let of = |rules: &[&str]| rules.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(rules(list, 99 * DAY), (of(&["192.0.2.3", "192.0.2.4"]), Some(2 * DAY), None));
        assert_eq!(rules("192.0.2.2 until 1970-01-02", 99 * DAY), (of(&["192.0.2.2"]), None, None));
        assert_eq!(rules("", 5), (Vec::new(), None, None));
    }

    #[test]
    fn held_at_is_what_holding_compiles() {
        for text in [
            "",
            "192.0.2.2 until 1970-01-02",
            "192.0.2.1\n192.0.2.2 until 1970-01-02\n192.0.2.3 until 1970-01-04",
            "192.0.2.2 until 1970-01-02\n192.0.2.3 until 1970-01-04\n192.0.2.4 until 1970-01-04",
        ] {
            let entries = Document::parse(text).document.entries;
            for now in (0..6).flat_map(|day| [day * DAY - 1, day * DAY]).map(Timestamp::from_unix) {
                let held: Vec<Rule> =
                    held_at(entries.iter(), |entry| entry.until, now).map(|entry| entry.rule).collect();
                let whole = holding(&entries, now);
                assert_eq!(held, whole.rules.rules(), "{text} at {now:?}");
                for then in (0..6).map(|day| Timestamp::from_unix(day * DAY)) {
                    let same = held == holding(&entries, then).rules.rules();
                    assert_eq!(whole.is_at(then), same, "{text} at {now:?} and {then:?}");
                }
            }
        }
    }
}
