//! Passwords: changing one's own, and setting a new one by a mailed link.

use sekisho_engine::password::Rules;
use serde::{Deserialize, Serialize};

pub mod api;
pub mod island;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod port;
pub mod text;
pub mod wording;

/// What the new-password field needs to judge at every keystroke.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordGuide {
    /// The rules in force for this person.
    pub rules: Rules,
    /// Words that the password may not be built on: name, address, the portal's name.
    pub context: Vec<String>,
}
