//! The authenticator app: enrolment by QR code or key, proved by a first code; removal.

use sekisho_engine::time::Timestamp;

pub mod api;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod port;
pub mod text;

/// An enrolment that waits for its first code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TotpEnrolment {
    /// The `otpauth` URI, which the QR code holds.
    pub uri: String,
    /// The key in base 32, in groups of four, to be typed by hand.
    pub key: String,
    /// The account's label in the authenticator.
    pub label: String,
}

/// The state of the authenticator app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TotpState {
    /// None is set up.
    Off,
    /// Active.
    Active {
        /// When it was set up.
        since: Timestamp,
        /// When a code of it was last accepted.
        last_used: Option<Timestamp>,
    },
    /// Disabled after too many failures; it must be set up again.
    Disabled {
        /// When it was disabled.
        since: Timestamp,
    },
}
