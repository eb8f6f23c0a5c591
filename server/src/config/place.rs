//! Where a value came from.

use super::keys::KEYS;
use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Nobody set it.
    Default,
    /// Nobody set it, and it follows from this key.
    FollowsFrom(&'static str),
    /// A preset.
    Preset {
        /// Its name.
        name: &'static str,
        /// The line of its configuration file, from 1.
        line: usize,
    },
    /// A file.
    File {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// A draft that takes effect nowhere.
    Draft {
        /// The line, from 1.
        line: usize,
    },
    /// An environment variable of this name.
    Variable(String),
    /// A flag of the command line, such as `--listen`.
    Flag(&'static str),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::FollowsFrom(key) => write!(f, "from {key}"),
            Self::Preset { name, line } => write!(f, "preset {name}:{line}"),
            Self::File { path, line } => write!(f, "{}:{line}", path.display()),
            Self::Draft { line } => write!(f, "draft:{line}"),
            Self::Variable(name) => f.write_str(name),
            Self::Flag(name) => f.write_str(name),
        }
    }
}

/// Where each value came from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Provenance(BTreeMap<&'static str, Place>);

impl Provenance {
    /// Where the value of the key of this dotted name came from.
    #[must_use]
    pub fn of(&self, key: &str) -> &Place {
        self.0.get(key).unwrap_or(&Place::Default)
    }

    /// Whether somebody set it.
    #[must_use]
    pub fn is_set(&self, key: &str) -> bool {
        !matches!(self.of(key), Place::Default | Place::FollowsFrom(_))
    }

    pub(super) fn record(&mut self, key: &'static str, place: Place) {
        self.0.insert(key, place);
    }

    /// The key at or below `name` that somebody set: the one to blame.
    pub(super) fn set_within(&self, name: &str) -> Option<&'static str> {
        let within =
            |key: &str| key.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        KEYS.iter().map(|key| key.name).find(|key| within(key) && self.is_set(key))
    }
}
