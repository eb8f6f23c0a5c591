//! The two codes: alike in form, never one in the place of the other.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use super::check;
use crate::letters::{ALPHABET, is_separator, value};

/// Characters of a code, the check character included.
pub(super) const LETTERS: usize = 16;

/// Random bytes that one code is made of: five bits of each.
pub const ENTROPY: usize = LETTERS - 1;

/// Which of the two codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Kind {
    /// The one that the app shows.
    Application,
    /// The one that the portal shows.
    User,
}

impl Kind {
    /// The name in forms and vectors.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::User => "user",
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Application, Self::User].into_iter().find(|kind| kind.as_str() == name)
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Application => Self::User,
            Self::User => Self::Application,
        }
    }

    /// What a code's characters sum up to. Neither is zero: sixteen times the same character `0` is no code.
    pub(super) const fn constant(self) -> u8 {
        match self {
            Self::Application => 10,
            Self::User => 21,
        }
    }
}

/// What tells the two types of codes apart.
pub trait CodeKind: Copy {
    /// Which it is.
    const KIND: Kind;
}

/// Marks application codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Application {}

/// Marks user codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum User {}

impl CodeKind for Application {
    const KIND: Kind = Kind::Application;
}

impl CodeKind for User {
    const KIND: Kind = Kind::User;
}

/// A code of a kind: 75 random bits and a check character. `Debug` doesn't print it.
///
/// ```
/// use sekisho_engine::pairing::{ApplicationCode, ENTROPY, Kind, PairingError, UserCode};
/// let code = UserCode::from_entropy([5; ENTROPY]);
/// assert_eq!(code.in_groups(), "5555-5555-5555-555V");
/// assert_eq!("5555 5555 5555 555V".parse(), Ok(code));
/// assert_eq!("5555-5555-5555-555V".parse::<ApplicationCode>(), Err(PairingError::OtherKind(Kind::User)));
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PairingCode<K: CodeKind> {
    /// Values from 0 to 31.
    values: [u8; LETTERS],
    kind: PhantomData<K>,
}

/// The code that the app shows.
pub type ApplicationCode = PairingCode<Application>;

/// The code that the portal shows.
pub type UserCode = PairingCode<User>;

impl<K: CodeKind> PairingCode<K> {
    /// The code that random bytes make: five bits of each, so every code is equally likely.
    #[must_use]
    pub fn from_entropy(bytes: [u8; ENTROPY]) -> Self {
        let random = bytes.map(|byte| byte & 31);
        let mut values = [0; LETTERS];
        values[..ENTROPY].copy_from_slice(&random);
        values[ENTROPY] = check::last(&random, K::KIND.constant());
        Self { values, kind: PhantomData }
    }

    /// The code as it is shown: four groups of four.
    #[must_use]
    pub fn in_groups(&self) -> String {
        let mut text = String::with_capacity(LETTERS + 3);
        for (at, value) in self.values.iter().enumerate() {
            if at > 0 && at % 4 == 0 {
                text.push('-');
            }
            text.push(char::from(ALPHABET[usize::from(*value)]));
        }
        text
    }

    /// The one form that the key is derived from: sixteen characters in upper case, without hyphens.
    #[must_use]
    pub fn normal_form(&self) -> String {
        self.values.iter().map(|value| char::from(ALPHABET[usize::from(*value)])).collect()
    }
}

impl<K: CodeKind> FromStr for PairingCode<K> {
    type Err = PairingError;

    /// Reads a code as people type it: either case, hyphens and spaces or none, O for 0, I and L for 1, and the
    /// full-width characters of a Japanese keyboard.
    fn from_str(text: &str) -> Result<Self, PairingError> {
        let values = read(text)?;
        let sum = check::sum(&values);
        if sum == K::KIND.constant() {
            Ok(Self { values, kind: PhantomData })
        } else if sum == K::KIND.other().constant() {
            Err(PairingError::OtherKind(K::KIND.other()))
        } else {
            Err(PairingError::Check)
        }
    }
}

/// The values of a code's characters, whatever they sum up to.
fn read(text: &str) -> Result<[u8; LETTERS], PairingError> {
    let mut values = [0; LETTERS];
    let mut count = 0;
    for character in text.chars().filter(|character| !is_separator(*character)) {
        let value = value(character).ok_or(PairingError::Letter { letter: character, at: count + 1 })?;
        *values.get_mut(count).ok_or(PairingError::Long)? = value;
        count += 1;
    }
    match count {
        LETTERS => Ok(values),
        0 => Err(PairingError::Empty),
        _ => Err(PairingError::Short { missing: LETTERS - count }),
    }
}

impl<K: CodeKind> fmt::Debug for PairingCode<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PairingCode({}, ..)", K::KIND.as_str())
    }
}

/// Why a text is not a code of the kind that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum PairingError {
    /// Nothing was typed.
    Empty,
    /// A character that no code has.
    Letter {
        /// The character as it was typed.
        letter: char,
        /// Which one it is, counted from one; spaces and hyphens don't count.
        at: usize,
    },
    /// The end is missing.
    Short {
        /// How many characters are.
        missing: usize,
    },
    /// More than sixteen characters.
    Long,
    /// The check character doesn't fit: something was mistyped or swapped.
    Check,
    /// It is a code, but the other one.
    OtherKind(Kind),
}

impl fmt::Display for PairingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("no code was typed"),
            Self::Letter { letter, at } => {
                write!(f, "no code has the character {letter:?}, which is the {at}. one")
            }
            Self::Short { missing } => write!(f, "{missing} characters are missing"),
            Self::Long => f.write_str("a code has sixteen characters"),
            Self::Check => f.write_str("the check character does not fit"),
            Self::OtherKind(kind) => write!(f, "it is the {} code", kind.as_str()),
        }
    }
}

impl std::error::Error for PairingError {}
