//! Authorized IP Access: the addresses one may sign in from.

use crate::id::RuleId;
use sekisho_engine::address::Address;
use sekisho_engine::address::ClientAddress;
use sekisho_engine::allowlist::{Entry, Rule};
use sekisho_engine::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};

pub mod api;
pub mod draft;
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
pub mod trial;
pub mod verdict;
pub mod wording;

#[cfg(test)]
mod tests;

/// The most characters of a rule's note.
pub const NOTE_MAX: usize = Entry::NOTE_MAX;

/// A rule of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleView {
    /// Its number.
    pub id: RuleId,
    /// The rule.
    pub rule: Rule,
    /// The owner's note, possibly empty.
    pub note: String,
    /// The last day on which it holds; `None`: it has no end.
    pub until: Option<Day>,
    /// Whether it holds now.
    pub holds: bool,
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
    /// Counts the changes of the list.
    pub version: i64,
    /// The list as text, as it is exported.
    pub text: String,
    /// Changes of the list that are on trial now.
    pub trial: Option<TrialView>,
}

/// What the editor of a whole list stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftView {
    /// The list as text.
    pub text: String,
    /// Counts the changes of the list.
    pub version: i64,
    /// The most rules that the list holds.
    pub max_rules: usize,
    /// Whether this person may change the list.
    pub editable: bool,
    /// The address one comes from now.
    pub current: ClientAddress,
    /// The addresses that sign-ins of the last 30 days came from or were refused at, the latest first.
    pub seen: Vec<SeenAddress>,
    /// How many more addresses there are that one signed in from.
    pub more: u32,
    /// For how many minutes a list is on trial.
    pub trial_minutes: u32,
    /// Changes of the list that are on trial now.
    pub trial: Option<TrialView>,
}

/// An address of the last 30 days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenAddress {
    /// The address.
    pub address: Address,
    /// When it was last used, or tried.
    pub last_used: Timestamp,
    /// How many sign-ins came from it.
    pub count: u32,
    /// How many were refused there because the list didn't cover it.
    pub refused: u32,
}

/// A list that is on trial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrialView {
    /// The tried list, as text.
    pub text: String,
    /// When it goes back by itself.
    pub until: Timestamp,
    /// Whether it covers the address that one comes from; `None`: that isn't known.
    pub covers_here: Option<bool>,
}

/// A list as its author has written it, and what they have seen of what will come of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draft<'a> {
    /// The text of a [`Document`](sekisho_engine::allowlist::Document).
    pub text: &'a str,
    /// The version of the list that it was made from.
    pub version: i64,
    /// The [`fingerprint`] of what was shown.
    pub seen: &'a str,
    /// The address that the author agreed to leave uncovered, which is their own.
    pub confirmed: Option<Address>,
}

/// Tells what was shown from what else might have been: the state of the list, and the draft.
#[must_use]
pub fn fingerprint(version: i64, text: &str) -> String {
    crate::network::fingerprint(version, "list", text)
}

/// A rule as it is typed into fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TypedRule<'a> {
    /// The rule; of no concern where the rule stays.
    pub rule: &'a str,
    /// The note.
    pub note: &'a str,
    /// The last day on which it holds; nothing: no end.
    pub until: &'a str,
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
