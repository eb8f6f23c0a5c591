//! Changes of the text that a button stands for. Comments stay, and so do the notes of the lines that stay.

use super::Ground;
use super::judge::{Judge, Judged};
use super::odd::{self, LineRepair};
use sekisho_engine::allowlist::{Code, Entry, Line, LineError, Rule};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// A change of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Adds a rule at the end.
    Add(Rule),
    /// Makes of a line that can't be read what was probably meant.
    Mend {
        /// Its number, from 1.
        line: usize,
    },
    /// Puts right what is odd.
    Repair {
        /// The finding's machine name.
        code: String,
        /// The first of its lines.
        line: usize,
    },
    /// Puts right whatever can be, without changing what is covered.
    RepairAll,
    /// Lets the network take the place of an address in it that its device will soon change.
    Widen {
        /// Its line, from 1.
        line: usize,
    },
}

/// As the value of a button.
impl fmt::Display for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Add(rule) => write!(f, "add {rule}"),
            Self::Mend { line } => write!(f, "mend {line}"),
            Self::Repair { code, line } => write!(f, "repair {code} {line}"),
            Self::RepairAll => f.write_str("repair"),
            Self::Widen { line } => write!(f, "widen {line}"),
        }
    }
}

impl FromStr for Edit {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut words = text.split_whitespace();
        let number = |word: Option<&str>| word.and_then(|word| word.parse().ok()).ok_or(());
        match (words.next(), words.next()) {
            (Some("add"), Some(rule)) => rule.parse().map(Self::Add).map_err(|_| ()),
            (Some("mend"), line) => Ok(Self::Mend { line: number(line)? }),
            (Some("widen"), line) => Ok(Self::Widen { line: number(line)? }),
            (Some("repair"), None) => Ok(Self::RepairAll),
            (Some("repair"), Some(code)) => {
                Ok(Self::Repair { code: code.to_owned(), line: number(words.next())? })
            }
            _ => Err(()),
        }
    }
}

/// `text` after the edit that a button's value stands for; as it is where that is none, or no longer fits.
#[must_use]
pub fn edited(ground: &Ground, text: &str, edit: &str) -> String {
    match edit.parse() {
        Ok(edit) => {
            let mut judge = Judge::new(ground);
            let judged = judge.read(text);
            judge.edited(&judged, text, &edit)
        }
        Err(()) => text.to_owned(),
    }
}

/// Lines that are other than they were: nothing, or what stands there instead.
type Changes = BTreeMap<usize, Vec<String>>;

impl Judge {
    /// `text`, which was read last, after `edit`.
    #[must_use]
    pub fn edited(&self, judged: &Judged, text: &str, edit: &Edit) -> String {
        let changes = match edit {
            Edit::Add(rule) => return with_line(text, &rule.to_string()),
            Edit::Mend { line } => {
                let wrong = judged.wrong.iter().find(|wrong| wrong.line == *line);
                let mended = wrong.and_then(|wrong| mended(&wrong.text, &wrong.error));
                mended.into_iter().map(|lines| (*line, lines)).collect()
            }
            Edit::Repair { code, line } => {
                let mut odd = judged.odd.iter();
                let odd = odd.find(|odd| odd.code.as_str() == code && odd.lines.first() == Some(line));
                odd.and_then(|odd| odd.repair.as_ref()).map(|repair| self.changes(repair)).unwrap_or_default()
            }
            Edit::RepairAll => self.changes(&odd::all(&judged.held)),
            Edit::Widen { line } => {
                let network = judged.odd.iter().find_map(|odd| match odd.code {
                    Code::Temporary { network } if odd.lines == [*line] => Some(network),
                    _ => None,
                });
                let wide = network.map(|network| self.merged(&[*line], network.into()).to_string());
                wide.into_iter().map(|wide| (*line, vec![wide])).collect()
            }
        };
        replaced(text, &changes)
    }

    fn changes(&self, repair: &LineRepair) -> Changes {
        let mut changes: Changes = repair.remove.iter().map(|&line| (line, Vec::new())).collect();
        for (lines, rule) in &repair.merge {
            changes.extend(lines.iter().map(|&line| (line, Vec::new())));
            changes.extend(lines.first().map(|&line| (line, vec![self.merged(lines, *rule).to_string()])));
        }
        changes
    }

    /// A rule in the place of those on `lines`, which end when it does; their notes stay where they fit.
    fn merged(&self, lines: &[usize], rule: Rule) -> Entry {
        let entries: Vec<&Entry> = lines.iter().filter_map(|&line| self.entry(line)).collect();
        let mut notes: Vec<&str> = Vec::new();
        for entry in &entries {
            if !entry.note.is_empty() && !notes.contains(&entry.note.as_str()) {
                notes.push(&entry.note);
            }
        }
        let mut note = notes.join("; ");
        if note.chars().count() > Entry::NOTE_MAX {
            note = notes.first().copied().unwrap_or_default().to_owned();
        }
        let until = entries.first().and_then(|entry| entry.until);
        Entry { until, note, ..Entry::from(rule) }
    }
}

fn with_line(text: &str, line: &str) -> String {
    let text = text.trim_end_matches(['\r', '\n']);
    if text.is_empty() { format!("{line}\n") } else { format!("{text}\n{line}\n") }
}

fn replaced(text: &str, changes: &Changes) -> String {
    if changes.is_empty() {
        return text.to_owned();
    }
    let mut after = String::with_capacity(text.len());
    for (number, line) in (1..).zip(text.lines()) {
        match changes.get(&number) {
            Some(lines) => lines.iter().for_each(|line| push_line(&mut after, line)),
            None => push_line(&mut after, line),
        }
    }
    after
}

fn push_line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// What was probably meant by a line that can't be read, as lines; `None` where nobody can tell.
pub(super) fn mended(text: &str, error: &LineError) -> Option<Vec<String>> {
    let (before, note) = text.split_once('#').map_or((text, None), |(before, note)| (before, Some(note)));
    let before = before.trim();
    let with_note = |line: String| match note {
        Some(note) => format!("{line} #{note}"),
        None => line,
    };
    let is_line = |line: &String| Line::parse(line).is_ok();
    match error {
        LineError::Duplicate(_) => Some(Vec::new()),
        LineError::Control => {
            let visible: String = text.chars().filter(|character| !character.is_control()).collect();
            Some(vec![visible]).filter(|lines| lines.iter().all(is_line))
        }
        LineError::Rule(_) | LineError::Rest => {
            let several = several(before).filter(|_| note.is_none());
            let meant = several.or_else(|| meant(before, error).map(|line| vec![with_note(line)]));
            meant.filter(|lines| lines.iter().all(is_line))
        }
        LineError::Day | LineError::NoteTooLong => None,
    }
}

/// Several rules on one line, each on its own.
fn several(text: &str) -> Option<Vec<String>> {
    let parts: Vec<&str> = text
        .split(|character: char| matches!(character, ',' | ';' | '、' | '，') || character.is_whitespace())
        .filter(|part| !part.is_empty())
        .collect();
    let rules = parts.len() > 1 && parts.iter().all(|part| Rule::parse(part).is_ok());
    rules.then(|| parts.into_iter().map(str::to_owned).collect())
}

fn meant(before: &str, error: &LineError) -> Option<String> {
    let (rule, rest) = before.split_once(char::is_whitespace).unwrap_or((before, ""));
    match error {
        LineError::Rule(error) => {
            // the whole may say more than its first word, as `192.0.2.1 - 192.0.2.9` does
            let whole = Rule::parse(before).err().and_then(|error| error.suggestion().map(str::to_owned));
            let first = error.suggestion().map(|rule| format!("{rule} {rest}").trim_end().to_owned());
            if rest.trim_start().starts_with("until") { first } else { whole.or(first) }
        }
        // what follows a rule was meant as its note
        LineError::Rest => Some(format!("{rule} # {}", rest.trim())),
        _ => None,
    }
}
