//! Why the configuration can't be used: which key, where it was set, what is allowed.

use super::is_section;
use super::keys::{KEYS, Key, Takes};
use super::place::Place;
use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why the configuration can't be used. Printed as one line.
#[derive(Debug)]
pub enum ConfigError {
    /// A file can't be read.
    File {
        /// Who named it: a key or a flag.
        named_by: &'static str,
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is no TOML.
    Syntax {
        /// The file and line.
        place: Place,
        /// What the parser says.
        message: String,
    },
    /// A text of the operator's own words can't be used.
    Wording {
        /// The file and line.
        place: Place,
        /// What is wrong, and what is allowed.
        problem: String,
    },
    /// There is no such key.
    UnknownKey {
        /// As it was written.
        key: String,
        /// Where it was written.
        place: Place,
    },
    /// A draft of the policy names a key that isn't the policy's.
    NotPolicy {
        /// The key.
        key: &'static str,
        /// Where it was written.
        place: Place,
    },
    /// The values don't go together in a way that no check foresaw.
    Together(serde_json::Error),
    /// A key that takes no such value.
    Value {
        /// The key.
        key: &'static str,
        /// Where it was set.
        place: Place,
        /// The value, or what is wrong with it.
        problem: String,
        /// What is allowed.
        allowed: String,
    },
}

impl ConfigError {
    /// The dotted key at fault, if it is one.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::File { .. } | Self::Syntax { .. } | Self::Wording { .. } | Self::Together(_) => None,
            Self::UnknownKey { key, .. } => Some(key),
            Self::Value { key, .. } | Self::NotPolicy { key, .. } => Some(key),
        }
    }

    /// What may stand where the key or value at fault stands; possibly empty.
    #[must_use]
    pub fn allowed(&self) -> String {
        match self {
            Self::File { .. } | Self::Syntax { .. } | Self::Wording { .. } | Self::Together(_) => {
                String::new()
            }
            Self::UnknownKey { key, .. } if is_section(key) => siblings(&format!("{key}.")),
            Self::UnknownKey { key, .. } => {
                nearest(key).map_or_else(|| siblings(key), |meant| meant.name.to_owned())
            }
            Self::NotPolicy { .. } => siblings("policy."),
            Self::Value { allowed, .. } => allowed.clone(),
        }
    }
}

impl std::error::Error for ConfigError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::File { source, .. } => Some(source),
            Self::Together(why) => Some(why),
            _ => None,
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { named_by, path, source } => {
                write!(f, "{named_by}: {} can't be read: {source}", path.display())
            }
            Self::Syntax { place, message } => write!(f, "{place}: {message}"),
            Self::Wording { place, problem } => write!(f, "{place}: {problem}"),
            Self::UnknownKey { key, place } if is_section(key) => {
                write!(f, "{place}: {key} is a section; allowed are {}", siblings(&format!("{key}.")))
            }
            Self::UnknownKey { key, place } => {
                write!(f, "{place}: there is no key {}; ", shortened(key))?;
                match nearest(key) {
                    Some(meant) => write!(f, "did you mean {}?", as_written(meant, place)),
                    None => write!(f, "allowed are {}", siblings(key)),
                }
            }
            Self::NotPolicy { key, place } => {
                write!(f, "{place}: {key} is no key of the policy; allowed are {}", siblings("policy."))
            }
            Self::Together(why) => why.fmt(f),
            Self::Value { key, place, problem, allowed } => {
                write!(f, "{place}: {key}: {problem}; allowed: {allowed}")
            }
        }
    }
}

/// The value at fault as it is shown, with the word that may be meant.
pub(super) fn unfit(key: &Key, written: &str) -> String {
    if key.is_hidden() {
        return "the value can't be used".to_owned();
    }
    let words = match key.takes {
        Takes::OneOf(words) | Takes::SomeOf(words) => words,
        _ => &[],
    };
    let near = |word: &&&str| similar(written, word) > 0.75;
    match words.iter().find(near) {
        Some(word) => format!("{} can't be used, did you mean {word}?", shortened(written)),
        None => format!("{} can't be used", shortened(written)),
    }
}

/// What the key's type says of a value that looks right.
pub(super) fn untyped(key: &Key, written: &str, why: &serde_json::Error) -> String {
    if key.is_hidden() { why.to_string() } else { format!("{} can't be used: {why}", shortened(written)) }
}

/// On one line, and not too long.
fn shortened(text: &str) -> String {
    let short: String = text.chars().take(80).collect();
    if short.len() < text.len() { format!("{short:?}…") } else { format!("{short:?}") }
}

fn similar(one: &str, other: &str) -> f64 {
    strsim::normalized_damerau_levenshtein(&one.to_ascii_lowercase(), other)
}

/// The key that is probably meant: nearly the same word in the same section, the same word in another one,
/// or nearly the same name in all.
fn nearest(written: &str) -> Option<&'static Key> {
    let score = |key: &Key| {
        let ((section, word), (own_section, own_word)) = (split(written), split(key.name));
        let in_all = similar(written, key.name);
        if section == own_section {
            similar(word, own_word).max(in_all - 0.3)
        } else if word == own_word {
            0.5 + in_all / 2.0
        } else {
            in_all - 0.2
        }
    };
    let scored = KEYS.iter().map(|key| (key, score(key))).filter(|(_, score)| *score >= 0.5);
    scored.max_by(|one, other| one.1.total_cmp(&other.1)).map(|(key, _)| key)
}

/// The section and the last word of a dotted name.
fn split(name: &str) -> (&str, &str) {
    name.rsplit_once('.').unwrap_or(("", name))
}

fn as_written(key: &Key, place: &Place) -> String {
    match place {
        Place::Variable(_) => key.variable(),
        _ => key.name.to_owned(),
    }
}

/// What may stand where `written` stands: the keys of its section, or the sections.
fn siblings(written: &str) -> String {
    let mut section = split(written).0;
    loop {
        let mut names: Vec<&str> = KEYS.iter().filter_map(|key| child(key.name, section)).collect();
        names.dedup();
        if !names.is_empty() {
            let within = if section.is_empty() { String::new() } else { format!(" in {section}") };
            return format!("{}{within}", names.join(", "));
        }
        section = split(section).0;
    }
}

/// The name of what is directly below `section` on the way to `key`.
fn child<'a>(key: &'a str, section: &str) -> Option<&'a str> {
    let rest = if section.is_empty() { key } else { key.strip_prefix(section)?.strip_prefix('.')? };
    rest.split('.').next()
}
