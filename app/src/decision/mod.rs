//! Admin → Decisions: what becomes of a sign-in, real or made up, and every reason for it; and what would become
//! of it under a draft of the policy or of the portal's rules.

use crate::id::{AccountId, EntryId, NetworkId};
use sekisho_engine::address::Address;
use sekisho_engine::history::Event;
use sekisho_engine::sign_in::{Decision, Met, Way};
use sekisho_engine::time::Timestamp;

pub mod api;
#[cfg(feature = "ssr")]
mod compare;
#[cfg(feature = "ssr")]
mod form;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod port;
#[cfg(feature = "ssr")]
mod query;
pub mod recorded;
mod shown;
#[cfg(feature = "ssr")]
pub mod tell;
pub mod text;

pub use shown::{Showing, WAYS, way_code, way_of};

/// The most characters of a draft of the policy.
pub const POLICY_MAX: usize = 10_000;
/// The most characters of a draft of the portal's rules: 10,000 of them, with notes.
pub const RULES_MAX: usize = 300_000;
/// How many of a group of people are named.
pub const NAMED: usize = 20;

/// A question as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// E-mail address or user name.
    pub person: String,
    /// An IP address.
    pub address: String,
    /// When; empty: now.
    pub at: String,
    /// The code of the way in; empty: the usual one.
    pub way: String,
    /// The code of what was shown; empty: the right password.
    pub shown: String,
    /// The number of an entry of the history that the question is about; where nothing else is typed, the entry
    /// says the rest.
    pub entry: String,
    /// A `[policy]` section to compare with; empty: the policy in force.
    pub policy: String,
    /// Portal rules to compare with, one a line; empty: those in force.
    pub rules: String,
}

impl Asked {
    /// Whether there is a draft to compare with.
    #[must_use]
    pub fn compares(&self) -> bool {
        !(self.policy.trim().is_empty() && self.rules.trim().is_empty())
    }

    /// Whether the entry alone says what is asked.
    #[must_use]
    pub fn is_entry_alone(&self) -> bool {
        let typed = [&self.person, &self.address, &self.at, &self.way, &self.shown];
        !self.entry.is_empty() && typed.into_iter().all(|field| field.trim().is_empty())
    }

    /// Whether nothing is asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A sign-in that may be asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Whose it is; `None`: of nobody that has an account.
    pub person: Option<Person>,
    /// Where it comes from; `None`: that can't be told.
    pub address: Option<Address>,
    /// When it is.
    pub at: Timestamp,
    /// Which way it takes.
    pub way: Way,
    /// What is shown.
    pub showing: Showing,
}

/// Somebody with an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub id: AccountId,
    /// What they are called: the name, or the e-mail address of who has none.
    pub name: String,
    /// The e-mail address.
    pub email: String,
}

/// A decision, and the network that it speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The engine's decision.
    pub decision: Decision,
    /// The network that has the address.
    pub network: Option<NetworkId>,
}

/// The answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What was asked, to be shown in the form.
    pub asked: Asked,
    /// How it was understood.
    pub question: Question,
    /// What the history recorded, where the question is about an entry.
    pub recorded: Option<Recorded>,
    /// What is decided with what is in force.
    pub judged: Judged,
    /// What would become of it, and of all others, under the draft.
    pub draft: Option<Comparison>,
}

/// A sign-in that the history tells of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Its entry.
    pub entry: EntryId,
    /// What happened.
    pub event: Event,
}

/// What a draft would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// What would be decided.
    pub judged: Judged,
    /// What would become of the sign-ins of the last 30 days.
    pub replay: Replay,
}

/// What would become of everybody who signed in lately.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Replay {
    /// How many people signed in during the last 30 days, and still have an account in use.
    pub people: usize,
    /// How many of them are let in today, from where they came, and would be refused.
    pub refused: usize,
    /// How many are refused from where they came with what is in force already.
    pub refused_already: usize,
    /// For whom something else would become, the largest group first.
    pub groups: Vec<ReplayGroup>,
}

/// People for whom the same would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplayGroup {
    /// What becomes of them today.
    pub was: Met,
    /// What would become of them.
    pub is: Met,
    /// How many people.
    pub people: usize,
    /// The first of them, up to [`NAMED`], with the address that they came from last.
    pub named: Vec<(Person, Option<Address>)>,
}

/// The page that explains an entry of the history.
#[must_use]
pub fn entry_path(entry: EntryId) -> String {
    format!("/admin/decisions?entry={entry}")
}

#[cfg(test)]
mod tests;
