//! Passwords: changing one's own, and setting a new one by a mailed link.

use sekisho_engine::password::Rules;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

pub mod api;
pub mod island;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod port;
pub mod text;
pub mod wording;

/// The password in Unicode's Normalization Form C (SP 800-63B-4 section 3.1.1.2): the same letters give the same
/// password, whichever keyboard made them. It is what is judged, counted and hashed, in the browser and on the
/// server; nothing else is changed, cut off or folded.
#[must_use]
pub fn normal_form(typed: &str) -> Cow<'_, str> {
    if typed.is_ascii() { Cow::Borrowed(typed) } else { Cow::Owned(normalise(typed)) }
}

#[cfg(feature = "ssr")]
fn normalise(typed: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    typed.nfc().collect()
}

/// The browser has the tables already.
#[cfg(not(feature = "ssr"))]
fn normalise(typed: &str) -> String {
    js_sys::JsString::from(typed).normalize("NFC").into()
}

/// What the page of a link to set a new password shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResetView {
    /// The rules.
    pub guide: PasswordGuide,
    /// The address of the account, for password managers.
    pub email: String,
    /// Whether the new password switches second factors off.
    pub clears_mfa: bool,
}

/// What the new-password field needs to judge at every keystroke.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordGuide {
    /// The rules in force for this person.
    pub rules: Rules,
    /// Words that the password may not be built on: name, address, the portal's name.
    pub context: Vec<String>,
}
