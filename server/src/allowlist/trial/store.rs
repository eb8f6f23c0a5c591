//! The rows of trials.

use super::Stored;
use crate::allowlist::store::{Owner, key};
use crate::db::{Queryable, Tx};
use crate::error::ServerError;
use crate::{exec, row, rows};
use sekisho_app::id::AccountId;
use sekisho_engine::allowlist::Document;
use sekisho_engine::time::Timestamp;

/// The trial of a list, whether it runs or not.
///
/// # Errors
/// `Database`, `Stored`.
pub async fn find(on: &mut impl Queryable, owner: Owner) -> Result<Option<Stored>, ServerError> {
    let found: Option<(String, i64, i64)> = row!(
        on,
        (String, i64, i64),
        "SELECT document, from_at, until_at FROM allowlist_trials WHERE COALESCE(account_id, 0) = $1",
        key(owner),
    )?;
    let Some((text, from, until)) = found else { return Ok(None) };
    let read = Document::parse(&text);
    if !read.wrong.is_empty() {
        return Err(ServerError::Stored("trial"));
    }
    let (from, until) = (Timestamp::from_unix(from), Timestamp::from_unix(until));
    Ok(Some(Stored { document: read.document, from, until }))
}

/// Begins a trial. The list has none.
///
/// # Errors
/// `Database`.
pub async fn insert(tx: &mut Tx, owner: Owner, trial: &Stored) -> Result<(), ServerError> {
    exec!(
        tx,
        "INSERT INTO allowlist_trials (account_id, document, from_at, until_at) VALUES ($1, $2, $3, $4)",
        owner.map(|account| account.0),
        trial.document.to_string(),
        trial.from.as_unix(),
        trial.until.as_unix(),
    )?;
    Ok(())
}

/// Removes the trial of a list; answers whether there was one.
///
/// # Errors
/// `Database`.
pub async fn remove(tx: &mut Tx, owner: Owner) -> Result<bool, ServerError> {
    Ok(exec!(tx, "DELETE FROM allowlist_trials WHERE COALESCE(account_id, 0) = $1", key(owner))? == 1)
}

/// Whose trials are over at `now`, or were ended by a clock that was set back to before them.
///
/// # Errors
/// `Database`.
pub async fn due(on: &mut impl Queryable, now: Timestamp) -> Result<Vec<Owner>, ServerError> {
    let found = rows!(
        on,
        (Option<i64>,),
        "SELECT account_id FROM allowlist_trials WHERE until_at <= $1 OR from_at > $1 ORDER BY id",
        now.as_unix(),
    )?;
    Ok(found.into_iter().map(|(account,)| account.map(AccountId)).collect())
}
