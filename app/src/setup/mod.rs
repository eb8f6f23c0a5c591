//! The first administrator, by the one-time link that the server prints; and whoever was invited, by theirs.

use crate::password::PasswordGuide;

pub mod api;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod port;
pub mod text;

/// Whose account is being set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SetupView {
    /// The first administrator's: address, name and password are asked for.
    FirstAdministrator {
        /// The rules for the password.
        guide: PasswordGuide,
    },
    /// An invited person's: the password is asked for.
    Invited {
        /// The account's address.
        email: String,
        /// The person's name.
        name: String,
        /// The rules for the password.
        guide: PasswordGuide,
    },
}
