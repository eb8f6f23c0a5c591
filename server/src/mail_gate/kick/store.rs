//! The rows of mail sessions to be ended: one for a person and a place.

use crate::db::{Queryable, Tx};
use crate::error::ServerError;
use crate::{exec, row};
use sekisho_app::id::AccountId;
use sekisho_engine::address::{Family, Prefix};
use sekisho_engine::time::{Seconds, Timestamp};

/// A row that somebody has claimed.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Claimed {
    id: i64,
    /// Whose sessions.
    pub account_id: i64,
    /// Where: a prefix, canonical.
    pub source: String,
    due_at: i64,
    /// How often it was tried, this time included.
    pub attempts: i64,
}

impl Claimed {
    /// Where.
    ///
    /// # Errors
    /// `Stored`.
    pub fn place(&self) -> Result<Prefix, ServerError> {
        self.source.parse().map_err(|_| ServerError::Stored("mail session"))
    }
}

/// Mail sessions of a person at a place are due to end at `due`; what was due there before no longer is.
///
/// # Errors
/// `Database`.
pub async fn queue(
    tx: &mut Tx,
    account: AccountId,
    source: Prefix,
    due: Timestamp,
) -> Result<(), ServerError> {
    exec!(
        tx,
        "INSERT INTO mail_kicks (account_id, source, due_at) VALUES ($1, $2, $3)
         ON CONFLICT (account_id, source) DO UPDATE SET due_at = $3, attempts = 0, claimed_until = 0",
        account.0,
        source.to_string(),
        due.as_unix(),
    )?;
    Ok(())
}

/// Mail sessions of a person at a place are due to end now.
///
/// # Errors
/// `Database`.
pub async fn queue_now(tx: &mut Tx, account: AccountId, source: Prefix) -> Result<(), ServerError> {
    queue(tx, account, source, Timestamp::from_unix(0)).await
}

/// Mail sessions of a person are due to end now, wherever they are.
///
/// # Errors
/// `Database`.
pub async fn queue_everywhere(tx: &mut Tx, account: AccountId) -> Result<(), ServerError> {
    for family in [Family::V4, Family::V6] {
        queue_now(tx, account, Prefix::everything(family)).await?;
    }
    Ok(())
}

/// Whether anything is due that nobody is at.
///
/// # Errors
/// `Database`.
pub async fn is_due(on: &mut impl Queryable, now: Timestamp, lease: Seconds) -> Result<bool, ServerError> {
    let found: Option<(i64,)> = row!(
        on,
        (i64,),
        "SELECT id FROM mail_kicks WHERE due_at <= $1 AND (claimed_until <= $1 OR claimed_until > $2) LIMIT 1",
        now.as_unix(),
        now.plus(lease).as_unix(),
    )?;
    Ok(found.is_some())
}

/// Claims what has been due longest, for as long as the lease. A claim that reaches further is of a clock that has
/// been set back, and holds nobody up.
///
/// # Errors
/// `Database`.
pub async fn claim(tx: &mut Tx, now: Timestamp, lease: Seconds) -> Result<Option<Claimed>, ServerError> {
    Ok(row!(
        tx,
        Claimed,
        "UPDATE mail_kicks SET claimed_until = $2, attempts = attempts + 1
         WHERE id = (SELECT id FROM mail_kicks
                     WHERE due_at <= $1 AND (claimed_until <= $1 OR claimed_until > $2)
                     ORDER BY due_at, id LIMIT 1)
           AND due_at <= $1 AND (claimed_until <= $1 OR claimed_until > $2)
         RETURNING id, account_id, source, due_at, attempts",
        now.as_unix(),
        now.plus(lease).as_unix(),
    )?)
}

/// Puts a claimed row off, unless it was queued anew meanwhile.
///
/// # Errors
/// `Database`.
pub async fn put_off(tx: &mut Tx, kick: &Claimed, due: Timestamp, attempts: i64) -> Result<(), ServerError> {
    exec!(
        tx,
        "UPDATE mail_kicks SET due_at = $3, attempts = $4, claimed_until = 0
         WHERE id = $1 AND due_at = $2 AND attempts > 0",
        kick.id,
        kick.due_at,
        due.as_unix(),
        attempts,
    )?;
    Ok(())
}

/// Removes a claimed row, unless it was queued anew meanwhile (its attempts are 0 then).
///
/// # Errors
/// `Database`.
pub async fn remove(tx: &mut Tx, kick: &Claimed) -> Result<(), ServerError> {
    exec!(tx, "DELETE FROM mail_kicks WHERE id = $1 AND due_at = $2 AND attempts > 0", kick.id, kick.due_at,)?;
    Ok(())
}

/// Forgets what was due before `before`: nobody ended it, because no doveadm is configured.
///
/// # Errors
/// `Database`.
pub async fn purge(tx: &mut Tx, before: Timestamp) -> Result<u64, ServerError> {
    Ok(exec!(tx, "DELETE FROM mail_kicks WHERE due_at < $1", before.as_unix())?)
}
