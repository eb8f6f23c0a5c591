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

/// The page on which new codes are saved, from where the way leads on to `next`.
#[cfg(feature = "ssr")]
pub(crate) fn path_to_save(next: Option<&crate::form::ReturnPath>) -> String {
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    match next {
        Some(next) => {
            format!("/security/mfa/recovery?next={}", utf8_percent_encode(next.as_str(), NON_ALPHANUMERIC))
        }
        None => "/security/mfa/recovery?next=%2F".to_owned(),
    }
}
