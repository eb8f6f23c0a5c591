//! A list of rules on trial: it holds for a time, and goes back by itself.
//!
//! ```text
//!            from                 until
//!  current ───┼─────── tried ───────┼─── current      nobody confirmed
//!  current ───┼── tried ── confirm ─┼─── tried        confirmed from an address that it covers
//! ```
//!
//! Which list is in force follows from the time alone. No process has to end a trial, so none can fail to.

use std::fmt;

use super::{RuleSet, Verdict};
use crate::address::Address;
use crate::time::Timestamp;

/// A list that is tried out in place of the current one.
///
/// ```
/// use sekisho_engine::allowlist::{Rule, RuleSet, Trial, in_force};
/// use sekisho_engine::time::{Seconds, Timestamp};
/// let current = RuleSet::compile(["192.0.2.0/24".parse::<Rule>()?]);
/// let tried = RuleSet::compile(["198.51.100.7".parse::<Rule>()?]);
/// let now = Timestamp::from_unix(1_700_000_000);
/// let trial = Trial { tried, from: now, until: now.plus(Seconds::minutes(10)) };
/// assert_eq!(in_force(&current, Some(&trial), now), &trial.tried);
/// assert_eq!(in_force(&current, Some(&trial), trial.until), &current);
/// # Ok::<(), sekisho_engine::allowlist::RuleError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// The list that is in force while the trial runs.
    pub tried: RuleSet,
    /// When it was applied. Before that time it isn't in force: a clock that is set back ends a trial
    /// rather than prolonging it.
    pub from: Timestamp,
    /// The first moment at which the current list is in force again.
    pub until: Timestamp,
}

/// Why a trial can't be confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConfirmError {
    /// Its time is over: the list from before is in force again.
    Over,
    /// The tried list doesn't let the confirming address pass.
    NotCovered,
}

impl Trial {
    /// Whether the tried list is in force at `now`.
    #[must_use]
    pub fn runs(&self, now: Timestamp) -> bool {
        self.from <= now && now < self.until
    }

    /// Keep the tried list: the trial must still run, and the list must let `address` pass, from which it is
    /// confirmed.
    ///
    /// # Errors
    /// [`ConfirmError`] says which of the two doesn't hold.
    pub fn confirm(self, address: Address, now: Timestamp) -> Result<RuleSet, ConfirmError> {
        if !self.runs(now) {
            return Err(ConfirmError::Over);
        }
        match self.tried.verdict(address) {
            Verdict::Unrestricted | Verdict::Covered { .. } => Ok(self.tried),
            Verdict::NotCovered => Err(ConfirmError::NotCovered),
        }
    }
}

/// The list in force at `now`: the one on trial while it runs, else the current one.
#[must_use]
pub fn in_force<'a>(current: &'a RuleSet, trial: Option<&'a Trial>, now: Timestamp) -> &'a RuleSet {
    match trial {
        Some(trial) if trial.runs(now) => &trial.tried,
        _ => current,
    }
}

impl ConfirmError {
    /// The stable machine name, in `snake_case`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Over => "trial_over",
            Self::NotCovered => "trial_not_covered",
        }
    }
}

impl fmt::Display for ConfirmError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Over => "the trial is over",
            Self::NotCovered => "the tried rules don't cover the address that confirms them",
        })
    }
}

impl std::error::Error for ConfirmError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::allowlist::Rule;
    use crate::time::Seconds;

    fn list(rules: &[&str]) -> RuleSet {
        RuleSet::compile(rules.iter().map(|rule| rule.parse::<Rule>().unwrap()))
    }

    fn trial() -> Trial {
        let from = Timestamp::from_unix(1_000);
        Trial { tried: list(&["198.51.100.0/24"]), from, until: from.plus(Seconds::minutes(10)) }
    }

    #[test]
    fn which_list_is_in_force_follows_from_the_time_alone() {
        let (current, trial) = (list(&["192.0.2.0/24"]), trial());
        for (at, tried) in [(999, false), (1_000, true), (1_599, true), (1_600, false), (i64::MAX, false)] {
            let expected = if tried { &trial.tried } else { &current };
            assert_eq!(in_force(&current, Some(&trial), Timestamp::from_unix(at)), expected, "at {at}");
        }
        assert_eq!(in_force(&current, None, trial.from), &current);
    }

    #[test]
    fn a_trial_is_confirmed_only_in_time_and_from_an_address_that_it_covers() {
        let check = |address: &str, at: i64, expected: Result<(), ConfirmError>| {
            let kept = trial().confirm(address.parse().unwrap(), Timestamp::from_unix(at));
            assert_eq!(kept, expected.map(|()| trial().tried), "{address} at {at}");
        };
        check("198.51.100.9", 1_000, Ok(()));
        check("198.51.100.9", 1_599, Ok(()));
        check("198.51.100.9", 1_600, Err(ConfirmError::Over));
        check("198.51.100.9", 999, Err(ConfirmError::Over));
        check("192.0.2.1", 1_000, Err(ConfirmError::NotCovered));
        check("192.0.2.1", 1_600, Err(ConfirmError::Over));
    }

    #[test]
    fn a_trial_of_the_empty_list_is_confirmed_from_anywhere() {
        let trial = Trial { tried: list(&[]), ..trial() };
        assert_eq!(trial.clone().confirm("::1".parse().unwrap(), trial.from), Ok(list(&[])));
    }
}
