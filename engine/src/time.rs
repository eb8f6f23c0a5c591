//! Points in time and lengths of time.
//!
//! The engine never asks what time it is: whoever calls it says so. One unit everywhere, the second, which
//! is what RFC 6238, sessions, throttles and grants all count in.

mod day;

pub use day::{Day, DayError};

use std::fmt;

/// A point in time: whole seconds since 1970-01-01T00:00:00Z (Unix time, leap seconds not counted).
///
/// ```
/// use sekisho_engine::time::{Seconds, Timestamp};
/// let noon = Timestamp::from_unix(1_700_000_000);
/// assert_eq!(noon.plus(Seconds::MINUTE), Timestamp::from_unix(1_700_000_060));
/// assert_eq!(noon.plus(Seconds::MINUTE).since(noon), Seconds::new(60));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct Timestamp(i64);

/// A length of time in whole seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct Seconds(i64);

impl Timestamp {
    /// The point `seconds` after the Unix epoch.
    #[must_use]
    pub const fn from_unix(seconds: i64) -> Self {
        Self(seconds)
    }

    /// Seconds since the Unix epoch.
    #[must_use]
    pub const fn as_unix(self) -> i64 {
        self.0
    }

    /// This point moved later by `length`; stops at the end of what can be represented.
    #[must_use]
    pub const fn plus(self, length: Seconds) -> Self {
        Self(self.0.saturating_add(length.0))
    }

    /// This point moved earlier by `length`; stops at the beginning of what can be represented.
    #[must_use]
    pub const fn minus(self, length: Seconds) -> Self {
        Self(self.0.saturating_sub(length.0))
    }

    /// How long after `earlier` this point is; negative when it is before.
    #[must_use]
    pub const fn since(self, earlier: Self) -> Seconds {
        Seconds(self.0.saturating_sub(earlier.0))
    }
}

impl Seconds {
    /// No time at all.
    pub const ZERO: Self = Self(0);
    /// 60 seconds.
    pub const MINUTE: Self = Self(60);
    /// 3,600 seconds.
    pub const HOUR: Self = Self(3_600);
    /// 86,400 seconds.
    pub const DAY: Self = Self(86_400);

    /// A length of `seconds`.
    #[must_use]
    pub const fn new(seconds: i64) -> Self {
        Self(seconds)
    }

    /// A length of `minutes`.
    #[must_use]
    pub const fn minutes(minutes: i64) -> Self {
        Self(minutes.saturating_mul(60))
    }

    /// A length of `hours`.
    #[must_use]
    pub const fn hours(hours: i64) -> Self {
        Self(hours.saturating_mul(3_600))
    }

    /// A length of `days`.
    #[must_use]
    pub const fn days(days: i64) -> Self {
        Self(days.saturating_mul(86_400))
    }

    /// The number of seconds.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The number of whole minutes, rounded up: what a person who has to wait is told.
    #[must_use]
    pub const fn minutes_rounded_up(self) -> i64 {
        self.0.saturating_add(59).div_euclid(60)
    }
}

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} s", self.0)
    }
}
