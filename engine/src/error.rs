//! What can be wrong with input, as codes: the browser and the server report the same.
//!
//! Text for people is chosen by language where it is shown; here are a field and a problem, with the numbers
//! that the text needs. Parsers with more to say have an error type of their own (rules, codes, keys).

use std::fmt;

/// What is wrong with a text that somebody typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(tag = "problem", rename_all = "snake_case")
)]
pub enum InputError {
    /// Nothing was typed.
    Missing,
    /// It is longer than is allowed.
    TooLong {
        /// The most characters allowed (Unicode code points).
        most: usize,
    },
    /// It has a line break or another control character.
    ControlCharacter,
    /// It isn't of the form that is needed.
    Malformed,
}

impl InputError {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::TooLong { .. } => "too_long",
            Self::ControlCharacter => "control_character",
            Self::Malformed => "malformed",
        }
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("nothing was typed"),
            Self::TooLong { most } => write!(f, "more than {most} characters"),
            Self::ControlCharacter => f.write_str("a line break or another control character"),
            Self::Malformed => f.write_str("not of the form that is needed"),
        }
    }
}

impl std::error::Error for InputError {}
