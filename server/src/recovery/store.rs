//! The rows of recovery codes.

use crate::db::{Queryable, Tx};
use crate::error::ServerError;
use crate::{exec, row, rows};
use sekisho_app::id::{AccountId, SessionId};
use sekisho_engine::time::Timestamp;

/// A recovery code.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct RecoveryRow {
    /// Its number.
    pub id: i64,
    /// The salt of the set.
    pub salt: Vec<u8>,
    /// The stretched code.
    pub digest: Vec<u8>,
    /// When it was made.
    pub created_at: i64,
    /// When it was used.
    pub used_at: Option<i64>,
}

/// An account's recovery codes, used ones too.
///
/// # Errors
/// `Database`.
pub async fn list(on: &mut impl Queryable, account: AccountId) -> Result<Vec<RecoveryRow>, ServerError> {
    Ok(rows!(
        on,
        RecoveryRow,
        "SELECT id, salt, digest, created_at, used_at FROM recovery_codes WHERE account_id = $1 ORDER BY id",
        account.0,
    )?)
}

/// How many are left.
///
/// # Errors
/// `Database`.
pub async fn left(on: &mut impl Queryable, account: AccountId) -> Result<u32, ServerError> {
    let counted: Option<(i64,)> = row!(
        on,
        (i64,),
        "SELECT COUNT(*) FROM recovery_codes WHERE account_id = $1 AND used_at IS NULL",
        account.0,
    )?;
    Ok(counted.and_then(|(count,)| u32::try_from(count).ok()).unwrap_or_default())
}

/// Replaces the account's codes by these.
///
/// # Errors
/// `Database`.
pub async fn replace(
    tx: &mut Tx,
    account: AccountId,
    salt: &[u8],
    digests: &[[u8; 32]],
    now: Timestamp,
) -> Result<(), ServerError> {
    remove(tx, account).await?;
    for digest in digests {
        exec!(
            tx,
            "INSERT INTO recovery_codes (account_id, salt, digest, created_at) VALUES ($1, $2, $3, $4)",
            account.0,
            salt,
            &digest[..],
            now.as_unix(),
        )?;
    }
    Ok(())
}

/// Removes the account's codes.
///
/// # Errors
/// `Database`.
pub async fn remove(tx: &mut Tx, account: AccountId) -> Result<(), ServerError> {
    exec!(tx, "DELETE FROM recovery_codes WHERE account_id = $1", account.0)?;
    exec!(tx, "DELETE FROM recovery_unsaved WHERE account_id = $1", account.0)?;
    Ok(())
}

/// Keeps the codes in the clear, sealed, for the session that made them.
///
/// # Errors
/// `Database`.
pub async fn keep_unsaved(
    tx: &mut Tx,
    account: AccountId,
    session: SessionId,
    sealed: &[u8],
    expires: Timestamp,
) -> Result<(), ServerError> {
    exec!(
        tx,
        "INSERT INTO recovery_unsaved (account_id, session_id, sealed, expires_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (account_id) DO UPDATE SET session_id = $2, sealed = $3, expires_at = $4",
        account.0,
        session.0,
        sealed,
        expires.as_unix(),
    )?;
    Ok(())
}

/// The codes that this session has not saved yet, sealed.
///
/// # Errors
/// `Database`.
pub async fn unsaved(
    on: &mut impl Queryable,
    account: AccountId,
    session: SessionId,
    now: Timestamp,
) -> Result<Option<Vec<u8>>, ServerError> {
    let found: Option<(Vec<u8>,)> = row!(
        on,
        (Vec<u8>,),
        "SELECT sealed FROM recovery_unsaved WHERE account_id = $1 AND session_id = $2 AND expires_at > $3",
        account.0,
        session.0,
        now.as_unix(),
    )?;
    Ok(found.map(|(sealed,)| sealed))
}

/// Forgets the codes in the clear.
///
/// # Errors
/// `Database`.
pub async fn saved(tx: &mut Tx, account: AccountId) -> Result<(), ServerError> {
    exec!(tx, "DELETE FROM recovery_unsaved WHERE account_id = $1", account.0)?;
    Ok(())
}

/// Forgets codes in the clear that nobody saved in time. Answers how many rows.
///
/// # Errors
/// `Database`.
pub async fn purge(tx: &mut Tx, now: Timestamp) -> Result<u64, ServerError> {
    Ok(exec!(tx, "DELETE FROM recovery_unsaved WHERE expires_at < $1", now.as_unix())?)
}
