//! The rows of e-mailed codes, and of the method itself.

use crate::db::{Queryable, Tx};
use crate::error::ServerError;
use crate::mail::EmailAddress;
use crate::{exec, row};
use sekisho_app::id::AccountId;
use sekisho_engine::email_otp::Sending;
use sekisho_engine::time::Timestamp;

/// E-mailed codes as a second factor of an account.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct MethodRow {
    /// The address that was proved.
    pub email: String,
    /// When it was turned on.
    pub activated_at: i64,
    /// When a code was last accepted.
    pub last_used_at: Option<i64>,
}

/// The method of an account, if it is on.
///
/// # Errors
/// `Database`.
pub async fn method(on: &mut impl Queryable, account: AccountId) -> Result<Option<MethodRow>, ServerError> {
    Ok(row!(
        on,
        MethodRow,
        "SELECT email, activated_at, last_used_at FROM email_authenticators WHERE account_id = $1",
        account.0,
    )?)
}

/// Turns the method on for an address that was proved.
///
/// # Errors
/// `Database`.
pub async fn turn_on(
    tx: &mut Tx,
    account: AccountId,
    email: &str,
    now: Timestamp,
) -> Result<(), ServerError> {
    exec!(
        tx,
        "INSERT INTO email_authenticators (account_id, email, activated_at, last_used_at) VALUES ($1, $2, $3, $3)
         ON CONFLICT (account_id) DO UPDATE SET email = $2, activated_at = $3, last_used_at = $3",
        account.0,
        email,
        now.as_unix(),
    )?;
    Ok(())
}

/// Turns the method on for the account's own address, because somebody else chose it; no code was shown yet.
///
/// # Errors
/// `Database`.
pub async fn assign(tx: &mut Tx, account: AccountId, email: &str, now: Timestamp) -> Result<(), ServerError> {
    exec!(
        tx,
        "INSERT INTO email_authenticators (account_id, email, activated_at) VALUES ($1, $2, $3)
         ON CONFLICT (account_id) DO UPDATE SET email = $2",
        account.0,
        email,
        now.as_unix(),
    )?;
    Ok(())
}

/// Turns it off; answers whether it was on.
///
/// # Errors
/// `Database`.
pub async fn turn_off(tx: &mut Tx, account: AccountId) -> Result<bool, ServerError> {
    Ok(exec!(tx, "DELETE FROM email_authenticators WHERE account_id = $1", account.0)? == 1)
}

/// Remembers that a code was accepted.
///
/// # Errors
/// `Database`.
pub async fn touch(tx: &mut Tx, account: AccountId, now: Timestamp) -> Result<(), ServerError> {
    exec!(
        tx,
        "UPDATE email_authenticators SET last_used_at = $2 WHERE account_id = $1",
        account.0,
        now.as_unix(),
    )?;
    Ok(())
}

/// Lets the method follow the account from one address to another, proved one; for portals whose codes go to the
/// account's address. One that goes elsewhere stays there.
///
/// # Errors
/// `Database`.
pub async fn follow(
    tx: &mut Tx,
    account: AccountId,
    from: &EmailAddress,
    to: &EmailAddress,
) -> Result<(), ServerError> {
    exec!(
        tx,
        "UPDATE email_authenticators SET email = $3 WHERE account_id = $1 AND email = $2",
        account.0,
        from.as_str(),
        to.as_str(),
    )?;
    Ok(())
}

/// A code that was sent.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct CodeRow {
    /// Its number.
    pub id: i64,
    /// What asked for it: nothing else may use it.
    pub binding: Vec<u8>,
    /// The address that it was sent to.
    pub email: String,
    /// The tag of the code.
    pub digest: Vec<u8>,
    /// When it was sent.
    pub created_at: i64,
    /// When it stops being accepted.
    pub expires_at: i64,
    /// Guesses at it so far.
    pub attempts: i64,
    /// When it was used or replaced.
    pub ended_at: Option<i64>,
}

/// The latest code of an account for a purpose.
///
/// # Errors
/// `Database`.
pub async fn latest(
    on: &mut impl Queryable,
    account: AccountId,
    purpose: &str,
) -> Result<Option<CodeRow>, ServerError> {
    Ok(row!(
        on,
        CodeRow,
        "SELECT id, binding, email, digest, created_at, expires_at, attempts, ended_at FROM email_codes
         WHERE account_id = $1 AND purpose = $2 ORDER BY id DESC LIMIT 1",
        account.0,
        purpose,
    )?)
}

/// A code to be kept.
#[derive(Debug)]
pub struct NewCode<'a> {
    /// Whose.
    pub account: AccountId,
    /// What for.
    pub purpose: &'a str,
    /// What asked for it.
    pub binding: &'a [u8],
    /// Where it is sent.
    pub email: &'a str,
    /// The tag of the code.
    pub digest: &'a [u8],
    /// When it stops being accepted.
    pub expires: Timestamp,
}

/// Keeps a code; older ones for the same purpose end.
///
/// # Errors
/// `Database`.
pub async fn keep(tx: &mut Tx, new: &NewCode<'_>, now: Timestamp) -> Result<(), ServerError> {
    end(tx, new.account, new.purpose, now).await?;
    exec!(
        tx,
        "INSERT INTO email_codes (account_id, purpose, binding, email, digest, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        new.account.0,
        new.purpose,
        new.binding,
        new.email,
        new.digest,
        now.as_unix(),
        new.expires.as_unix(),
    )?;
    Ok(())
}

/// Ends every code of an account for a purpose.
///
/// # Errors
/// `Database`.
pub async fn end(tx: &mut Tx, account: AccountId, purpose: &str, now: Timestamp) -> Result<(), ServerError> {
    exec!(
        tx,
        "UPDATE email_codes SET ended_at = $3 WHERE account_id = $1 AND purpose = $2 AND ended_at IS NULL",
        account.0,
        purpose,
        now.as_unix(),
    )?;
    Ok(())
}

/// Charges one guess at a code; `false` when it has had all its guesses, or has ended.
///
/// # Errors
/// `Database`.
pub async fn charge(tx: &mut Tx, id: i64, most: i64) -> Result<bool, ServerError> {
    let charged = exec!(
        tx,
        "UPDATE email_codes SET attempts = attempts + 1 WHERE id = $1 AND attempts < $2 AND ended_at IS NULL",
        id,
        most,
    )?;
    Ok(charged == 1)
}

/// How often codes were sent to an account.
///
/// # Errors
/// `Database`.
pub async fn sending(on: &mut impl Queryable, account: AccountId) -> Result<Option<Sending>, ServerError> {
    let found: Option<(i64, i64, i64)> = row!(
        on,
        (i64, i64, i64),
        "SELECT hour_start, in_hour, last_sent FROM email_sending WHERE account_id = $1",
        account.0,
    )?;
    Ok(found.map(|(hour_start, in_hour, last_sent)| Sending {
        hour_start: Timestamp::from_unix(hour_start),
        in_hour: u32::try_from(in_hour).unwrap_or(u32::MAX),
        last_sent: Timestamp::from_unix(last_sent),
    }))
}

/// Remembers how often codes were sent. The caller has locked the account's row.
///
/// # Errors
/// `Database`.
pub async fn set_sending(tx: &mut Tx, account: AccountId, sending: &Sending) -> Result<(), ServerError> {
    exec!(
        tx,
        "INSERT INTO email_sending (account_id, hour_start, in_hour, last_sent) VALUES ($1, $2, $3, $4)
         ON CONFLICT (account_id) DO UPDATE SET hour_start = $2, in_hour = $3, last_sent = $4",
        account.0,
        sending.hour_start.as_unix(),
        i64::from(sending.in_hour),
        sending.last_sent.as_unix(),
    )?;
    Ok(())
}

/// Forgets how often codes were sent: the last one was right, so nobody is being pestered with them.
///
/// # Errors
/// `Database`.
pub async fn forget_sending(tx: &mut Tx, account: AccountId) -> Result<(), ServerError> {
    exec!(tx, "DELETE FROM email_sending WHERE account_id = $1", account.0)?;
    Ok(())
}

/// Takes the account's row, so that two requests for a code come one after the other.
///
/// # Errors
/// `Database`.
pub async fn lock(tx: &mut Tx, account: AccountId) -> Result<(), ServerError> {
    exec!(tx, "UPDATE accounts SET rules_version = rules_version WHERE id = $1", account.0)?;
    Ok(())
}

/// Forgets codes whose time was over before `before`. Answers how many.
///
/// # Errors
/// `Database`.
pub async fn purge(tx: &mut Tx, before: Timestamp) -> Result<u64, ServerError> {
    Ok(exec!(tx, "DELETE FROM email_codes WHERE expires_at < $1", before.as_unix())?)
}
