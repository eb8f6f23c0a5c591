//! Mailed and printed links: each good for one use, for a time, until a newer one replaces it.

use crate::db::{Queryable, Tx};
use crate::error::ServerError;
use crate::secret::TokenDigest;
use crate::{exec, row};
use sekisho_app::id::AccountId;
use sekisho_engine::time::Timestamp;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The first administrator sets up their account.
    FirstAdministrator,
    /// Somebody who was invited sets their first password.
    Invitation,
    /// Somebody sets a new password.
    PasswordReset,
}

impl Purpose {
    const fn name(self) -> &'static str {
        match self {
            Self::FirstAdministrator => "first_administrator",
            Self::Invitation => "invitation",
            Self::PasswordReset => "password_reset",
        }
    }
}

/// A link.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct LinkRow {
    /// Its number.
    pub id: i64,
    purpose: String,
    account_id: Option<i64>,
}

impl LinkRow {
    /// Whether it is for that.
    #[must_use]
    pub fn is_for(&self, purpose: Purpose) -> bool {
        self.purpose == purpose.name()
    }

    /// Whose account it is for, if it is for one.
    #[must_use]
    pub fn account(&self) -> Option<AccountId> {
        self.account_id.map(AccountId)
    }
}

/// The link of a token, while it works.
///
/// # Errors
/// `Database`.
pub async fn find(
    on: &mut impl Queryable,
    token: &TokenDigest,
    now: Timestamp,
) -> Result<Option<LinkRow>, ServerError> {
    Ok(row!(
        on,
        LinkRow,
        "SELECT id, purpose, account_id FROM links WHERE token = $1 AND ended_at IS NULL AND expires_at > $2
             AND created_at <= $2 + 60",
        token.bytes(),
        now.as_unix(),
    )?)
}

/// Keeps a link; older ones for the same purpose and account end.
///
/// # Errors
/// `Database`.
pub async fn insert(
    tx: &mut Tx,
    purpose: Purpose,
    account: Option<AccountId>,
    token: &TokenDigest,
    now: Timestamp,
    until: Timestamp,
) -> Result<(), ServerError> {
    exec!(
        tx,
        "UPDATE links SET ended_at = $3 WHERE purpose = $1 AND COALESCE(account_id, 0) = $2 AND ended_at IS NULL",
        purpose.name(),
        account.map_or(0, |id| id.0),
        now.as_unix(),
    )?;
    exec!(
        tx,
        "INSERT INTO links (purpose, account_id, token, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
        purpose.name(),
        account.map(|id| id.0),
        token.bytes(),
        now.as_unix(),
        until.as_unix(),
    )?;
    Ok(())
}

/// Ends the links of an account for a purpose.
///
/// # Errors
/// `Database`.
pub async fn end(
    tx: &mut Tx,
    account: AccountId,
    purpose: Purpose,
    now: Timestamp,
) -> Result<(), ServerError> {
    exec!(
        tx,
        "UPDATE links SET ended_at = $3 WHERE purpose = $1 AND account_id = $2 AND ended_at IS NULL",
        purpose.name(),
        account.0,
        now.as_unix(),
    )?;
    Ok(())
}

/// Forgets links whose time was over before `before`. Answers how many.
///
/// # Errors
/// `Database`.
pub async fn purge(tx: &mut Tx, before: Timestamp) -> Result<u64, ServerError> {
    Ok(exec!(tx, "DELETE FROM links WHERE expires_at < $1", before.as_unix())?)
}
