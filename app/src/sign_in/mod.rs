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

/// The name of the field, and of the part of the address, that tells the way in.
pub const WAY: &str = "way";

/// The name of a way in forms and URLs.
#[must_use]
pub const fn way_code(way: Way) -> &'static str {
    match way {
        // the others are not chosen at sign-in
        Way::Usual | Way::StepUp | Way::Mail | Way::Resumed => "usual",
        Way::OneStep => "one-step",
    }
}

/// The way of a name; whatever is no name of one is the usual way, which asks for more.
#[must_use]
pub fn way_from_code(code: &str) -> Way {
    if code == way_code(Way::OneStep) { Way::OneStep } else { Way::Usual }
}

/// The password's page, where the identifier is asked for on a page of its own. It keeps the way and where the
/// person wants to go.
#[cfg(feature = "ssr")]
#[must_use]
pub(crate) fn password_path(way: Way, next: Option<&ReturnPath>) -> String {
    page_path("/sign-in/password", way, next.map(ReturnPath::as_str).unwrap_or_default())
}

/// A page of signing in with the way, unless it is the usual one, and where the person wants to go.
#[cfg(feature = "ssr")]
pub(crate) fn page_path(page: &str, way: Way, next: &str) -> String {
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    let way = if way == Way::Usual { "" } else { way_code(way) };
    let told = [(WAY, way), ("next", next)].into_iter().filter(|(_, value)| !value.is_empty());
    let pairs: Vec<String> = told
        .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)))
        .collect();
    if pairs.is_empty() { page.to_owned() } else { format!("{page}?{}", pairs.join("&")) }
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
    /// The one that was used last, if it may be used now.
    pub usual: Option<Method>,
    /// Where e-mailed codes go, masked, such as `a•••@example.org`; when e-mail is one of the factors.
    pub email: Option<String>,
    /// The domain because of which e-mailed codes, which are set up, can't be used.
    pub email_forbidden: Option<String>,
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
