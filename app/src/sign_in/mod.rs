//! Signing in: a password, then a code, then in.
//!
//! ```text
//! anonymous ──password──▶ password verified ──code──▶ signed in
//!     │                        └──enrol, code──▶ signed in
//!     └──password, no second factor due──▶ signed in
//! ```

use sekisho_engine::time::Timestamp;
use serde::{Deserialize, Serialize};

pub mod api;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod port;
pub mod text;

/// Where a sign-in goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextStep {
    /// The second factor's page.
    Verify,
    /// No second factor is registered and one is due: set one up now.
    Enrol,
    /// In.
    SignedIn,
}

/// A way to show a second factor at sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Factor {
    /// A code from an authenticator app.
    Totp,
    /// A code sent by e-mail.
    Email,
    /// A recovery code.
    Recovery,
}

impl Factor {
    /// Every factor, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Totp, Self::Email, Self::Recovery];

    /// The factor's name in forms and URLs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Totp => "totp",
            Self::Email => "email",
            Self::Recovery => "recovery",
        }
    }

    /// The factor of a name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.code() == code)
    }
}

/// What the code page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyView {
    /// The factors that may be used, the preferred one first.
    pub factors: Vec<Factor>,
    /// Where e-mailed codes go, masked, such as `a•••@example.org`; when e-mail is one of the factors.
    pub email: Option<String>,
    /// The e-mailed code of this sign-in, if one was sent.
    pub sent: Option<SentCode>,
    /// When this sign-in ends by itself.
    pub expires: Timestamp,
}

/// A code that was sent by e-mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentCode {
    /// When it was sent.
    pub at: Timestamp,
    /// When it stops being accepted.
    pub expires: Timestamp,
    /// When a new one may be asked for.
    pub resend_from: Timestamp,
}
