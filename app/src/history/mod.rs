//! History: what happened (Log) and which mails were sent (Email).

use crate::id::{AccountId, EntryId, MailId};
use sekisho_engine::address::Address;
use sekisho_engine::history::{Event, Outcome};
use sekisho_engine::time::Timestamp;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
pub mod browser;
pub mod event_text;
#[cfg(feature = "ssr")]
pub mod filter;
#[cfg(feature = "ssr")]
pub mod log_table;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod port;
#[cfg(feature = "ssr")]
mod rules;
#[cfg(feature = "ssr")]
pub mod tell;
pub mod text;

/// How many entries a page shows.
pub const PAGE_SIZE: u32 = 25;

/// Which entries to show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LogFilter {
    /// Only this kind of event, by its group's code.
    pub group: Option<String>,
    /// Only this outcome.
    pub outcome: Option<Outcome>,
    /// Only entries whose address, browser or detail holds this text.
    pub text: Option<String>,
    /// Only entries older than this one: the next page.
    pub before: Option<EntryId>,
    /// Only entries newer than this one: the previous page.
    pub after: Option<EntryId>,
}

/// Who did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// The person whose history it is.
    Self_,
    /// Somebody else, by name.
    Person(String),
    /// An operator at the shell.
    CommandLine,
    /// The portal by itself.
    Portal,
    /// Somebody who wasn't signed in.
    Anonymous,
}

/// An entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEntry {
    /// Its number.
    pub id: EntryId,
    /// When.
    pub at: Timestamp,
    /// What.
    pub event: Event,
    /// How it ended.
    pub outcome: Outcome,
    /// Who did it.
    pub actor: Actor,
    /// Whose it is: id and address; in the administrator's history.
    pub account: Option<(AccountId, String)>,
    /// From where, if that was known.
    pub address: Option<Address>,
    /// With which browser or program; possibly empty.
    pub user_agent: String,
    /// How often it happened again, if it did.
    pub repeated: Option<Repeated>,
}

/// How often what an entry tells happened again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repeated {
    /// How often, besides the first time.
    pub times: u32,
    /// When it did last.
    pub last: Timestamp,
}

/// A page of entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The entries, the latest first.
    pub entries: Vec<T>,
    /// Whether there are older ones.
    pub older: bool,
    /// Whether there are newer ones.
    pub newer: bool,
}

/// How a mail fares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailState {
    /// Waiting to be sent, and when it is tried next.
    Queued {
        /// The next attempt.
        next_attempt: Timestamp,
        /// The attempts so far.
        attempts: u32,
    },
    /// The mail server took it.
    Sent {
        /// When.
        at: Timestamp,
    },
    /// The mail server refused it, or the portal gave up.
    Failed {
        /// When.
        at: Timestamp,
        /// The server's words, or what the portal says; holds no code.
        reason: String,
    },
    /// Its content was no longer of use before it could be sent.
    Expired {
        /// When.
        at: Timestamp,
    },
}

/// A mail, without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailEntry {
    /// Its number.
    pub id: MailId,
    /// When it was promised.
    pub at: Timestamp,
    /// To whom.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// How it fares.
    pub state: MailState,
}

/// Which mails to show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MailFilter {
    /// Only mails whose recipient or subject holds this text.
    pub text: Option<String>,
    /// Only mails older than this one.
    pub before: Option<MailId>,
    /// Only mails newer than this one.
    pub after: Option<MailId>,
}
