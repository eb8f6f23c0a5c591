//! The rows of pairings under way: one an account, until the app is active.

use crate::db::{Queryable, Tx};
use crate::error::ServerError;
use crate::{exec, row};
use sekisho_app::id::AccountId;
use sekisho_engine::time::Timestamp;

#[derive(sqlx::FromRow)]
struct PairingRow {
    sealed_code: Vec<u8>,
}

/// The sealed user code of the pairing that `binding` began after `since`.
///
/// # Errors
/// `Database`.
pub async fn find(
    on: &mut impl Queryable,
    account: AccountId,
    binding: &[u8],
    since: Timestamp,
) -> Result<Option<Vec<u8>>, ServerError> {
    let found = row!(
        on,
        PairingRow,
        "SELECT sealed_code FROM pairings WHERE account_id = $1 AND binding = $2 AND created_at > $3",
        account.0,
        binding,
        since.as_unix(),
    )?;
    Ok(found.map(|row| row.sealed_code))
}

/// Begins a pairing in the place of any other, unless `binding` has begun one after `since`: of two pages that
/// open at once both show the same code.
///
/// # Errors
/// `Database`.
pub async fn begin(
    tx: &mut Tx,
    account: AccountId,
    binding: &[u8],
    sealed_code: &[u8],
    since: Timestamp,
    now: Timestamp,
) -> Result<(), ServerError> {
    exec!(
        tx,
        "INSERT INTO pairings (account_id, binding, sealed_code, created_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (account_id) DO UPDATE
             SET binding = excluded.binding, sealed_code = excluded.sealed_code,
                 created_at = excluded.created_at
             WHERE pairings.binding <> excluded.binding OR pairings.created_at <= $5",
        account.0,
        binding,
        sealed_code,
        now.as_unix(),
        since.as_unix(),
    )?;
    Ok(())
}

/// Ends the account's pairing.
///
/// # Errors
/// `Database`.
pub async fn end(tx: &mut Tx, account: AccountId) -> Result<(), ServerError> {
    exec!(tx, "DELETE FROM pairings WHERE account_id = $1", account.0)?;
    Ok(())
}

/// Forgets the pairings that began before `before`. Answers how many.
///
/// # Errors
/// `Database`.
pub async fn purge(tx: &mut Tx, before: Timestamp) -> Result<u64, ServerError> {
    Ok(exec!(tx, "DELETE FROM pairings WHERE created_at < $1", before.as_unix())?)
}
