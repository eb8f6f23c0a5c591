//! Authorized IP Access: the addresses one may sign in from.

use crate::id::RuleId;
use sekisho_engine::address::Address;
use sekisho_engine::address::ClientAddress;
use sekisho_engine::allowlist::Rule;
use sekisho_engine::time::Timestamp;
use serde::{Deserialize, Serialize};

pub mod api;
pub mod error_text;
pub mod island;
pub mod judge;
#[cfg(feature = "ssr")]
mod list;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod port;
pub mod text;
pub mod verdict;
pub mod wording;

#[cfg(test)]
mod tests;

/// The most characters of a rule's note.
pub const NOTE_MAX: usize = 200;

/// A rule of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleView {
    /// Its number.
    pub id: RuleId,
    /// The rule.
    pub rule: Rule,
    /// The owner's note, possibly empty.
    pub note: String,
    /// When it was added.
    pub since: Timestamp,
}

/// The page's content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowlistView {
    /// The rules, in the order in which they were added.
    pub rules: Vec<RuleView>,
    /// The address one comes from now.
    pub current: ClientAddress,
    /// Other addresses one signed in from in the last 30 days, the latest first, at most ten.
    pub recent: Vec<RecentAddress>,
    /// The most rules that the list holds.
    pub max_rules: usize,
    /// Whether this person may change the list.
    pub editable: bool,
}

/// An address that one signed in from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentAddress {
    /// The address.
    pub address: Address,
    /// When it was last used.
    pub last_used: Timestamp,
    /// How many sign-ins came from it in the last 30 days.
    pub count: u32,
}
