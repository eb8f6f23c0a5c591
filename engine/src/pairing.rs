//! Pairing an app with an account by two short codes: the app shows an *application code*, the portal a *user
//! code*, each is typed into the other, and both ends derive the same TOTP key.
//!
//! ```text
//! app    ──application code, typed into the page──▶ portal ──┐
//! portal ──user code, typed into the app──────────▶ app    ──┴──▶ both: key = HKDF(both codes)
//! ```
//!
//! A code has sixteen characters of Crockford's base 32 in groups of four: fifteen that carry 75 random bits, and
//! one that checks them. The key has the 150 bits of both (RFC 4226 section 4, R6, asks for 128 and recommends
//! 160). **One code alone gives nothing away**: to whoever knows it, 75 bits of the key remain unknown, each of
//! their values as likely as any other, and the key that comes of them passes through HKDF (RFC 5869).
//!
//! | module | what it knows |
//! |---|---|
//! | [`code`](self) | the codes, and what is wrong with a text that isn't one |
//! | `check` | the check character |
//! | [`derive()`] | the key |
//! | [`judge()`] | a text that is being typed |

mod check;
mod code;
mod judge;

use hkdf::Hkdf;
use sha2::Sha256;

pub use code::{
    Application, ApplicationCode, CodeKind, ENTROPY, Kind, PairingCode, PairingError, User, UserCode,
};
pub use judge::{Typing, judge};

use crate::otp::Key;

/// What HKDF is salted with: fixed, since there is nothing that both ends could know besides the codes.
pub const SALT: &[u8] = b"sekisho pairing v1";
/// What the key is for: another use of the same codes would have another key.
pub const INFO: &[u8] = b"totp sha1 6 digits 30 seconds";
/// Bytes of the key: what HMAC-SHA-1 takes without hashing or padding it short (RFC 4226 section 4, R6).
pub const KEY_LENGTH: usize = 20;

/// The TOTP key of two codes, for SHA-1, six digits and 30 seconds.
///
/// HKDF-SHA-256 with [`SALT`] and [`INFO`]; the input is the application code's sixteen characters followed by the
/// user code's, both in their [normal form](PairingCode::normal_form), as ASCII. Which of the two was typed first
/// makes no difference: the types say which is which.
///
/// ```
/// use sekisho_engine::pairing::{ApplicationCode, ENTROPY, UserCode, derive};
/// let application = ApplicationCode::from_entropy([7; ENTROPY]);
/// let user = UserCode::from_entropy([9; ENTROPY]);
/// let typed: UserCode = user.in_groups().to_lowercase().parse()?;
/// assert_eq!(derive(&application, &user), derive(&application, &typed));
/// # Ok::<(), sekisho_engine::pairing::PairingError>(())
/// ```
#[must_use]
pub fn derive(application: &ApplicationCode, user: &UserCode) -> Key {
    let both = [application.normal_form(), user.normal_form()].concat();
    let mut bytes = vec![0; KEY_LENGTH];
    Hkdf::<Sha256>::new(Some(SALT), both.as_bytes())
        .expand(INFO, &mut bytes)
        .expect("20 bytes are less than HKDF's most");
    Key::new(bytes).expect("20 bytes are within a key's limits")
}

#[cfg(test)]
mod tests;
