//! Throttling: how many attempts may be evaluated, and how long one then waits.
//!
//! A [`Throttle`] is a value of three integers, one row of a database. An attempt is **charged before it is
//! checked**: the charged value is stored first, then the password or code is looked at. Whatever happens
//! next (a crash, an abandoned request, a thousand requests at once), the attempt has been paid for.
//!
//! ```text
//!            charge                       charge, the window's allowance used up
//!   open ───────────────▶ open (n + 1)   ──────────────────────────────────────▶ Bar::Wait
//!     ▲                      │  window over: count starts again, the next window is longer
//!     └──────────────────────┘
//!   consecutive failures ≥ `disable_at` ─────────────────────────────────────▶ Bar::Disabled
//! ```
//!
//! SP 800-63B-4 section 3.2.2: no more than 100 consecutive failures, growing delays, and then the
//! authenticator is disabled until it is bound again. OWASP ASVS 5.0: 6.1.1, 6.3.1, 6.6.3.
//!
//! The clock may step. Backwards: the count stays and its window starts again at the earlier time, so
//! nothing is freed and nobody waits for a date that was never real. Forwards: a window ends early, the
//! consecutive failures stay.

use crate::time::{Seconds, Timestamp};

/// The state of one throttle: one row, three integers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Throttle {
    /// When the window that `in_window` counts in began.
    pub window_start: Timestamp,
    /// Attempts charged in the window and not given back by a success.
    pub in_window: u32,
    /// Attempts charged since the last success.
    pub consecutive: u32,
}

/// What a throttle allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Attempts evaluated in one window.
    pub per_window: u32,
    /// Length of the first window. It doubles with every window that was used up by failures.
    pub window: Seconds,
    /// A window is never longer than this.
    pub longest: Seconds,
    /// The number of consecutive failures at which nothing is evaluated any more until
    /// [`Throttle::rebound`]; `None` where time alone reopens.
    pub disable_at: Option<u32>,
}

/// Why an attempt may not be evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Bar {
    /// Too many attempts in this window.
    Wait {
        /// How long until the next attempt is evaluated; at least one second.
        retry_after: Seconds,
    },
    /// Too many consecutive failures: disabled until bound again.
    Disabled,
}

/// An attempt that was not charged and must not be evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused {
    /// Why, and for how long.
    pub bar: Bar,
    /// The state to keep. It differs from the one before only after the clock stepped back.
    pub throttle: Throttle,
}

/// A thing that is counted: each is one kind of row, with its own key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Bucket {
    /// One-time codes of an account, whichever method, session, address or door. Key: account. Once
    /// [disabled](Bar::Disabled), every authenticator that gives such codes is, until it is bound again.
    Otp,
    /// Recovery codes of an account. Key: account.
    Recovery,
    /// Passwords of an account from a device that has signed in to it. Key: account and device.
    PasswordAtDevice,
    /// Passwords of an account from one address. Key: account and address prefix.
    PasswordAtAddress,
    /// Passwords of an account from all places that aren't known for it. Key: account.
    PasswordElsewhere,
    /// Passwords of all accounts from one address. Key: address prefix.
    Address,
    /// Requests to reset a password from one address. Key: address prefix.
    ResetRequest,
    /// Requests to support from one address. Key: address prefix.
    SupportRequest,
}

/// What the portal knows about where a password comes from, for the account that it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The browser proved, by a cookie, that this account has signed in from it.
    KnownDevice,
    /// From this address, or from its IPv6 prefix, this account has signed in, or its mail software has shown the
    /// right password (within [`KNOWN_ADDRESS_FOR`]).
    KnownAddress,
    /// Neither.
    Unknown,
}

/// One charge of an attempt: which row, against which limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charge {
    /// The kind of row.
    pub bucket: Bucket,
    /// What it allows this attempt.
    pub limit: Limit,
}

/// How long an address counts as known for an account, from the last time that it was let in there.
pub const KNOWN_ADDRESS_FOR: Seconds = Seconds::days(30);

const QUARTER: Seconds = Seconds::minutes(15);

impl Limit {
    /// Guesses at one-time codes: 5 a window, 5 minutes growing to an hour, disabled at 100.
    pub const OTP: Self =
        Self { per_window: 5, window: Seconds::minutes(5), longest: Seconds::HOUR, disable_at: Some(100) };
    /// Guesses at recovery codes, counted apart: somebody who runs down the one-time codes of another
    /// person doesn't take their way out as well.
    pub const RECOVERY: Self = Self::OTP;
    /// Passwords of one account from one device: 10 a quarter of an hour, growing to an hour.
    pub const PASSWORD_AT_DEVICE: Self =
        Self { per_window: 10, window: QUARTER, longest: Seconds::HOUR, disable_at: None };
    /// Passwords of one account from one address: as from one device.
    pub const PASSWORD_AT_ADDRESS: Self = Self::PASSWORD_AT_DEVICE;
    /// Passwords of one account from all unknown places together: 20 a quarter of an hour, growing to an
    /// hour; at 100 only known places are left until the password is set anew, which a reset by mail does.
    pub const PASSWORD_ELSEWHERE: Self =
        Self { per_window: 20, window: QUARTER, longest: Seconds::HOUR, disable_at: Some(100) };
    /// Passwords of all accounts from one address, by strangers to it: 50 a quarter of an hour.
    pub const ADDRESS: Self = Self { per_window: 50, window: QUARTER, longest: QUARTER, disable_at: None };
    /// The same row, for accounts that are known at that address: strangers can't use all of it.
    pub const ADDRESS_KNOWN: Self = Self { per_window: 200, ..Self::ADDRESS };
    /// Requests to support from one address: 5 an hour.
    pub const SUPPORT_REQUEST: Self =
        Self { per_window: 5, window: Seconds::HOUR, longest: Seconds::HOUR, disable_at: None };
    /// Requests to reset a password from one address: 10 a quarter of an hour.
    pub const RESET_REQUEST: Self =
        Self { per_window: 10, window: QUARTER, longest: QUARTER, disable_at: None };

    /// How long the window lasts that follows `failures` consecutive failures.
    fn window_after(&self, failures: u32) -> Seconds {
        let used_up = failures / self.per_window.max(1);
        let doubled = 1_i64.checked_shl(used_up.min(32)).unwrap_or(i64::MAX);
        Seconds::new(self.window.get().saturating_mul(doubled)).min(self.longest).max(Seconds::new(1))
    }
}

impl Place {
    /// What a password attempt from this place is charged to, in order; the first refusal ends it.
    ///
    /// Strangers guessing at an account use up [`Bucket::PasswordElsewhere`], which its owner on a known
    /// device or address never touches.
    #[must_use]
    pub const fn charges(self) -> &'static [Charge] {
        const AT_ADDRESS: Charge =
            Charge { bucket: Bucket::PasswordAtAddress, limit: Limit::PASSWORD_AT_ADDRESS };
        match self {
            Self::KnownDevice => {
                &[Charge { bucket: Bucket::PasswordAtDevice, limit: Limit::PASSWORD_AT_DEVICE }]
            }
            Self::KnownAddress => {
                &[AT_ADDRESS, Charge { bucket: Bucket::Address, limit: Limit::ADDRESS_KNOWN }]
            }
            Self::Unknown => &[
                AT_ADDRESS,
                Charge { bucket: Bucket::Address, limit: Limit::ADDRESS },
                Charge { bucket: Bucket::PasswordElsewhere, limit: Limit::PASSWORD_ELSEWHERE },
            ],
        }
    }
}

impl Bucket {
    /// Every bucket.
    pub const ALL: [Self; 8] = [
        Self::Otp,
        Self::Recovery,
        Self::PasswordAtDevice,
        Self::PasswordAtAddress,
        Self::PasswordElsewhere,
        Self::Address,
        Self::ResetRequest,
        Self::SupportRequest,
    ];

    /// The bucket's stable name, as stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Otp => "otp",
            Self::Recovery => "recovery",
            Self::PasswordAtDevice => "password_at_device",
            Self::PasswordAtAddress => "password_at_address",
            Self::PasswordElsewhere => "password_elsewhere",
            Self::Address => "address",
            Self::ResetRequest => "reset_request",
            Self::SupportRequest => "support_request",
        }
    }
}

impl Throttle {
    /// A throttle that nothing has been charged to.
    #[must_use]
    pub const fn new(now: Timestamp) -> Self {
        Self { window_start: now, in_window: 0, consecutive: 0 }
    }

    /// Charges one attempt. Store the result, then evaluate the attempt.
    ///
    /// # Errors
    /// [`Refused`] when the attempt must not be evaluated; nothing was charged.
    ///
    /// ```
    /// use sekisho_engine::throttle::{Bar, Limit, Throttle};
    /// use sekisho_engine::time::{Seconds, Timestamp};
    /// let now = Timestamp::from_unix(1_700_000_000);
    /// let mut throttle = Throttle::new(now);
    /// for _ in 0..5 {
    ///     throttle = throttle.charge(&Limit::OTP, now).expect("five attempts are evaluated");
    /// }
    /// let refused = throttle.charge(&Limit::OTP, now).expect_err("the sixth is not");
    /// assert_eq!(refused.bar, Bar::Wait { retry_after: Seconds::minutes(5) });
    /// ```
    pub fn charge(self, limit: &Limit, now: Timestamp) -> Result<Self, Refused> {
        let settled = self.settle(limit, now);
        match settled.bar(limit, now) {
            Some(bar) => Err(Refused { bar, throttle: settled }),
            None => Ok(Self {
                in_window: settled.in_window.saturating_add(1),
                consecutive: settled.consecutive.saturating_add(1),
                ..settled
            }),
        }
    }

    /// What stands in the way of an attempt at `now`, without charging one.
    #[must_use]
    pub fn barred(&self, limit: &Limit, now: Timestamp) -> Option<Bar> {
        self.settle(limit, now).bar(limit, now)
    }

    /// The attempt that was charged last has succeeded: its own charge is given back and the run of
    /// failures is over. The window keeps the failures of others, so a success frees nobody's guesses.
    #[must_use]
    pub const fn succeeded(self) -> Self {
        Self { in_window: self.in_window.saturating_sub(1), consecutive: 0, ..self }
    }

    /// The authenticator was bound again (or the password reset): the run of failures is over, the window
    /// stays as it is.
    #[must_use]
    pub const fn rebound(self) -> Self {
        Self { consecutive: 0, ..self }
    }

    /// Starts a new window when the old one is over, or when the clock stepped back behind its start.
    fn settle(self, limit: &Limit, now: Timestamp) -> Self {
        if now < self.window_start {
            Self { window_start: now, ..self }
        } else if now >= self.window_end(limit) {
            Self { window_start: now, in_window: 0, ..self }
        } else {
            self
        }
    }

    fn window_end(&self, limit: &Limit) -> Timestamp {
        // The window's length was settled by the failures before it.
        let before = self.consecutive.saturating_sub(self.in_window);
        self.window_start.plus(limit.window_after(before))
    }

    fn bar(&self, limit: &Limit, now: Timestamp) -> Option<Bar> {
        if limit.disable_at.is_some_and(|most| self.consecutive >= most) {
            Some(Bar::Disabled)
        } else if self.in_window >= limit.per_window {
            Some(Bar::Wait { retry_after: self.window_end(limit).since(now).max(Seconds::new(1)) })
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests;
