//! Recovery codes: look-up secrets for whoever has lost the authenticator (SP 800-63B-4 section 3.1.2).
//!
//! A code has 65 random bits (at least 64 are asked for): thirteen letters of Crockford's base 32, printed as
//! `XXXX-XXXX-XXXX-X`. The alphabet has no I, L, O and U; whoever reads one of them into a code is understood.

use crate::letters::{ALPHABET, is_separator, value};
use std::fmt;
use std::str::FromStr;

/// Letters of a code.
const LETTERS: usize = 13;

/// How many codes a person is given at a time.
pub const CODES: usize = 10;

/// Random bytes that one code is made of.
pub const ENTROPY: usize = LETTERS;

/// A recovery code. `Debug` doesn't print it.
///
/// ```
/// use sekisho_engine::recovery::RecoveryCode;
/// let code: RecoveryCode = "7kq2-m9xd 0ABC t".parse()?;
/// assert_eq!(code.in_groups(), "7KQ2-M9XD-0ABC-T");
/// assert_eq!(code, "7KQ2M9XDoabcT".parse()?);
/// assert_eq!(code.normal_form(), "7KQ2M9XD0ABCT");
/// # Ok::<(), sekisho_engine::recovery::RecoveryCodeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RecoveryCode([u8; LETTERS]);

impl RecoveryCode {
    /// The code that random bytes make: five bits of each, so every code is equally likely.
    #[must_use]
    pub fn from_entropy(bytes: [u8; ENTROPY]) -> Self {
        Self(bytes.map(|byte| ALPHABET[usize::from(byte & 31)]))
    }

    /// The code as it is shown.
    #[must_use]
    pub fn in_groups(&self) -> String {
        let mut text = String::with_capacity(LETTERS + 3);
        for (at, letter) in self.0.iter().enumerate() {
            if at > 0 && at % 4 == 0 {
                text.push('-');
            }
            text.push(char::from(*letter));
        }
        text
    }

    /// The one form that is hashed: thirteen letters in upper case, without hyphens.
    #[must_use]
    pub fn normal_form(&self) -> String {
        self.0.iter().copied().map(char::from).collect()
    }
}

impl FromStr for RecoveryCode {
    type Err = RecoveryCodeError;

    /// Reads a code as people type it: either case, hyphens and spaces or none, O for 0, I and L for 1, and
    /// the full-width letters of a Japanese keyboard.
    fn from_str(text: &str) -> Result<Self, RecoveryCodeError> {
        let mut letters = [0; LETTERS];
        let mut count = 0;
        for character in text.chars().filter(|character| !is_separator(*character)) {
            let value = value(character).ok_or(RecoveryCodeError::Letter)?;
            *letters.get_mut(count).ok_or(RecoveryCodeError::Length)? = ALPHABET[usize::from(value)];
            count += 1;
        }
        match count {
            LETTERS => Ok(Self(letters)),
            0 => Err(RecoveryCodeError::Empty),
            _ => Err(RecoveryCodeError::Length),
        }
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(..)")
    }
}

/// Why a text is not a recovery code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum RecoveryCodeError {
    /// Nothing was typed.
    Empty,
    /// A letter that no code has.
    Letter,
    /// Fewer or more than thirteen letters.
    Length,
}

impl fmt::Display for RecoveryCodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "no code was typed",
            Self::Letter => "a recovery code has no such letter",
            Self::Length => "a recovery code has thirteen letters",
        })
    }
}

impl std::error::Error for RecoveryCodeError {}

#[cfg(test)]
mod tests;
