//! The rows of sessions, of half-finished sign-ins, and of known browsers.

use crate::db::{Queryable, Tx};
use crate::error::ServerError;
use crate::secret::TokenDigest;
use crate::{exec, row, rows};
use sekisho_app::id::{AccountId, RememberedId, SessionId, SignInId};
use sekisho_engine::address::Address;
use sekisho_engine::time::Timestamp;

/// A session, with what every request needs of its account.
#[derive(Debug, sqlx::FromRow)]
pub struct SessionRow {
    /// The session.
    pub id: i64,
    /// The account.
    pub account_id: i64,
    /// When it began.
    pub created_at: i64,
    /// When it was last used.
    pub last_seen_at: i64,
    /// When the person last proved who they are.
    pub authenticated_at: i64,
    /// The account's e-mail address.
    pub email: String,
    /// The account's user name, if it has one.
    pub username: Option<String>,
    /// What the person is called.
    pub name: String,
    /// The person's role.
    pub role: String,
    /// The account's state.
    pub state: String,
    /// The person's language.
    pub language: Option<String>,
    /// Counts the changes of the person's rules.
    pub rules_version: i64,
    /// Counts the changes of the portal's rules.
    pub portal_rules_version: i64,
    /// Counts the changes of the networks.
    pub networks_version: i64,
    /// How the person came in.
    pub factor: String,
    /// From where, if that was known.
    pub address: Option<String>,
    /// The browser that stays signed in from which it came, if it did.
    pub remembered_id: Option<i64>,
}

/// A session with what every request needs of its account.
macro_rules! session_where {
    ($found:literal) => {
        concat!(
            "SELECT s.id, s.account_id, s.created_at, s.last_seen_at, s.authenticated_at, a.email, a.username, a.name,
                 a.role, a.state, a.language, a.rules_version, p.rules_version AS portal_rules_version,
                 p.networks_version, s.factor, s.address, s.remembered_id
             FROM sessions s JOIN accounts a ON a.id = s.account_id JOIN portal_state p ON p.id = 1
             WHERE ",
            $found
        )
    };
}

/// The session of a token.
///
/// # Errors
/// `Database`.
pub async fn find(on: &mut impl Queryable, token: &TokenDigest) -> Result<Option<SessionRow>, ServerError> {
    Ok(row!(on, SessionRow, session_where!("s.token = $1"), token.bytes())?)
}

/// The session of a number.
///
/// # Errors
/// `Database`.
pub async fn find_by_id(on: &mut impl Queryable, id: SessionId) -> Result<Option<SessionRow>, ServerError> {
    Ok(row!(on, SessionRow, session_where!("s.id = $1"), id.0)?)
}

/// The session in which a pass for an application's host was issued.
///
/// # Errors
/// `Database`.
pub async fn find_by_pass(
    on: &mut impl Queryable,
    pass: &TokenDigest,
    host: &str,
) -> Result<Option<SessionRow>, ServerError> {
    let sql = session_where!("s.id = (SELECT session_id FROM gate_passes WHERE token = $1 AND host = $2)");
    Ok(row!(on, SessionRow, sql, pass.bytes(), host)?)
}

/// What a new session is made of.
#[derive(Debug, Clone, Copy)]
pub struct NewSession<'a> {
    /// Whose.
    pub account: AccountId,
    /// How the person came in, as [`sekisho_engine::sign_in::How`] is stored.
    pub factor: &'a str,
    /// From where, if that was known.
    pub address: Option<Address>,
    /// With which browser.
    pub user_agent: &'a str,
    /// When the person last proved who they are.
    pub authenticated_at: Timestamp,
    /// The browser that stays signed in from which it comes, if it does.
    pub remembered: Option<RememberedId>,
}

/// Makes a session.
///
/// # Errors
/// `Database`.
pub async fn insert(
    tx: &mut Tx,
    token: &TokenDigest,
    new: &NewSession<'_>,
    now: Timestamp,
) -> Result<SessionId, ServerError> {
    let made: Option<(i64,)> = row!(
        tx,
        (i64,),
        "INSERT INTO sessions (token, account_id, created_at, last_seen_at, authenticated_at, factor, address,
             user_agent, remembered_id)
         VALUES ($1, $2, $3, $3, $4, $5, $6, $7, $8) RETURNING id",
        token.bytes(),
        new.account.0,
        now.as_unix(),
        new.authenticated_at.as_unix(),
        new.factor,
        new.address.map(|address| address.to_string()),
        new.user_agent,
        new.remembered.map(|id| id.0),
    )?;
    made.map(|(id,)| SessionId(id)).ok_or(ServerError::Stored("session"))
}

/// Remembers that a session was used. A session that has ended in the meantime stays ended.
///
/// # Errors
/// `Database`.
pub async fn touch(tx: &mut Tx, id: SessionId, now: Timestamp) -> Result<(), ServerError> {
    exec!(tx, "UPDATE sessions SET last_seen_at = $2 WHERE id = $1", id.0, now.as_unix())?;
    Ok(())
}

/// Gives a session another token, because the person has proved again who they are; answers `false` when it
/// has ended in the meantime.
///
/// # Errors
/// `Database`.
pub async fn rotate(
    tx: &mut Tx,
    id: SessionId,
    token: &TokenDigest,
    now: Timestamp,
) -> Result<bool, ServerError> {
    let changed = exec!(
        tx,
        "UPDATE sessions SET token = $2, authenticated_at = $3, last_seen_at = $3 WHERE id = $1",
        id.0,
        token.bytes(),
        now.as_unix(),
    )?;
    Ok(changed == 1)
}

/// Gives a session another token and the second factor that was shown in it, and where; answers `false` when it
/// has ended in the meantime.
///
/// # Errors
/// `Database`.
pub async fn step_up(
    tx: &mut Tx,
    id: SessionId,
    token: &TokenDigest,
    factor: &str,
    address: Option<Address>,
    now: Timestamp,
) -> Result<bool, ServerError> {
    let changed = exec!(
        tx,
        "UPDATE sessions SET token = $2, factor = $3, authenticated_at = $4, last_seen_at = $4, address = $5
         WHERE id = $1",
        id.0,
        token.bytes(),
        factor,
        now.as_unix(),
        address.map(|address| address.to_string()),
    )?;
    Ok(changed == 1)
}

/// One session as its owner sees it.
#[derive(Debug, sqlx::FromRow)]
pub struct ListedRow {
    /// The session.
    pub id: i64,
    /// When it began.
    pub created_at: i64,
    /// When it was last used.
    pub last_seen_at: i64,
    /// How the person came in.
    pub factor: String,
    /// From where.
    pub address: Option<String>,
    /// With which browser.
    pub user_agent: String,
}

/// An account's sessions, the last used first.
///
/// # Errors
/// `Database`.
pub async fn list(on: &mut impl Queryable, account: AccountId) -> Result<Vec<ListedRow>, ServerError> {
    Ok(rows!(
        on,
        ListedRow,
        "SELECT id, created_at, last_seen_at, factor, address, user_agent FROM sessions
         WHERE account_id = $1 ORDER BY last_seen_at DESC, id DESC",
        account.0,
    )?)
}

/// Ends one session of an account; answers whether there was one.
///
/// # Errors
/// `Database`.
pub async fn end(tx: &mut Tx, account: AccountId, id: SessionId) -> Result<bool, ServerError> {
    Ok(exec!(tx, "DELETE FROM sessions WHERE id = $1 AND account_id = $2", id.0, account.0)? == 1)
}

/// Ends all sessions of an account, but the one to keep; answers how many.
///
/// # Errors
/// `Database`.
pub async fn end_all(tx: &mut Tx, account: AccountId, keep: Option<SessionId>) -> Result<u32, ServerError> {
    let ended = exec!(
        tx,
        "DELETE FROM sessions WHERE account_id = $1 AND id <> $2",
        account.0,
        keep.map_or(-1, |id| id.0),
    )?;
    exec!(tx, "DELETE FROM sign_ins WHERE account_id = $1", account.0)?;
    Ok(u32::try_from(ended).unwrap_or(u32::MAX))
}

/// Ends the sessions that came of a browser that stays signed in, but the one to keep; answers how many.
///
/// # Errors
/// `Database`.
pub async fn end_of_browser(
    tx: &mut Tx,
    browser: RememberedId,
    keep: Option<SessionId>,
) -> Result<u32, ServerError> {
    let sql = "DELETE FROM sessions WHERE remembered_id = $1 AND id <> $2";
    let ended = exec!(tx, sql, browser.0, keep.map_or(-1, |id| id.0))?;
    Ok(u32::try_from(ended).unwrap_or(u32::MAX))
}

/// Ends the longest unused sessions of an account beyond the `most` that are kept; answers how many.
///
/// # Errors
/// `Database`.
pub async fn end_beyond(tx: &mut Tx, account: AccountId, most: i64) -> Result<u32, ServerError> {
    let ended = exec!(
        tx,
        "DELETE FROM sessions WHERE account_id = $1 AND id NOT IN
             (SELECT id FROM sessions WHERE account_id = $1 ORDER BY last_seen_at DESC, id DESC LIMIT $2)",
        account.0,
        most,
    )?;
    Ok(u32::try_from(ended).unwrap_or(u32::MAX))
}

/// A half-finished sign-in.
#[derive(Debug, sqlx::FromRow)]
pub struct SignInRow {
    /// The sign-in.
    pub id: i64,
    /// Whose.
    pub account_id: i64,
    /// When the password was shown.
    pub created_at: i64,
    /// Where the person wants to go.
    pub return_to: Option<String>,
    /// Whether the browser is to stay signed in: 0 or 1.
    pub remember: i64,
    /// The session that shows a second factor again, if it is one.
    pub session_id: Option<i64>,
}

/// What a half-finished sign-in is made of.
#[derive(Debug, Clone, Copy)]
pub struct NewSignIn<'a> {
    /// Whose.
    pub account: AccountId,
    /// From where, if that was known.
    pub address: Option<Address>,
    /// With which browser.
    pub user_agent: &'a str,
    /// Where the person wants to go.
    pub return_to: Option<&'a str>,
    /// Whether the browser is to stay signed in.
    pub remember: bool,
    /// The session that shows a second factor again, if it is one.
    pub session: Option<SessionId>,
}

/// The half-finished sign-in of a token.
///
/// # Errors
/// `Database`.
pub async fn find_sign_in(
    on: &mut impl Queryable,
    token: &TokenDigest,
) -> Result<Option<SignInRow>, ServerError> {
    Ok(row!(
        on,
        SignInRow,
        "SELECT id, account_id, created_at, return_to, remember, session_id FROM sign_ins WHERE token = $1",
        token.bytes(),
    )?)
}

/// The half-finished sign-in of a number.
///
/// # Errors
/// `Database`.
pub async fn sign_in(on: &mut impl Queryable, id: SignInId) -> Result<Option<SignInRow>, ServerError> {
    Ok(row!(
        on,
        SignInRow,
        "SELECT id, account_id, created_at, return_to, remember, session_id FROM sign_ins WHERE id = $1",
        id.0,
    )?)
}

/// Begins a half-finished sign-in.
///
/// # Errors
/// `Database`.
pub async fn insert_sign_in(
    tx: &mut Tx,
    token: &TokenDigest,
    new: &NewSignIn<'_>,
    now: Timestamp,
) -> Result<SignInId, ServerError> {
    let made: Option<(i64,)> = row!(
        tx,
        (i64,),
        "INSERT INTO sign_ins (token, account_id, created_at, address, user_agent, return_to, remember,
             session_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
        token.bytes(),
        new.account.0,
        now.as_unix(),
        new.address.map(|address| address.to_string()),
        new.user_agent,
        new.return_to,
        i64::from(new.remember),
        new.session.map(|id| id.0),
    )?;
    made.map(|(id,)| SignInId(id)).ok_or(ServerError::Stored("sign-in"))
}

/// Ends the oldest half-finished sign-ins of an account beyond twenty.
///
/// # Errors
/// `Database`.
pub async fn end_old_sign_ins(tx: &mut Tx, account: AccountId) -> Result<(), ServerError> {
    exec!(
        tx,
        "DELETE FROM sign_ins WHERE account_id = $1 AND id NOT IN
             (SELECT id FROM sign_ins WHERE account_id = $1 ORDER BY id DESC LIMIT 20)",
        account.0,
    )?;
    Ok(())
}

/// Ends a half-finished sign-in; answers whether it was still there. Whoever gets `true` may go on with it,
/// and nobody else can.
///
/// # Errors
/// `Database`.
pub async fn end_sign_in(tx: &mut Tx, id: SignInId) -> Result<bool, ServerError> {
    Ok(exec!(tx, "DELETE FROM sign_ins WHERE id = $1", id.0)? == 1)
}

/// Whether an account has signed in from the browser that holds this token.
///
/// # Errors
/// `Database`.
pub async fn is_known_device(
    on: &mut impl Queryable,
    account: AccountId,
    token: &TokenDigest,
) -> Result<bool, ServerError> {
    let found: Option<(i64,)> = row!(
        on,
        (i64,),
        "SELECT id FROM devices WHERE account_id = $1 AND token = $2",
        account.0,
        token.bytes(),
    )?;
    Ok(found.is_some())
}

/// Remembers the browser that holds this token.
///
/// # Errors
/// `Database`.
pub async fn remember_device(
    tx: &mut Tx,
    account: AccountId,
    token: &TokenDigest,
    now: Timestamp,
) -> Result<(), ServerError> {
    exec!(
        tx,
        "INSERT INTO devices (token, account_id, created_at, last_used_at) VALUES ($1, $2, $3, $3)
         ON CONFLICT (token, account_id) DO UPDATE SET last_used_at = $3",
        token.bytes(),
        account.0,
        now.as_unix(),
    )?;
    Ok(())
}

/// Forgets every browser of an account: after a password reset none counts as known.
///
/// # Errors
/// `Database`.
pub async fn forget_devices(tx: &mut Tx, account: AccountId) -> Result<(), ServerError> {
    exec!(tx, "DELETE FROM devices WHERE account_id = $1", account.0)?;
    Ok(())
}

/// Forgets sessions that began before `began` or were last used before `seen`, half-finished sign-ins of
/// before `seen`, and browsers that were last used before `devices`. Answers how many rows.
///
/// # Errors
/// `Database`.
pub async fn purge(
    tx: &mut Tx,
    began: Timestamp,
    seen: Timestamp,
    devices: Timestamp,
) -> Result<u64, ServerError> {
    let (began, seen) = (began.as_unix(), seen.as_unix());
    let sessions = exec!(tx, "DELETE FROM sessions WHERE created_at < $1 OR last_seen_at < $2", began, seen)?;
    let sign_ins = exec!(tx, "DELETE FROM sign_ins WHERE created_at < $1", seen)?;
    let browsers = exec!(tx, "DELETE FROM devices WHERE last_used_at < $1", devices.as_unix())?;
    Ok(sessions + sign_ins + browsers)
}
