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
    forced: i64,
}

impl Claimed {
    /// Where.
    ///
    /// # Errors
    /// `Stored`.
    pub fn place(&self) -> Result<Prefix, ServerError> {
        self.source.parse().map_err(|_| ServerError::Stored("mail session"))
    }

    /// Whether the sessions end whoever would be let in again.
    #[must_use]
    pub const fn is_forced(&self) -> bool {
        self.forced != 0
    }
}

/// Mail sessions of a person at a place are due to be looked at by `due`, and to end where nothing lets them in any
/// more. What is due there already stays due.
///
/// # Errors
/// `Database`.
pub async fn queue(
    tx: &mut Tx,
    account: AccountId,
    source: Prefix,
    due: Timestamp,
) -> Result<(), ServerError> {
    insert(tx, account, source, due, false).await
}

/// Mail sessions of a person at a place are due to be looked at now.
///
/// # Errors
/// `Database`.
pub async fn queue_now(tx: &mut Tx, account: AccountId, source: Prefix) -> Result<(), ServerError> {
    queue(tx, account, source, Timestamp::from_unix(0)).await
}

/// Mail sessions of a person are due to be looked at now, wherever they are.
///
/// # Errors
/// `Database`.
pub async fn review(tx: &mut Tx, account: AccountId) -> Result<(), ServerError> {
    everywhere(tx, account, false).await
}

/// Mail sessions of a person are due to end now, wherever they are, whoever would be let in again: the password
/// that opened them is no longer theirs, or the account is locked.
///
/// # Errors
/// `Database`.
pub async fn end_everywhere(tx: &mut Tx, account: AccountId) -> Result<(), ServerError> {
    everywhere(tx, account, true).await
}

/// Mail sessions of everybody are due to be looked at now.
///
/// # Errors
/// `Database`.
pub async fn review_everybody(tx: &mut Tx) -> Result<(), ServerError> {
    exec!(tx, "UPDATE mail_reviews SET due_at = 0 WHERE id = 1")?;
    Ok(())
}

async fn everywhere(tx: &mut Tx, account: AccountId, forced: bool) -> Result<(), ServerError> {
    for family in [Family::V4, Family::V6] {
        insert(tx, account, Prefix::everything(family), Timestamp::from_unix(0), forced).await?;
    }
    Ok(())
}

async fn insert(
    tx: &mut Tx,
    account: AccountId,
    source: Prefix,
    due: Timestamp,
    forced: bool,
) -> Result<(), ServerError> {
    exec!(
        tx,
        "INSERT INTO mail_kicks (account_id, source, due_at, forced) VALUES ($1, $2, $3, $4)
         ON CONFLICT (account_id, source) DO UPDATE SET attempts = 0, claimed_until = 0,
             due_at = CASE WHEN mail_kicks.due_at < $3 THEN mail_kicks.due_at ELSE $3 END,
             forced = CASE WHEN mail_kicks.forced = 1 THEN 1 ELSE $4 END",
        account.0,
        source.to_string(),
        due.as_unix(),
        i64::from(forced),
    )?;
    Ok(())
}

/// Claims the review of everybody, if it is due, and makes it due again after `every`. A time that lies further
/// ahead than that is of a clock that has been set back.
///
/// # Errors
/// `Database`.
pub async fn claim_review(tx: &mut Tx, now: Timestamp, every: Seconds) -> Result<bool, ServerError> {
    let next = now.plus(every).as_unix();
    let sql = "UPDATE mail_reviews SET due_at = $2 WHERE id = 1 AND (due_at <= $1 OR due_at > $2)";
    Ok(exec!(tx, sql, now.as_unix(), next)? == 1)
}

/// Whether the review of everybody is due.
///
/// # Errors
/// `Database`.
pub async fn is_review_due(
    on: &mut impl Queryable,
    now: Timestamp,
    every: Seconds,
) -> Result<bool, ServerError> {
    let sql = "SELECT id FROM mail_reviews WHERE due_at <= $1 OR due_at > $2";
    let found: Option<(i64,)> = row!(on, (i64,), sql, now.as_unix(), now.plus(every).as_unix())?;
    Ok(found.is_some())
}

/// The review of everybody is due again at `due`, or before.
///
/// # Errors
/// `Database`.
pub async fn review_again(tx: &mut Tx, due: Timestamp) -> Result<(), ServerError> {
    exec!(tx, "UPDATE mail_reviews SET due_at = $1 WHERE id = 1 AND due_at > $1", due.as_unix())?;
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

/// Claims what has been due longest, for as long as the lease; before that, what ends whatever lets it in, because
/// that is why it ends. A claim that reaches further is of a clock that has been set back, and holds nobody up.
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
                     ORDER BY forced DESC, due_at, id LIMIT 1)
           AND due_at <= $1 AND (claimed_until <= $1 OR claimed_until > $2)
         RETURNING id, account_id, source, due_at, attempts, forced",
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
