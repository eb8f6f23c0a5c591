//! A text beside the saved list: which lines can't be read, and what saving the others would do.

use super::odd::{Odd, odd};
use super::{Caution, Ground};
use crate::allowlist::judge::{Here, becomes};
use crate::form::LIST_BODY;
use sekisho_engine::address::Address;
use sekisho_engine::allowlist::{
    AddressPreview, Difference, Document, Draft, Entry, Limits, Line, LineEdit, LineError, Lines,
    Restriction, Rule, Verdict, held_at,
};
use sekisho_engine::time::{Day, Timestamp};
use std::collections::{BTreeMap, BTreeSet, HashMap};

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
    rules: Rules,
    draft: Draft,
}

/// A line of the text.
#[derive(Debug)]
struct Row {
    read: Result<Line, LineError>,
    /// The line, where something has to be said about it.
    text: Option<String>,
    /// How many bytes of a form's body it takes, with its end.
    length: usize,
}

impl Row {
    fn entry(&self) -> Option<&Entry> {
        match &self.read {
            Ok(Line::Entry(entry)) => Some(entry),
            _ => None,
        }
    }
}

/// The rules of the lines, and which of them stand there several times.
#[derive(Debug, Default)]
struct Rules {
    of: Vec<Option<Rule>>,
    count: HashMap<Rule, usize>,
    several: BTreeSet<Rule>,
}

impl Rules {
    /// Lines were edited, of which `rows` are what there is now.
    fn follow(&mut self, edit: &LineEdit, rows: &[Row]) {
        let rule = |row: &Row| row.entry().map(|entry| entry.rule);
        let came: Vec<Option<Rule>> = rows[edit.after.clone()].iter().map(rule).collect();
        for rule in came.iter().flatten() {
            let count = self.count.entry(*rule).or_default();
            *count += 1;
            if *count > 1 {
                self.several.insert(*rule);
            }
        }
        for rule in self.of.splice(edit.before.clone(), came).flatten() {
            let Some(count) = self.count.get_mut(&rule) else { continue };
            *count -= 1;
            if *count < 2 {
                self.several.remove(&rule);
            }
            if *count == 0 {
                self.count.remove(&rule);
            }
        }
    }

    /// The lines whose rule stands on a line before: each with the first such line.
    fn again(&self) -> BTreeMap<usize, usize> {
        let mut again = BTreeMap::new();
        if self.several.is_empty() {
            return again;
        }
        let mut first = BTreeMap::new();
        for (line, rule) in (1..).zip(&self.of) {
            if let Some(rule) = rule.filter(|rule| self.several.contains(rule)) {
                let of = *first.entry(rule).or_insert(line);
                if of != line {
                    again.insert(line, of);
                }
            }
        }
        again
    }
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
    Row { read, text: corrected.then(|| line.trim().to_owned()), length: body_length(line) }
}

/// The rules of `entries` that hold at `now`, with their lines.
fn held<'a>(entries: impl Iterator<Item = (usize, &'a Entry)> + Clone, now: Timestamp) -> Vec<Held> {
    let held = held_at(entries, |(_, entry)| entry.until, now);
    held.map(|(line, entry)| Held { line, rule: entry.rule, until: entry.until }).collect()
}

/// How many bytes of a form's body a line takes (`application/x-www-form-urlencoded`), with its end, a carriage
/// return and a line feed.
fn body_length(line: &str) -> usize {
    let length = |byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_' | b' ' => 1,
        _ => 3,
    };
    line.bytes().map(length).sum::<usize>() + 6
}

/// Whether two texts have the same lines. What they begin with is most often the same and is not taken apart.
fn same_lines(one: &str, other: &str) -> bool {
    const CHUNK: usize = 256;
    let chunks = one.as_bytes().chunks(CHUNK).zip(other.as_bytes().chunks(CHUNK));
    let same = chunks.take_while(|(one, other)| one == other).count() * CHUNK;
    let same = same.min(one.len()).min(other.len());
    let begin = one.as_bytes()[..same].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    one[begin..].lines().eq(other[begin..].lines())
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
            rules: Rules::default(),
            draft: Draft::new(&rules, &from),
        }
    }

    /// The rule on the line of this number, with what stands beside it.
    pub(super) fn entry(&self, number: usize) -> Option<&Entry> {
        self.lines.read().get(number.checked_sub(1)?)?.entry()
    }

    fn entries(&self) -> impl Iterator<Item = (usize, &Entry)> + Clone {
        (1..).zip(self.lines.read()).filter_map(|(line, row)| Some((line, row.entry()?)))
    }

    /// What saving `text` would do.
    pub fn read(&mut self, text: &str) -> Judged {
        let edit = self.lines.set(text, row);
        self.rules.follow(&edit, self.lines.read());
        let again = self.rules.again();
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
            too_long: self.lines.read().iter().map(|row| row.length).sum::<usize>() + BESIDE > LIST_BODY,
            changed: !same_lines(text, &self.saved),
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

    fn wrong(&self, again: &BTreeMap<usize, usize>) -> Vec<Wrong> {
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
        let corrected = lines.filter_map(|(line, row)| {
            Some(Corrected { line, rule: row.entry()?.rule, text: row.text.clone()? })
        });
        corrected.collect()
    }
}
