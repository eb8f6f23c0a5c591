//! Whose mail masters were let into, and from where. A mail server lists a session that a master opened under the
//! name of the mail's owner, who may not be let in there; so whoever looks through the sessions asks here as well.

use crate::db::{Queryable, Tx};
use crate::error::ServerError;
use crate::{exec, rows};
use sekisho_app::id::AccountId;
use sekisho_engine::address::Address;
use sekisho_engine::time::Timestamp;

/// A master was let into the mail of an account, from `source`.
///
/// # Errors
/// `Database`.
pub async fn saw(
    tx: &mut Tx,
    account: AccountId,
    master: AccountId,
    source: Address,
    now: Timestamp,
) -> Result<(), ServerError> {
    exec!(
        tx,
        "INSERT INTO mail_masters (account_id, master_id, source, at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (account_id, master_id, source) DO UPDATE SET at = $4",
        account.0,
        master.0,
        source.to_string(),
        now.as_unix(),
    )?;
    Ok(())
}

/// The masters that were let into the mail of an account from `source`.
///
/// # Errors
/// `Database`.
pub async fn of(
    on: &mut impl Queryable,
    account: AccountId,
    source: Address,
) -> Result<Vec<AccountId>, ServerError> {
    let sql = "SELECT master_id FROM mail_masters WHERE account_id = $1 AND source = $2";
    let found = rows!(on, (i64,), sql, account.0, source.to_string())?;
    Ok(found.into_iter().map(|(id,)| AccountId(id)).collect())
}

/// Whose mail a master was let into, and from where.
///
/// # Errors
/// `Database`, `Stored`.
pub async fn reached_by(
    on: &mut impl Queryable,
    master: AccountId,
) -> Result<Vec<(AccountId, Address)>, ServerError> {
    let sql = "SELECT account_id, source FROM mail_masters WHERE master_id = $1";
    let found = rows!(on, (i64, String), sql, master.0)?;
    let read = |(id, source): (i64, String)| {
        Ok((AccountId(id), source.parse().map_err(|_| ServerError::Stored("mail session"))?))
    };
    found.into_iter().map(read).collect()
}

/// Forgets who was let in before `before`; answers how many rows.
///
/// # Errors
/// `Database`.
pub async fn purge(tx: &mut Tx, before: Timestamp) -> Result<u64, ServerError> {
    Ok(exec!(tx, "DELETE FROM mail_masters WHERE at < $1", before.as_unix())?)
}
