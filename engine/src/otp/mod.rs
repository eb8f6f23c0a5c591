//! One-time passwords: HOTP (RFC 4226), TOTP (RFC 6238) and the `otpauth` URI.
//!
//! | module | what it knows |
//! |---|---|
//! | [`hotp`] | the code of a key and a counter |
//! | [`totp`] | the code of a key and a time step, and which step a code matched |
//! | [`uri`] | what an authenticator reads from a QR code |

pub mod base32;
mod code;
pub mod hotp;
mod key;
mod params;
pub mod totp;
pub mod uri;

pub(crate) use code::is_dash;
pub use code::{Code, CodeError};
pub use key::{Key, KeyError};
pub use params::{Algorithm, Digits, Params, ParamsError, Period, Skew, TimeStep};

#[cfg(test)]
mod tests;
