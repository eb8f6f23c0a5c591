//! A code while it is being typed: what is not finished isn't wrong yet.

use super::code::{CodeKind, PairingCode, PairingError};

/// What can be said of a text that is being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Typing {
    /// Nothing is there.
    Nothing,
    /// So far it can become a code.
    SoFar {
        /// How many characters are missing.
        missing: usize,
    },
    /// It is a code of the kind that is asked for.
    Whole,
    /// It isn't one, whatever is added.
    Wrong(PairingError),
}

/// Judges a text that is to become a code of the kind `K`.
///
/// ```
/// use sekisho_engine::pairing::{PairingError, Typing, User, judge};
/// assert_eq!(judge::<User>("5555-55"), Typing::SoFar { missing: 10 });
/// assert_eq!(judge::<User>("5555-5555-5555-555V"), Typing::Whole);
/// assert_eq!(judge::<User>("55u"), Typing::Wrong(PairingError::Letter { letter: 'u', at: 3 }));
/// ```
#[must_use]
pub fn judge<K: CodeKind>(text: &str) -> Typing {
    match text.parse::<PairingCode<K>>() {
        Ok(_) => Typing::Whole,
        Err(PairingError::Empty) => Typing::Nothing,
        Err(PairingError::Short { missing }) => Typing::SoFar { missing },
        Err(error) => Typing::Wrong(error),
    }
}
