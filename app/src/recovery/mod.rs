//! Recovery codes: for whoever has lost the authenticator. Shown once, each good for one sign-in.

use sekisho_engine::time::Timestamp;

pub mod api;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod port;
pub mod text;

/// The state of a person's recovery codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryView {
    /// How many are left.
    pub left: u32,
    /// How many were made.
    pub made: u32,
    /// When they were made; `None` when there are none.
    pub since: Option<Timestamp>,
    /// The codes in the clear, while the person has not yet said that they are saved.
    pub unsaved: Option<Vec<String>>,
}
