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
        /// The domain because of which they can't be used any more.
        forbidden: Option<String>,
        /// When it was turned on.
        since: Timestamp,
        /// When a code was last accepted.
        last_used: Option<Timestamp>,
    },
}

/// What the page that turns e-mailed codes on shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailEnrolment {
    /// Where codes are to go; `None` where the person has yet to say.
    pub email: Option<String>,
    /// Where the person says where codes go: what they are told of that.
    pub external: Option<External>,
    /// The code that was sent to that address, if one was.
    pub sent: Option<SentCode>,
}

/// Codes go to an address of the person's own choice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct External {
    /// Where they go now, if they are on already: until another address is proved.
    pub present: Option<String>,
    /// The domains that the address may not be in, nor below.
    pub forbidden: Vec<String>,
}
