//! A person's own account: name, language, address.

use crate::i18n::Language;
use crate::sign_in::SentCode;
use sekisho_engine::time::Timestamp;

pub mod api;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod port;
pub mod text;

/// The account as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountView {
    /// The name.
    pub name: String,
    /// The address in force.
    pub email: String,
    /// The person's language; `None` follows the browser.
    pub language: Option<Language>,
    /// When the password was last changed.
    pub password_changed: Option<Timestamp>,
    /// When the account was made.
    pub since: Timestamp,
    /// The change of address that waits for its code.
    pub pending: Option<PendingAddress>,
}

/// A new address that waits to be confirmed by the code that was sent to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingAddress {
    /// The new address.
    pub email: String,
    /// The code.
    pub sent: SentCode,
}

/// What the dashboard shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DashboardView {
    /// Whether an authenticator app is active.
    pub totp: bool,
    /// Whether the portal's own OTP app is active.
    pub paired: bool,
    /// Whether e-mailed codes are active.
    pub email_otp: bool,
    /// …and go to an address to which the policy lets none go any more.
    pub email_forbidden: bool,
    /// Whether a second factor was shown just now and the page can prove the address of the other family.
    pub proves_family: bool,
    /// Whether the person has switched second factors off, whatever is active.
    pub switched_off: bool,
    /// Recovery codes left.
    pub recovery_left: u32,
    /// Whether the policy recommends a second factor to this person and none is active.
    pub recommend_mfa: bool,
    /// …and by a dialog, now.
    pub recommend_by_dialog: bool,
    /// Whether the person has yet to move from one-step to two-step sign-in.
    pub two_step_due: bool,
    /// How many rules the person's list has.
    pub rules: usize,
    /// Whether they cover the address one comes from; `None` when that isn't known.
    pub covered: Option<bool>,
    /// Sessions open now.
    pub sessions: usize,
    /// The latest entries of the log.
    pub recent: Vec<crate::history::LogEntry>,
}
