//! Signing in: a password, then a code, then in.
//!
//! ```text
//! anonymous ──password──▶ password verified ──code──▶ signed in
//!     │                        └──enrol, code──▶ signed in
//!     └──password, no second factor due──▶ signed in
//! ```

use crate::form::ReturnPath;
use sekisho_engine::method::Method;
use sekisho_engine::sign_in::Way;
use sekisho_engine::time::Timestamp;
use serde::{Deserialize, Serialize};

pub mod api;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod port;
pub mod text;

/// What begins a sign-in.
#[derive(Debug, Clone)]
pub struct Begin<'a> {
    /// The e-mail address or the user name, as the policy asks for it.
    pub identifier: &'a str,
    /// The password.
    pub password: &'a str,
    /// The way in.
    pub way: Way,
    /// Whether this browser is to stay signed in.
    pub remember: bool,
    /// Where the person wanted to go.
    pub next: Option<ReturnPath>,
}

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

/// What the code page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyView {
    /// The factors that may be used, the preferred one first.
    pub factors: Vec<Method>,
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
