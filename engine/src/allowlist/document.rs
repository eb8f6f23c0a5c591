//! A list as text: one rule a line, and whatever its owner wrote around them.
//!
//! ```text
//! # Offices                              a comment, kept above the rule that follows
//! 192.0.2.0/24 # Tokyo                   a rule and its note
//! 198.51.100.7 until 2026-11-30 # hotel  a rule that holds to the end of that day, UTC
//! ```
//!
//! What is read and printed again is the same list. Only white space changes, and rules are printed in their
//! canonical form.

use std::collections::HashMap;
use std::fmt;

use super::{Entry, Rule, RuleError};
use crate::time::Day;

/// A list of rules with its comments.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Document {
    /// The rules, in their order, each once.
    pub entries: Vec<Entry>,
    /// The comment after the last rule, as [`Entry::above`].
    pub below: Vec<String>,
}

/// What a text was read as.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The lines that are well written.
    pub document: Document,
    /// For each of the document's rules the number of its line, from 1.
    pub lines: Vec<usize>,
    /// The other lines, ascending.
    pub wrong: Vec<WrongLine>,
}

/// A line that can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct WrongLine {
    /// Its number, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub error: LineError,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum LineError {
    /// Its rule isn't one. Spans are those of the rule by itself.
    Rule(RuleError),
    /// After the rule stands something other than `until`, a day and a note.
    Rest,
    /// After `until` stands no day of the calendar.
    Day,
    /// The note or comment is longer than [`Entry::NOTE_MAX`] characters.
    NoteTooLong,
    /// The note or comment holds a control character.
    Control,
    /// The rule is in the list before, on the line of this number.
    Duplicate(usize),
}

/// One line, by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// Nothing, or white space.
    Empty,
    /// A comment, with its `#`.
    Comment(String),
    /// A rule. No comment is above it yet.
    Entry(Entry),
}

impl Line {
    /// Reads one line.
    ///
    /// # Errors
    /// [`LineError`], but never `Duplicate`.
    pub fn parse(text: &str) -> Result<Self, LineError> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Self::Empty);
        }
        let (before, note) = match text.split_once('#') {
            Some((before, note)) => (before.trim_end(), checked(note)?),
            None => (text, ""),
        };
        if before.is_empty() {
            return Ok(Self::Comment(text.to_owned()));
        }
        let (rule, rest) = before.split_once(char::is_whitespace).unwrap_or((before, ""));
        let rule = Rule::parse(rule).map_err(LineError::Rule)?.rule;
        let mut rest = rest.split_whitespace();
        let until = match (rest.next(), rest.next(), rest.next()) {
            (None, ..) => None,
            (Some("until"), day, None) => {
                Some(day.unwrap_or_default().parse::<Day>().map_err(|_| LineError::Day)?)
            }
            _ => return Err(LineError::Rest),
        };
        Ok(Self::Entry(Entry { rule, until, note: note.to_owned(), above: Vec::new() }))
    }
}

/// A note without the white space around it.
fn checked(note: &str) -> Result<&str, LineError> {
    let note = note.trim();
    if note.chars().any(char::is_control) {
        return Err(LineError::Control);
    }
    if note.chars().count() > Entry::NOTE_MAX { Err(LineError::NoteTooLong) } else { Ok(note) }
}

impl Document {
    /// Reads a list. Lines that can't be read are told, and left out of the document.
    ///
    /// ```
    /// use sekisho_engine::allowlist::Document;
    /// let read = Document::parse("# Offices\n192.0.2.7/24 # Tokyo\n192.0.2.256\n");
    /// assert_eq!(read.document.to_string(), "# Offices\n192.0.2.0/24 # Tokyo\n");
    /// assert_eq!(read.wrong[0].line, 3);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Reading {
        let mut reader = Reader::default();
        for (number, line) in (1..).zip(text.lines()) {
            reader.take(number, Line::parse(line));
        }
        reader.finish()
    }

    /// The rules, in their order.
    pub fn rules(&self) -> impl ExactSizeIterator<Item = Rule> + '_ {
        self.entries.iter().map(|entry| entry.rule)
    }
}

/// A document that is being read, line by line.
#[derive(Debug, Default)]
struct Reader {
    reading: Reading,
    above: Vec<String>,
    known: HashMap<Rule, usize>,
}

impl Reader {
    fn take(&mut self, number: usize, line: Result<Line, LineError>) {
        let line = match line {
            Ok(Line::Entry(entry)) => match self.known.get(&entry.rule) {
                Some(&of) => Err(LineError::Duplicate(of)),
                None => Ok(Line::Entry(entry)),
            },
            other => other,
        };
        match line {
            // one empty line is kept of several, and none at the beginning
            Ok(Line::Empty) => {
                let first = self.reading.document.entries.is_empty() && self.above.is_empty();
                if !first && self.above.last().is_none_or(|last| !last.is_empty()) {
                    self.above.push(String::new());
                }
            }
            Ok(Line::Comment(text)) => self.above.push(text),
            Ok(Line::Entry(entry)) => {
                self.known.insert(entry.rule, number);
                let above = std::mem::take(&mut self.above);
                self.reading.document.entries.push(Entry { above, ..entry });
                self.reading.lines.push(number);
            }
            Err(error) => self.reading.wrong.push(WrongLine { line: number, error }),
        }
    }

    fn finish(self) -> Reading {
        let (mut reading, mut below) = (self.reading, self.above);
        while below.last().is_some_and(String::is_empty) {
            below.pop();
        }
        reading.document.below = below;
        reading
    }
}

impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for entry in &self.entries {
            entry.above.iter().try_for_each(|line| writeln!(f, "{line}"))?;
            writeln!(f, "{entry}")?;
        }
        self.below.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl LineError {
    /// The stable machine name, in `snake_case`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Rule(_) => "rule",
            Self::Rest => "rest",
            Self::Day => "day",
            Self::NoteTooLong => "note_too_long",
            Self::Control => "control",
            Self::Duplicate(_) => "duplicate",
        }
    }
}

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rule(error) => error.fmt(f),
            Self::Rest => f.write_str("only `until`, a day and a note after `#` may follow a rule"),
            Self::Day => f.write_str("`until` needs a day of the calendar, such as 2027-03-31"),
            Self::NoteTooLong => write!(f, "a note has at most {} characters", Entry::NOTE_MAX),
            Self::Control => f.write_str("a note holds no control characters"),
            Self::Duplicate(line) => write!(f, "the rule stands on line {line} already"),
        }
    }
}

impl std::error::Error for LineError {}

impl fmt::Display for WrongLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.error)
    }
}

impl std::error::Error for WrongLine {}

#[cfg(test)]
mod tests;
