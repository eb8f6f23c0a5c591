//! E-mailed codes as a second factor.

use crate::sign_in::SentCode;
use sekisho_engine::time::Timestamp;

pub mod api;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod port;
pub mod text;

/// The state of e-mailed codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EmailOtpState {
    /// Off.
    Off,
    /// Active.
    Active {
        /// Where codes go.
        email: String,
        /// When it was turned on.
        since: Timestamp,
        /// When a code was last accepted.
        last_used: Option<Timestamp>,
    },
}

/// What the page that turns e-mailed codes on shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailEnrolment {
    /// Where codes go.
    pub email: String,
    /// The code that was sent, if one was.
    pub sent: Option<SentCode>,
}
