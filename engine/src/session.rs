//! How long a session lasts.
//!
//! ```text
//!  created ──────── live ──┬── idle for too long ──▶ ended
//!                          ├── absolute limit ─────▶ ended
//!                          └── clock stepped back ─▶ ended
//! ```
//!
//! SP 800-63B-4 section 2.2.3 and 5.2, OWASP ASVS 5.0 7.3.1 and 7.3.2. The limits follow from the times that
//! are stored with the session. A stored time that lies in the future by more than [`CLOCK_TOLERANCE`] means
//! that the clock stepped back: how old the session is can't be told any more, so it has ended. The
//! tolerance is for instances whose clocks differ a little.

use crate::time::{Seconds, Timestamp};

/// How far a stored time may lie in the future: two instances' clocks, not a step.
pub const CLOCK_TOLERANCE: Seconds = Seconds::MINUTE;

/// How long somebody has between the password and the second factor.
pub const HALF_SESSION: Seconds = Seconds::minutes(10);

/// How long after showing their factors somebody may change what needs a fresh authentication
/// (OWASP ASVS 5.0, 7.5.1).
pub const REAUTHENTICATION_WINDOW: Seconds = Seconds::minutes(10);

/// The limits of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Without a request for this long, it ends.
    pub idle: Seconds,
    /// This long after it was made, it ends.
    pub absolute: Seconds,
}

/// The times that are stored with a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// When it was made: the factors were shown.
    pub created: Timestamp,
    /// The last request that was charged to it.
    pub last_seen: Timestamp,
}

/// What has become of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is live.
    Live {
        /// When it ends if nothing more is asked of it.
        ends: Timestamp,
    },
    /// It has ended.
    Ended(Ended),
}

/// Why a session has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Ended {
    /// Nothing was asked of it for too long.
    Idle,
    /// Its absolute limit.
    Absolute,
    /// A stored time lies in the future.
    ClockSteppedBack,
}

impl Limits {
    /// The limits of a half-finished sign-in: [`HALF_SESSION`], whatever is done in it.
    pub const HALF: Self = Self { idle: HALF_SESSION, absolute: HALF_SESSION };

    /// What has become of a session with these times.
    ///
    /// ```
    /// use sekisho_engine::session::{Ended, Limits, State, Times};
    /// use sekisho_engine::time::{Seconds, Timestamp};
    /// let limits = Limits { idle: Seconds::HOUR, absolute: Seconds::DAY };
    /// let created = Timestamp::from_unix(1_700_000_000);
    /// let times = Times { created, last_seen: created.plus(Seconds::minutes(30)) };
    /// let now = created.plus(Seconds::HOUR);
    /// assert_eq!(limits.judge(times, now), State::Live { ends: times.last_seen.plus(Seconds::HOUR) });
    /// assert_eq!(limits.judge(times, now.plus(Seconds::HOUR)), State::Ended(Ended::Idle));
    /// ```
    #[must_use]
    pub fn judge(&self, times: Times, now: Timestamp) -> State {
        let absolute_end = times.created.plus(self.absolute);
        let idle_end = times.last_seen.plus(self.idle);
        if times.created.max(times.last_seen) > now.plus(CLOCK_TOLERANCE) {
            State::Ended(Ended::ClockSteppedBack)
        } else if now >= absolute_end {
            State::Ended(Ended::Absolute)
        } else if now >= idle_end {
            State::Ended(Ended::Idle)
        } else {
            State::Live { ends: absolute_end.min(idle_end) }
        }
    }
}

/// Whether factors that were shown at `authenticated` are fresh enough to change what needs a fresh
/// authentication. A time in the future is fresh only within [`CLOCK_TOLERANCE`].
#[must_use]
pub fn is_fresh(authenticated: Timestamp, now: Timestamp) -> bool {
    now < authenticated.plus(REAUTHENTICATION_WINDOW) && authenticated <= now.plus(CLOCK_TOLERANCE)
}

#[cfg(test)]
mod tests;
