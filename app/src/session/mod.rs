//! Sessions and devices: where one is signed in, ending that, and proving again who one is.

use crate::id::SessionId;
use sekisho_engine::address::Address;
use sekisho_engine::time::Timestamp;

pub mod api;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod port;
pub mod text;

/// One session, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionView {
    /// Its number.
    pub id: SessionId,
    /// Whether it is the one that asks.
    pub current: bool,
    /// When it began.
    pub since: Timestamp,
    /// When it was last used.
    pub last_used: Timestamp,
    /// When it ends however much it is used.
    pub ends: Timestamp,
    /// Where it began, if that was known.
    pub address: Option<Address>,
    /// The browser's name for itself.
    pub user_agent: String,
    /// What was shown.
    pub shown: ShownInSession,
}

/// What was shown when a session began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShownInSession {
    /// The password.
    Password,
    /// The password and a second factor.
    SecondFactor,
    /// That the browser stays signed in.
    Remembered,
}

/// What reauthentication asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReauthenticationView {
    /// Whether a code from the authenticator app, or the OTP app where only that is set up, is asked for besides the password.
    pub totp: bool,
}
