//! Admin → Portal rules: the list that everybody's address has to be in, and whom a change of it would lock out.

use crate::allowlist::{RuleView, TrialView};
use crate::id::AccountId;
use sekisho_engine::address::{Address, ClientAddress};
use sekisho_engine::time::Timestamp;
use serde::{Deserialize, Serialize};

pub mod api;
mod asking;
#[cfg(any(feature = "ssr", feature = "editors"))]
pub mod island;
pub mod judge;
mod packet;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod port;
pub mod text;
#[cfg(feature = "ssr")]
mod trial;
mod who;
pub mod wording;

#[cfg(test)]
mod tests;

pub use packet::{PacketError, pack, unpack};

/// The most addresses of people that are sent to a page; beyond that the server answers.
pub const MOST_VISITS: usize = 10_000;

/// What the box sends that agrees to a narrower list, where the author's own address stays covered.
pub const AGREED: &str = "narrower";

/// Where the browser asks the server whom a draft would lock out.
pub const JUDGE: &str = "/admin/portal-rules/judge";

/// Somebody who signed in during the last 30 days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub account: AccountId,
    /// What they are called.
    pub name: String,
    /// From where, the latest first; each address once, and at least one.
    pub visits: Vec<Visited>,
}

/// An address that somebody signed in from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visited {
    /// The address.
    pub address: Address,
    /// When it was last used.
    pub last: Timestamp,
}

/// What the page stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortalRulesView {
    /// The rules, in their order.
    pub rules: Vec<RuleView>,
    /// Counts the changes of the list: what was shown of one state isn't consent to a change of another.
    pub version: i64,
    /// The list as text.
    pub text: String,
    /// Changes of the list that are on trial now.
    pub trial: Option<Tried>,
    /// The address that the administrator comes from.
    pub current: ClientAddress,
    /// Who signed in during the last 30 days, and from where; the latest first.
    pub people: Vec<Person>,
    /// The most rules that the list holds.
    pub max_rules: usize,
    /// How long a trial lasts, in minutes.
    pub trial_minutes: u32,
}

/// A trial of the portal's list, and what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    /// The tried list.
    pub trial: TrialView,
    /// Whose sign-ins it refused so far, which the list before would not have; the latest first, at most
    /// [`judge::NAMED`].
    pub refused: Vec<Attempt>,
    /// How many more there are.
    pub more: usize,
}

/// Sign-ins to an account from an address that were refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The account.
    pub account: AccountId,
    /// What its owner is called.
    pub name: String,
    /// From where.
    pub address: Address,
    /// When, the last time.
    pub last: Timestamp,
    /// How many.
    pub times: u32,
}

/// How many addresses of people there are.
#[must_use]
pub fn visits(people: &[Person]) -> usize {
    people.iter().map(|person| person.visits.len()).sum()
}

/// Whom the list is judged for, as the island is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Everybody, [`pack`]ed.
    Everybody(String),
    /// Too many to send: the server answers. At first it said this.
    Asked(judge::Outcome),
}
