//! TOTP (RFC 6238): the code of a key and a time step, and which step a code matched.

use std::fmt;
use std::hint::black_box;

use super::{Code, Key, Params, Skew, TimeStep, hotp};
use crate::time::{Seconds, Timestamp};

/// The code of `key` in a time step.
///
/// ```
/// use sekisho_engine::otp::{Digits, Key, Params, TimeStep, totp};
/// use sekisho_engine::time::Timestamp;
/// let key = Key::new(b"12345678901234567890".to_vec())?;
/// let params = Params { digits: Digits::EIGHT, ..Params::default() };
/// let step = TimeStep::at(Timestamp::from_unix(59), params.period);
/// assert_eq!(totp::generate(&key, &params, step).as_text(), "94287082");
/// # Ok::<(), sekisho_engine::otp::KeyError>(())
/// ```
#[must_use]
pub fn generate(key: &Key, params: &Params, step: TimeStep) -> Code {
    hotp::generate(key, params.algorithm, params.digits, step.counter())
}

/// How long the code of `now` is still shown.
#[must_use]
pub fn time_left(params: &Params, now: Timestamp) -> Seconds {
    let period = i64::from(params.period.get());
    Seconds::new(period - now.as_unix().rem_euclid(period))
}

/// Which time step `code` belongs to: one that `skew` allows around `now`, and later than `last_used`.
///
/// Record the step, in the same statement that accepts it (`… SET last_step = $2 WHERE last_step < $2`): a
/// code is then accepted once, and no older one after it (RFC 6238 section 5.2). Of two steps with the same
/// code the later one is meant, so that the same digits don't pass twice. Every step is computed and
/// compared, whichever matches.
///
/// # Errors
/// [`VerifyError`]; nothing is to be recorded.
///
/// ```
/// use sekisho_engine::otp::{Key, Params, Skew, TimeStep, totp};
/// use sekisho_engine::time::Timestamp;
/// let key = Key::new(b"12345678901234567890".to_vec())?;
/// let (params, now) = (Params::default(), Timestamp::from_unix(1_700_000_000));
/// let code = totp::generate(&key, &params, TimeStep::at(now, params.period));
/// let step = totp::verify(&key, &params, &code, now, Skew::One, None).expect("it is the present code");
/// let again = totp::verify(&key, &params, &code, now, Skew::One, Some(step));
/// assert_eq!(again, Err(totp::VerifyError::AlreadyUsed));
/// # Ok::<(), sekisho_engine::otp::KeyError>(())
/// ```
pub fn verify(
    key: &Key,
    params: &Params,
    code: &Code,
    now: Timestamp,
    skew: Skew,
    last_used: Option<TimeStep>,
) -> Result<TimeStep, VerifyError> {
    let present = TimeStep::at(now, params.period).get();
    let around = i64::from(u8::from(skew));
    let mut matched = None;
    for number in present.saturating_sub(around).max(0)..=present.saturating_add(around) {
        let step = TimeStep::new(number);
        let equal = is_equal(generate(key, params, step), *code);
        matched = if equal { Some(step) } else { matched };
    }
    match matched {
        None => Err(VerifyError::Wrong),
        Some(step) if last_used.is_some_and(|last| step <= last) => Err(VerifyError::AlreadyUsed),
        Some(step) => Ok(step),
    }
}

/// Compares without a branch on the digits.
fn is_equal(expected: Code, given: Code) -> bool {
    let difference =
        (expected.value() ^ given.value()) | u32::from(expected.digits().get() ^ given.digits().get());
    black_box(difference) == 0
}

/// Why a code is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum VerifyError {
    /// It belongs to none of the steps that are allowed.
    Wrong,
    /// It belongs to a step that was used, or to one before that.
    AlreadyUsed,
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Wrong => "the code is wrong",
            Self::AlreadyUsed => "the code has been used",
        })
    }
}

impl std::error::Error for VerifyError {}
