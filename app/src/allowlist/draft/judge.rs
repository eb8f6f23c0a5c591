//! A text beside the saved list: which lines can't be read, and what saving the others would do.

use super::odd::{Odd, odd};
use super::{Caution, Ground};
use crate::allowlist::judge::{Here, becomes};
use crate::form::LIST_BODY;
use sekisho_engine::address::Address;
use sekisho_engine::allowlist::{
    AddressPreview, Difference, Document, Draft, Entry, Limits, Line, LineError, Lines, Restriction, Rule,
    Verdict,
};
use sekisho_engine::time::{Day, Timestamp};
use std::collections::HashMap;

/// How much of a form's body is left for what isn't the list, in bytes.
const BESIDE: usize = 4_096;

/// A list while it is edited. Of each text only the lines that were edited are read again.
#[derive(Debug)]
pub struct Judge {
    now: Timestamp,
    caution: Caution,
    max_rules: usize,
    saved: String,
    current: Option<Address>,
    lines: Lines<Row>,
    draft: Draft,
}

/// A line of the text.
#[derive(Debug)]
struct Row {
    read: Result<Line, LineError>,
    /// The line, where something has to be said about it.
    text: Option<String>,
}

/// A rule that holds now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// Its line, from 1.
    pub line: usize,
    /// The rule.
    pub rule: Rule,
    /// The last day on which it holds.
    pub until: Option<Day>,
}

/// A line that can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Its number, from 1.
    pub line: usize,
    /// As it was typed.
    pub text: String,
    /// What is wrong with it.
    pub error: LineError,
}

/// A line whose rule is saved otherwise than it was typed: an address inside a range, for which the range is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrected {
    /// Its number, from 1.
    pub line: usize,
    /// As it was typed.
    pub text: String,
    /// What is saved.
    pub rule: Rule,
}

/// What there is to say about a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The lines that can't be read, ascending.
    pub wrong: Vec<Wrong>,
    /// The lines that are saved otherwise than they were typed.
    pub corrected: Vec<Corrected>,
    /// The rules that hold now, in their order.
    pub held: Vec<Held>,
    /// How many rules the list would have, with those that no longer hold.
    pub rules: usize,
    /// How many of them no longer hold.
    pub ended: usize,
    /// Whether that is more than the list holds.
    pub full: bool,
    /// Whether the text is longer than a form can carry.
    pub too_long: bool,
    /// Whether it is another text than the saved list's.
    pub changed: bool,
    /// The address that the author comes from first, if it is known; then the others, in the ground's order.
    pub addresses: Vec<AddressPreview>,
    /// What becomes of the author's address.
    pub here: Here,
    /// Whether the list begins or ceases to restrict.
    pub restriction: Restriction,
    /// Which addresses gain and which lose.
    pub difference: Difference,
    /// What is odd about the rules that hold.
    pub odd: Vec<Odd>,
    /// Whether trying it out is offered before saving it.
    pub try_first: bool,
}

impl Judged {
    /// What becomes of an address that was asked about.
    #[must_use]
    pub fn at(&self, address: Address) -> Option<&AddressPreview> {
        self.addresses.iter().find(|preview| preview.address == address)
    }

    /// The rule by which a verdict of the draft covers an address.
    #[must_use]
    pub fn by(&self, verdict: Verdict) -> Option<&Held> {
        match verdict {
            Verdict::Covered { by } => self.held.get(by),
            Verdict::Unrestricted | Verdict::NotCovered => None,
        }
    }

    /// The box that has to be ticked before it is saved: it names this address.
    #[must_use]
    pub const fn to_confirm(&self) -> Option<Address> {
        self.here.to_confirm()
    }
}

fn row(line: &str) -> Row {
    let read = Line::parse(line);
    let corrected = match &read {
        Ok(Line::Entry(_)) => {
            let typed = line.split(['#', ' ', '\t']).find(|part| !part.is_empty()).unwrap_or_default();
            Rule::parse(typed).is_ok_and(|parsed| parsed.corrected)
        }
        Ok(Line::Empty | Line::Comment(_)) => false,
        Err(_) => true,
    };
    Row { read, text: corrected.then(|| line.trim().to_owned()) }
}

/// The rules of `entries` that hold at `now`; as [`holding`](sekisho_engine::allowlist::holding), those that end
/// last never do.
fn held<'a>(entries: impl Iterator<Item = (usize, &'a Entry)> + Clone, now: Timestamp) -> Vec<Held> {
    let at = |entry: &Entry| entry.ends().map_or(i64::MAX, Timestamp::as_unix);
    let last = entries.clone().map(|(_, entry)| at(entry)).max();
    let holds = |entry: &Entry| now.as_unix() < at(entry) || Some(at(entry)) == last;
    let entries = entries.filter(|(_, entry)| holds(entry));
    entries.map(|(line, entry)| Held { line, rule: entry.rule, until: entry.until }).collect()
}

/// How many bytes of a form's body the text takes (`application/x-www-form-urlencoded`).
fn body_length(text: &str) -> usize {
    let length = |byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_' | b' ' => 1,
        // sent as a carriage return and a line feed
        b'\n' => 6,
        _ => 3,
    };
    text.bytes().filter(|byte| *byte != b'\r').map(length).sum()
}

impl Judge {
    /// Reads the saved list once.
    #[must_use]
    pub fn new(ground: &Ground) -> Self {
        let saved = Document::parse(&ground.saved).document;
        let rules: Vec<Rule> =
            held((1..).zip(&saved.entries), ground.now).into_iter().map(|held| held.rule).collect();
        let others = ground.from.iter().copied().filter(|address| Some(*address) != ground.current);
        let from: Vec<Address> = ground.current.into_iter().chain(others).collect();
        Self {
            now: ground.now,
            caution: ground.caution,
            max_rules: ground.max_rules,
            saved: ground.saved.clone(),
            current: ground.current,
            lines: Lines::default(),
            draft: Draft::new(&rules, &from),
        }
    }

    /// The rule on the line of this number, with what stands beside it.
    pub(super) fn entry(&self, number: usize) -> Option<&Entry> {
        match &self.lines.read().get(number.checked_sub(1)?)?.read {
            Ok(Line::Entry(entry)) => Some(entry),
            _ => None,
        }
    }

    fn entries(&self) -> impl Iterator<Item = (usize, &Entry)> + Clone {
        let entry = |(number, row): (usize, &'_ Row)| match &row.read {
            Ok(Line::Entry(_)) => Some(number),
            _ => None,
        };
        let numbers = (1..).zip(self.lines.read()).filter_map(entry);
        numbers.filter_map(|number| Some((number, self.entry(number)?)))
    }

    /// What saving `text` would do.
    pub fn read(&mut self, text: &str) -> Judged {
        self.lines.set(text, row);
        let again = self.again();
        let once = self.entries().filter(|(line, _)| !again.contains_key(line));
        let (rules, held) = (once.clone().count(), held(once, self.now));
        let places: Vec<Rule> = held.iter().map(|held| held.rule).collect();
        self.draft.set(&places);
        let addresses = self.draft.addresses();
        let here = match (self.current, addresses.first()) {
            (Some(_), Some(own)) => becomes(own.address, own.before, own.after),
            _ => Here::Unknown,
        };
        let difference = self.draft.difference();
        let try_first = match self.caution {
            Caution::Here => here.to_confirm().is_some() || (here == Here::Unknown && !held.is_empty()),
            Caution::AnyLoss => here.to_confirm().is_some() || !difference.lost.is_empty(),
        };
        Judged {
            wrong: self.wrong(&again),
            corrected: self.corrected(),
            odd: odd(self.draft.findings(Limits::default()), &held),
            full: rules > self.max_rules,
            ended: rules - held.len(),
            rules,
            too_long: body_length(text) + BESIDE > LIST_BODY,
            changed: !text.lines().eq(self.saved.lines()),
            restriction: match (self.draft.saved().is_empty(), held.is_empty()) {
                (true, true) => Restriction::Never,
                (true, false) => Restriction::Begins,
                (false, true) => Restriction::Ends,
                (false, false) => Restriction::Stays,
            },
            addresses,
            here,
            difference,
            try_first,
            held,
        }
    }

    /// The lines whose rule stands on a line before: each with that line.
    fn again(&self) -> HashMap<usize, usize> {
        let mut rules: Vec<(Rule, usize)> = self.entries().map(|(line, entry)| (entry.rule, line)).collect();
        rules.sort_unstable();
        let mut again = HashMap::new();
        let mut first: Option<(Rule, usize)> = None;
        for (rule, line) in rules {
            match first {
                Some((same, of)) if same == rule => {
                    again.insert(line, of);
                }
                _ => first = Some((rule, line)),
            }
        }
        again
    }

    fn wrong(&self, again: &HashMap<usize, usize>) -> Vec<Wrong> {
        let unread = (1..).zip(self.lines.read()).filter_map(|(line, row)| {
            let error = row.read.as_ref().err()?.clone();
            Some(Wrong { line, text: row.text.clone().unwrap_or_default(), error })
        });
        let mut wrong: Vec<Wrong> = unread.collect();
        if !again.is_empty() {
            let lines = (1..).zip(self.lines.text().lines());
            wrong.extend(lines.filter_map(|(line, text)| {
                let error = LineError::Duplicate(*again.get(&line)?);
                Some(Wrong { line, text: text.trim().to_owned(), error })
            }));
            wrong.sort_unstable_by_key(|wrong| wrong.line);
        }
        wrong
    }

    fn corrected(&self) -> Vec<Corrected> {
        let lines = (1..).zip(self.lines.read());
        let corrected = lines.filter_map(|(line, row)| match (&row.read, &row.text) {
            (Ok(Line::Entry(entry)), Some(text)) => {
                Some(Corrected { line, text: text.clone(), rule: entry.rule })
            }
            _ => None,
        });
        corrected.collect()
    }
}
