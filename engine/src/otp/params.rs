//! What authenticator and verifier agree on.

use std::fmt;

use crate::time::Timestamp;

/// The hash function under HMAC (RFC 6238 section 1.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Algorithm {
    /// SHA-1, the one that every authenticator application knows.
    #[default]
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
}

impl Algorithm {
    /// Every algorithm.
    pub const ALL: [Self; 3] = [Self::Sha1, Self::Sha256, Self::Sha512];

    /// The name in an `otpauth` URI.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sha1 => "SHA1",
            Self::Sha256 => "SHA256",
            Self::Sha512 => "SHA512",
        }
    }

    /// The algorithm of this name, in either case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.as_str().eq_ignore_ascii_case(name))
    }

    /// The length of a new key in bytes: that of the hash (RFC 4226 section 4, R6; RFC 6238 section 5.1).
    #[must_use]
    pub const fn key_length(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha512 => 64,
        }
    }
}

/// How many digits a code has: 6, 7 or 8 (RFC 4226 section 5.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "u8", into = "u8")
)]
pub struct Digits(u8);

impl Digits {
    /// Six digits.
    pub const SIX: Self = Self(6);
    /// Seven digits.
    pub const SEVEN: Self = Self(7);
    /// Eight digits.
    pub const EIGHT: Self = Self(8);

    /// The number of digits.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }

    /// Ten to the power of the number of digits: one more than the largest code.
    pub(super) const fn modulus(self) -> u32 {
        10_u32.pow(self.0 as u32)
    }
}

impl Default for Digits {
    fn default() -> Self {
        Self::SIX
    }
}

impl TryFrom<u8> for Digits {
    type Error = ParamsError;

    fn try_from(digits: u8) -> Result<Self, ParamsError> {
        if (6..=8).contains(&digits) { Ok(Self(digits)) } else { Err(ParamsError::Digits) }
    }
}

impl From<Digits> for u8 {
    fn from(digits: Digits) -> Self {
        digits.0
    }
}

/// The length of a time step in seconds (RFC 6238 section 4, X): 1 to 3,600.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "u16", into = "u16")
)]
pub struct Period(u16);

impl Period {
    /// Thirty seconds, which every authenticator application knows.
    pub const THIRTY: Self = Self(30);

    /// The number of seconds.
    #[must_use]
    pub const fn get(self) -> u16 {
        self.0
    }
}

impl Default for Period {
    fn default() -> Self {
        Self::THIRTY
    }
}

impl TryFrom<u16> for Period {
    type Error = ParamsError;

    fn try_from(seconds: u16) -> Result<Self, ParamsError> {
        if (1..=3_600).contains(&seconds) { Ok(Self(seconds)) } else { Err(ParamsError::Period) }
    }
}

impl From<Period> for u16 {
    fn from(period: Period) -> Self {
        period.0
    }
}

/// Everything that authenticator and verifier agree on besides the key. The default (SHA-1, six digits,
/// thirty seconds) is what every authenticator application can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Params {
    /// The hash function.
    pub algorithm: Algorithm,
    /// How many digits a code has.
    pub digits: Digits,
    /// The length of a time step.
    pub period: Period,
}

/// How many time steps on each side of the present one are accepted (RFC 6238 section 5.2 recommends at
/// most one). Serialised as the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "u8", into = "u8")
)]
pub enum Skew {
    /// The present step only.
    None,
    /// The present step, the one before and the one after.
    #[default]
    One,
}

impl TryFrom<u8> for Skew {
    type Error = ParamsError;

    fn try_from(steps: u8) -> Result<Self, ParamsError> {
        match steps {
            0 => Ok(Self::None),
            1 => Ok(Self::One),
            _ => Err(ParamsError::Skew),
        }
    }
}

impl From<Skew> for u8 {
    fn from(skew: Skew) -> Self {
        match skew {
            Skew::None => 0,
            Skew::One => 1,
        }
    }
}

/// A time step: how many periods have gone by since 1970 (RFC 6238 section 4.2, T). Never negative, so that
/// a database's signed integer holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct TimeStep(i64);

impl TimeStep {
    /// The step that `now` lies in; before 1970, the first one.
    #[must_use]
    pub fn at(now: Timestamp, period: Period) -> Self {
        Self::new(now.as_unix().div_euclid(i64::from(period.0)))
    }

    /// The step of this number; a negative one counts as the first.
    #[must_use]
    pub const fn new(number: i64) -> Self {
        Self(if number < 0 { 0 } else { number })
    }

    /// Its number.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// When it begins.
    #[must_use]
    pub fn begins(self, period: Period) -> Timestamp {
        Timestamp::from_unix(self.0.saturating_mul(i64::from(period.0)))
    }

    /// The counter that HOTP is given.
    #[must_use]
    pub const fn counter(self) -> u64 {
        self.0.unsigned_abs()
    }
}

/// A parameter that isn't allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParamsError {
    /// Not 6, 7 or 8 digits.
    Digits,
    /// Not 1 to 3,600 seconds.
    Period,
    /// Not 0 or 1 time steps.
    Skew,
}

impl fmt::Display for ParamsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Digits => "a code has 6, 7 or 8 digits",
            Self::Period => "a time step is 1 to 3600 seconds long",
            Self::Skew => "the skew is 0 or 1 time steps",
        })
    }
}

impl std::error::Error for ParamsError {}
