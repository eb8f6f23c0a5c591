//! E-mailed codes: their life, what they are for, how often one is sent.
//!
//! ```text
//!            a guess, attempts left
//!            ┌────┐
//!            │    ▼
//!  made ──▶ open(n) ──▶ used          the code was right
//!              ├──────▶ superseded    a newer one was sent
//!              ├──────▶ spent         no attempts left
//!              └──────▶ expired       by the time alone
//! ```
//!
//! A code is bound to the sign-in or session that it was made for and to one purpose (OWASP ASVS 5.0, 6.6.2),
//! lives ten minutes at most (6.5.5) and has 20 bits (6.5.4). The engine decides whether it may be compared
//! at all; the comparison, by digest, is the server's. SP 800-63B-4 section 3.1.3.1 doesn't count mail as an
//! out-of-band channel: such a code claims no assurance level.

use std::fmt;

use crate::otp::{Code, Digits};
use crate::policy::EmailCodes;
use crate::session::CLOCK_TOLERANCE;
use crate::time::{Seconds, Timestamp};

/// What a code is for. It works for nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Purpose {
    /// The second factor of a sign-in.
    SignIn,
    /// Proving the address when e-mailed codes are switched on.
    Enrol,
    /// Proving a new address of the account.
    ChangeAddress,
    /// Proving again who one is, within a session.
    Reauthenticate,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Self; 4] = [Self::SignIn, Self::Enrol, Self::ChangeAddress, Self::Reauthenticate];

    /// The purpose's stable name, as stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::Enrol => "enrol",
            Self::ChangeAddress => "change_address",
            Self::Reauthenticate => "reauthenticate",
        }
    }

    /// The purpose of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.as_str() == name)
    }
}

/// What a code is bound to: a purpose within one sign-in or session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// What it is for.
    pub purpose: Purpose,
    /// What names the sign-in or session to the server; the engine only compares it.
    pub session: Vec<u8>,
}

/// A code that was sent, without the code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    /// What it is bound to.
    pub context: Context,
    /// When it was made.
    pub created: Timestamp,
    /// The first moment at which it no longer works.
    pub expires: Timestamp,
    /// What has become of it.
    pub state: State,
}

/// What has become of a code; that it has expired follows from the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It may be guessed at so many times more.
    Open {
        /// Guesses left.
        attempts_left: u8,
    },
    /// It was right, once.
    Used,
    /// A newer one was sent.
    Superseded,
}

/// Why a code is not even compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum ChallengeError {
    /// It was made for another sign-in, session or purpose.
    OtherContext,
    /// It was used.
    Used,
    /// A newer one was sent.
    Superseded,
    /// Its time is over, or the clock stepped back behind its making.
    Expired,
    /// No guesses are left.
    AttemptsUsedUp,
}

impl fmt::Display for ChallengeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OtherContext => "the code was made for something else",
            Self::Used => "the code has been used",
            Self::Superseded => "a newer code was sent",
            Self::Expired => "the code has expired",
            Self::AttemptsUsedUp => "too many guesses at the code",
        })
    }
}

impl std::error::Error for ChallengeError {}

impl Challenge {
    /// A new challenge. The ones made before it in the same context are to be [superseded](State::Superseded).
    #[must_use]
    pub fn new(context: Context, limits: &EmailCodes, now: Timestamp) -> Self {
        let attempts_left = u8::try_from(limits.attempts.get()).unwrap_or(1);
        let expires = now.plus(Seconds::minutes(limits.life_minutes.get()));
        Self { context, created: now, expires, state: State::Open { attempts_left } }
    }

    /// Charges a guess made in `presented`: store what is returned, then compare the code.
    ///
    /// # Errors
    /// [`ChallengeError`]: the code isn't compared and nothing is charged.
    ///
    /// ```
    /// use sekisho_engine::email_otp::{Challenge, ChallengeError, Context, Purpose, State};
    /// use sekisho_engine::policy::EmailCodes;
    /// use sekisho_engine::time::{Seconds, Timestamp};
    /// let now = Timestamp::from_unix(1_700_000_000);
    /// let here = Context { purpose: Purpose::SignIn, session: b"one".to_vec() };
    /// let challenge = Challenge::new(here.clone(), &EmailCodes::default(), now);
    /// let charged = challenge.charge(&here, now)?;
    /// assert_eq!(charged.state, State::Open { attempts_left: 4 });
    /// let elsewhere = Context { session: b"two".to_vec(), ..here.clone() };
    /// assert_eq!(charged.charge(&elsewhere, now), Err(ChallengeError::OtherContext));
    /// assert_eq!(charged.charge(&here, now.plus(Seconds::minutes(10))), Err(ChallengeError::Expired));
    /// # Ok::<(), ChallengeError>(())
    /// ```
    pub fn charge(&self, presented: &Context, now: Timestamp) -> Result<Self, ChallengeError> {
        if self.context != *presented {
            return Err(ChallengeError::OtherContext);
        }
        let attempts_left = match self.state {
            State::Used => return Err(ChallengeError::Used),
            State::Superseded => return Err(ChallengeError::Superseded),
            State::Open { attempts_left } => attempts_left,
        };
        if now >= self.expires || self.created > now.plus(CLOCK_TOLERANCE) {
            return Err(ChallengeError::Expired);
        }
        let attempts_left = attempts_left.checked_sub(1).ok_or(ChallengeError::AttemptsUsedUp)?;
        Ok(Self { state: State::Open { attempts_left }, ..self.clone() })
    }
}

/// How often codes were sent to one account: one row, three integers. Asking for one resets nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Sending {
    /// When the hour that `in_hour` counts in began.
    pub hour_start: Timestamp,
    /// Codes sent in it.
    pub in_hour: u32,
    /// When the last one was sent.
    pub last_sent: Timestamp,
}

/// It is too early for another code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooSoonError {
    /// How long to wait; at least one second.
    pub retry_after: Seconds,
}

impl fmt::Display for TooSoonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "another code can be sent in {}", self.retry_after)
    }
}

impl std::error::Error for TooSoonError {}

impl Sending {
    /// Charges a code that is about to be sent, `before` being what was sent until now.
    ///
    /// The wait between two codes begins with [`EmailCodes::resend_seconds`] and doubles with each one in an
    /// hour; there are [`EmailCodes::per_hour`] at most.
    ///
    /// # Errors
    /// [`TooSoonError`]: none is sent.
    pub fn charge(before: Option<Self>, limits: &EmailCodes, now: Timestamp) -> Result<Self, TooSoonError> {
        let Some(known) = before else {
            return Ok(Self { hour_start: now, in_hour: 1, last_sent: now });
        };
        let allowed_from = known.next_allowed(limits, now);
        if now < allowed_from {
            return Err(TooSoonError { retry_after: allowed_from.since(now) });
        }
        let known = known.settle(now);
        Ok(Self { in_hour: known.in_hour.saturating_add(1), last_sent: now, ..known })
    }

    /// From when on another code may be sent: what a countdown counts to.
    #[must_use]
    pub fn next_allowed(&self, limits: &EmailCodes, now: Timestamp) -> Timestamp {
        let known = self.settle(now);
        if known.in_hour == 0 {
            return now;
        }
        let doubled = 1_i64.checked_shl(known.in_hour.saturating_sub(1).min(32)).unwrap_or(i64::MAX);
        let wait = Seconds::new(limits.resend_seconds.get().saturating_mul(doubled)).min(Seconds::HOUR);
        let after_last = known.last_sent.plus(wait);
        if i64::from(known.in_hour) >= limits.per_hour.get() {
            after_last.max(known.hour_start.plus(Seconds::HOUR))
        } else {
            after_last
        }
    }

    /// A new hour begins when the old one is over. When the clock stepped back, the counts stay and start
    /// again at the earlier time.
    fn settle(self, now: Timestamp) -> Self {
        if now >= self.hour_start.plus(Seconds::HOUR) {
            Self { hour_start: now, in_hour: 0, last_sent: self.last_sent.min(now) }
        } else {
            Self { hour_start: self.hour_start.min(now), last_sent: self.last_sent.min(now), ..self }
        }
    }
}

/// A new code of six digits from random words, each equally likely: words in the last, incomplete million
/// are drawn again.
///
/// ```
/// use sekisho_engine::email_otp::generate;
/// let mut words = [u32::MAX, 4_000_123_456].into_iter();
/// let code = generate(&mut || words.next().expect("two words are enough here"));
/// assert_eq!(code.as_text(), "123456");
/// ```
pub fn generate(random: &mut dyn FnMut() -> u32) -> Code {
    const CODES: u32 = 1_000_000;
    const WHOLE: u32 = u32::MAX - u32::MAX % CODES;
    loop {
        let word = random();
        if word < WHOLE {
            return Code::new(word, Digits::SIX);
        }
    }
}

#[cfg(test)]
mod tests;
