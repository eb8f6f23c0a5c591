//! The history's rows.

use crate::db::{Queryable, Tx};
use crate::error::ServerError;
use crate::{exec, row};
use sekisho_app::i18n::Language;
use sekisho_app::id::AccountId;
use sekisho_app::visit::{Caller, Visit};
use sekisho_engine::address::Address;
use sekisho_engine::history::Event;
use sekisho_engine::time::Timestamp;

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The person whose history it is.
    Oneself,
    /// Somebody else: an administrator.
    Person(AccountId),
    /// An operator at the shell.
    CommandLine,
    /// The portal by itself.
    Portal,
    /// Somebody who wasn't signed in.
    Anonymous,
}

impl By {
    const fn name(self) -> &'static str {
        match self {
            Self::Oneself => "self",
            Self::Person(_) => "person",
            Self::CommandLine => "command_line",
            Self::Portal => "portal",
            Self::Anonymous => "anonymous",
        }
    }

    const fn person(self) -> Option<i64> {
        match self {
            Self::Person(id) => Some(id.0),
            _ => None,
        }
    }
}

/// Where and with what something was done.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// When.
    pub now: Timestamp,
    /// From where, if that was known.
    pub address: Option<Address>,
    /// With which browser or program.
    pub user_agent: &'a str,
    /// In which request.
    pub request_id: &'a str,
    /// In which language it was answered.
    pub language: Language,
    /// The signed-in person who asked, if there is one.
    pub asker: Option<AccountId>,
}

impl<'a> Scene<'a> {
    /// The scene of a request.
    #[must_use]
    pub fn of(visit: &'a Visit) -> Self {
        let asker = match &visit.caller {
            Caller::SignedIn(person) => Some(person.account),
            Caller::PasswordVerified(_) | Caller::Anonymous => None,
        };
        Self {
            now: visit.now,
            address: visit.address.known(),
            user_agent: &visit.user_agent,
            request_id: &visit.request_id,
            language: visit.language,
            asker,
        }
    }

    /// The scene of what is done outside any request.
    #[must_use]
    pub const fn outside(now: Timestamp) -> Self {
        Self { now, address: None, user_agent: "", request_id: "", language: Language::En, asker: None }
    }
}

/// Writes down what happened, in the transaction of what happened.
///
/// # Errors
/// `Database`.
pub async fn record(
    tx: &mut Tx,
    scene: &Scene<'_>,
    account: Option<AccountId>,
    by: By,
    event: &Event,
) -> Result<(), ServerError> {
    let detail = serde_json::to_string(event).map_err(|_| ServerError::Stored("event"))?;
    exec!(
        tx,
        "INSERT INTO history (at, account_id, actor, actor_id, event, event_group, outcome, detail, address,
             user_agent, request_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        scene.now.as_unix(),
        account.map(|id| id.0),
        by.name(),
        by.person(),
        event.code(),
        event.kind().group().as_str(),
        event.outcome().as_str(),
        detail,
        scene.address.map(|address| address.to_string()),
        scene.user_agent,
        scene.request_id,
    )?;
    tracing::info!(
        event = event.code(),
        outcome = event.outcome().as_str(),
        account = account.map(|id| id.0),
        by = by.name(),
        "history"
    );
    metrics::counter!("sekisho_events_total", "event" => event.code()).increment(1);
    Ok(())
}

/// Whether an event of this kind was written down for an account, or as nobody's, since `since`.
///
/// # Errors
/// `Database`.
pub async fn has_recent(
    on: &mut impl Queryable,
    account: Option<AccountId>,
    event: &str,
    since: Timestamp,
) -> Result<bool, ServerError> {
    let found: Option<(i64,)> = row!(
        on,
        (i64,),
        "SELECT id FROM history WHERE COALESCE(account_id, 0) = $1 AND event = $2 AND at >= $3 LIMIT 1",
        account.map_or(0, |id| id.0),
        event,
        since.as_unix(),
    )?;
    Ok(found.is_some())
}

/// Forgets what happened before `before`. Answers how many entries.
///
/// # Errors
/// `Database`.
pub async fn purge(tx: &mut Tx, before: Timestamp) -> Result<u64, ServerError> {
    Ok(exec!(tx, "DELETE FROM history WHERE at < $1", before.as_unix())?)
}
