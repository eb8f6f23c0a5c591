//! The rows of browsers that stay signed in.

use crate::db::{Queryable, Tx};
use crate::error::ServerError;
use crate::secret::TokenDigest;
use crate::{exec, row, rows};
use sekisho_app::id::{AccountId, RememberedId, SessionId};
use sekisho_engine::address::Address;
use sekisho_engine::method::Method;
use sekisho_engine::time::Timestamp;

/// A browser that stays signed in, as its token is checked.
#[derive(Debug, sqlx::FromRow)]
pub struct BrowserRow {
    /// Its number.
    pub id: i64,
    /// Whose.
    pub account_id: i64,
    /// The digest of the token that it holds now.
    pub token: Vec<u8>,
    /// The digest of the token before.
    pub previous: Option<Vec<u8>>,
    /// When the factors were shown.
    pub created_at: i64,
    /// When the token last changed.
    pub rotated_at: i64,
    /// When it was last used.
    pub used_at: i64,
    /// The second factor that was shown.
    pub method: Option<String>,
    /// What the browser called itself when the token last changed.
    pub user_agent: String,
}

/// The browser of a family.
///
/// # Errors
/// `Database`.
pub async fn find(on: &mut impl Queryable, family: &TokenDigest) -> Result<Option<BrowserRow>, ServerError> {
    Ok(row!(
        on,
        BrowserRow,
        "SELECT id, account_id, token, previous, created_at, rotated_at, used_at, method, user_agent
         FROM remembered_browsers WHERE family = $1",
        family.bytes(),
    )?)
}

/// What a browser that stays signed in is made of.
#[derive(Debug, Clone, Copy)]
pub struct NewBrowser<'a> {
    /// Whose.
    pub account: AccountId,
    /// What stays.
    pub family: &'a TokenDigest,
    /// What changes with every use.
    pub token: &'a TokenDigest,
    /// The second factor that was shown.
    pub method: Option<Method>,
    /// From where.
    pub address: Option<Address>,
    /// What it calls itself.
    pub user_agent: &'a str,
}

/// Remembers a browser.
///
/// # Errors
/// `Database`.
pub async fn insert(tx: &mut Tx, new: &NewBrowser<'_>, now: Timestamp) -> Result<RememberedId, ServerError> {
    let made: Option<(i64,)> = row!(
        tx,
        (i64,),
        "INSERT INTO remembered_browsers (account_id, family, token, created_at, rotated_at, used_at, method,
             address, user_agent)
         VALUES ($1, $2, $3, $4, $4, $4, $5, $6, $7) RETURNING id",
        new.account.0,
        new.family.bytes(),
        new.token.bytes(),
        now.as_unix(),
        new.method.map(Method::as_str),
        new.address.map(|address| address.to_string()),
        new.user_agent,
    )?;
    made.map(|(id,)| RememberedId(id)).ok_or(ServerError::Stored("remembered browser"))
}

/// Where a token is used.
#[derive(Debug, Clone, Copy)]
pub struct Used<'a> {
    /// From where.
    pub address: Option<Address>,
    /// What the browser calls itself.
    pub user_agent: &'a str,
    /// When.
    pub now: Timestamp,
}

/// Gives a browser that holds the token `from` the token `to`. `true` for one caller only, however many show
/// `from` at once.
///
/// # Errors
/// `Database`.
pub async fn rotate(
    tx: &mut Tx,
    id: RememberedId,
    from: &TokenDigest,
    to: &TokenDigest,
    used: Used<'_>,
) -> Result<bool, ServerError> {
    let changed = exec!(
        tx,
        "UPDATE remembered_browsers SET token = $3, previous = $2, rotated_at = $4, used_at = $4, address = $5,
             user_agent = $6
         WHERE id = $1 AND token = $2",
        id.0,
        from.bytes(),
        to.bytes(),
        used.now.as_unix(),
        used.address.map(|address| address.to_string()),
        used.user_agent,
    )?;
    Ok(changed == 1)
}

/// Keeps a browser from being forgotten, or its token from changing, until the transaction is over; `false`
/// when either has happened since `previous` was its token before.
///
/// # Errors
/// `Database`.
pub async fn hold(
    tx: &mut Tx,
    id: RememberedId,
    previous: &TokenDigest,
    now: Timestamp,
) -> Result<bool, ServerError> {
    let changed = exec!(
        tx,
        "UPDATE remembered_browsers SET used_at = $3 WHERE id = $1 AND previous = $2",
        id.0,
        previous.bytes(),
        now.as_unix(),
    )?;
    Ok(changed == 1)
}

/// Writes down that a session which came of it was used.
///
/// # Errors
/// `Database`.
pub async fn touch(tx: &mut Tx, id: RememberedId, now: Timestamp) -> Result<(), ServerError> {
    exec!(tx, "UPDATE remembered_browsers SET used_at = $2 WHERE id = $1", id.0, now.as_unix())?;
    Ok(())
}

/// The browser from which a session came, if it did.
///
/// # Errors
/// `Database`.
pub async fn of_session(
    on: &mut impl Queryable,
    session: SessionId,
) -> Result<Option<RememberedId>, ServerError> {
    let found: Option<(Option<i64>,)> =
        row!(on, (Option<i64>,), "SELECT remembered_id FROM sessions WHERE id = $1", session.0)?;
    Ok(found.and_then(|(id,)| id).map(RememberedId))
}

/// A browser as its owner sees it.
#[derive(Debug, sqlx::FromRow)]
pub struct ListedRow {
    /// Its number.
    pub id: i64,
    /// Since when.
    pub created_at: i64,
    /// When it was last used.
    pub used_at: i64,
    /// From where.
    pub address: Option<String>,
    /// What it calls itself.
    pub user_agent: String,
}

/// An account's browsers, the last used first.
///
/// # Errors
/// `Database`.
pub async fn list(on: &mut impl Queryable, account: AccountId) -> Result<Vec<ListedRow>, ServerError> {
    Ok(rows!(
        on,
        ListedRow,
        "SELECT id, created_at, used_at, address, user_agent FROM remembered_browsers
         WHERE account_id = $1 ORDER BY used_at DESC, id DESC",
        account.0,
    )?)
}

/// Forgets one browser of an account; answers whether there was one. `true` for one caller only.
///
/// # Errors
/// `Database`.
pub async fn forget(tx: &mut Tx, account: AccountId, id: RememberedId) -> Result<bool, ServerError> {
    let sql = "DELETE FROM remembered_browsers WHERE id = $1 AND account_id = $2";
    Ok(exec!(tx, sql, id.0, account.0)? == 1)
}

/// Forgets all browsers of an account, but the one to keep; answers how many.
///
/// # Errors
/// `Database`.
pub async fn forget_all(
    tx: &mut Tx,
    account: AccountId,
    keep: Option<RememberedId>,
) -> Result<u32, ServerError> {
    let forgotten = exec!(
        tx,
        "DELETE FROM remembered_browsers WHERE account_id = $1 AND id <> $2",
        account.0,
        keep.map_or(-1, |id| id.0),
    )?;
    Ok(u32::try_from(forgotten).unwrap_or(u32::MAX))
}

/// Forgets the longest unused browsers of an account beyond the `most` that are kept; answers how many.
///
/// # Errors
/// `Database`.
pub async fn forget_beyond(tx: &mut Tx, account: AccountId, most: i64) -> Result<u32, ServerError> {
    let forgotten = exec!(
        tx,
        "DELETE FROM remembered_browsers WHERE account_id = $1 AND id NOT IN
             (SELECT id FROM remembered_browsers WHERE account_id = $1 ORDER BY used_at DESC, id DESC LIMIT $2)",
        account.0,
        most,
    )?;
    Ok(u32::try_from(forgotten).unwrap_or(u32::MAX))
}

/// Forgets browsers that began before `began` or were last used before `used`. Answers how many.
///
/// # Errors
/// `Database`.
pub async fn purge(tx: &mut Tx, began: Timestamp, used: Timestamp) -> Result<u64, ServerError> {
    let sql = "DELETE FROM remembered_browsers WHERE created_at < $1 OR used_at < $2";
    Ok(exec!(tx, sql, began.as_unix(), used.as_unix())?)
}
