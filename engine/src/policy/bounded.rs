//! A whole number between two bounds that its type names.

use std::fmt;

/// A whole number from `LEAST` to `MOST`; anything else is refused where it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "i64", into = "i64")
)]
pub struct Between<const LEAST: i64, const MOST: i64>(i64);

impl<const LEAST: i64, const MOST: i64> Between<LEAST, MOST> {
    /// The number `VALUE`, checked when this is compiled.
    #[must_use]
    pub const fn constant<const VALUE: i64>() -> Self {
        const { assert!(LEAST <= VALUE && VALUE <= MOST, "a constant within its bounds") };
        Self(VALUE)
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The number, where the bounds leave nothing that sixteen bits don't hold.
    #[must_use]
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the bounds are checked when this is compiled, the number when it was made"
    )]
    pub const fn small(self) -> u16 {
        const { assert!(0 <= LEAST && MOST <= 65_535, "bounds that sixteen bits hold") };
        self.0 as u16
    }
}

impl<const LEAST: i64, const MOST: i64> TryFrom<i64> for Between<LEAST, MOST> {
    type Error = OutOfBoundsError;

    fn try_from(value: i64) -> Result<Self, OutOfBoundsError> {
        if (LEAST..=MOST).contains(&value) {
            Ok(Self(value))
        } else {
            Err(OutOfBoundsError { value, least: LEAST, most: MOST })
        }
    }
}

impl<const LEAST: i64, const MOST: i64> From<Between<LEAST, MOST>> for i64 {
    fn from(number: Between<LEAST, MOST>) -> Self {
        number.0
    }
}

/// A number outside its bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutOfBoundsError {
    /// What was given.
    pub value: i64,
    /// The least allowed.
    pub least: i64,
    /// The most allowed.
    pub most: i64,
}

impl fmt::Display for OutOfBoundsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is not a whole number from {} to {}", self.value, self.least, self.most)
    }
}

impl std::error::Error for OutOfBoundsError {}
