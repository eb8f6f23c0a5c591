//! The rows of authenticator apps, of either kind.

use crate::db::{Queryable, Tx};
use crate::error::ServerError;
use crate::{exec, row, rows};
use sekisho_app::id::{AccountId, AuthenticatorId};
use sekisho_engine::method::Method;
use sekisho_engine::otp::TimeStep;
use sekisho_engine::time::Timestamp;

/// An authenticator app.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct TotpRow {
    /// Its number.
    pub id: i64,
    /// Its key, sealed.
    pub sealed_key: Vec<u8>,
    /// The time step whose code was accepted last; −1 before the first.
    pub last_step: i64,
    /// When the enrolment began.
    pub created_at: i64,
    /// When it became active.
    pub activated_at: Option<i64>,
    /// When a code of it was last accepted.
    pub last_used_at: Option<i64>,
}

impl TotpRow {
    /// Its number.
    #[must_use]
    pub const fn number(&self) -> AuthenticatorId {
        AuthenticatorId(self.id)
    }

    /// The time step whose code was accepted last.
    #[must_use]
    pub fn last_used_step(&self) -> Option<TimeStep> {
        (self.last_step >= 0).then(|| TimeStep::new(self.last_step))
    }
}

/// In which state an authenticator is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Waiting for its first code.
    Pending,
    /// In use.
    Active,
    /// Out of use after too many failures.
    Disabled,
}

impl State {
    const fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Active => "active",
            Self::Disabled => "disabled",
        }
    }
}

/// Which kind of authenticator app. A code of one is nothing to the other; guesses are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Any app that reads an `otpauth` address.
    App,
    /// The portal's own, paired by two codes.
    Paired,
}

impl Kind {
    /// Both kinds.
    pub const ALL: [Self; 2] = [Self::App, Self::Paired];

    /// The method that it is.
    #[must_use]
    pub const fn method(self) -> Method {
        match self {
            Self::App => Method::Totp,
            Self::Paired => Method::Paired,
        }
    }

    /// The kind of a stored name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    const fn name(self) -> &'static str {
        match self {
            Self::App => "app",
            Self::Paired => "paired",
        }
    }
}

/// The account's authenticator of a kind, in a state.
///
/// # Errors
/// `Database`.
pub async fn find(
    on: &mut impl Queryable,
    account: AccountId,
    kind: Kind,
    state: State,
) -> Result<Option<TotpRow>, ServerError> {
    Ok(row!(
        on,
        TotpRow,
        "SELECT id, sealed_key, last_step, created_at, activated_at, last_used_at FROM totp_authenticators
         WHERE account_id = $1 AND state = $2 AND kind = $3",
        account.0,
        state.name(),
        kind.name(),
    )?)
}

/// The pending enrolment that `binding` began at `since` or later.
///
/// # Errors
/// `Database`.
pub async fn pending(
    on: &mut impl Queryable,
    account: AccountId,
    kind: Kind,
    binding: &[u8],
    since: Timestamp,
) -> Result<Option<TotpRow>, ServerError> {
    Ok(row!(
        on,
        TotpRow,
        "SELECT id, sealed_key, last_step, created_at, activated_at, last_used_at FROM totp_authenticators
         WHERE account_id = $1 AND state = 'pending' AND binding = $2 AND created_at > $3
             AND kind = $4",
        account.0,
        binding,
        since.as_unix(),
        kind.name(),
    )?)
}

/// Begins an enrolment; an older one that was never finished is dropped.
///
/// # Errors
/// `Database`.
pub async fn begin(
    tx: &mut Tx,
    account: AccountId,
    kind: Kind,
    binding: &[u8],
    sealed_key: &[u8],
    now: Timestamp,
) -> Result<(), ServerError> {
    let old = "DELETE FROM totp_authenticators WHERE account_id = $1 AND state = 'pending' AND kind = $2";
    exec!(tx, old, account.0, kind.name())?;
    exec!(
        tx,
        "INSERT INTO totp_authenticators (account_id, state, sealed_key, binding, created_at, kind)
         VALUES ($1, 'pending', $2, $3, $4, $5)",
        account.0,
        sealed_key,
        binding,
        now.as_unix(),
        kind.name(),
    )?;
    Ok(())
}

/// Makes a pending enrolment the account's authenticator; the one before goes. `false`: it is gone, or
/// somebody else has just activated it.
///
/// # Errors
/// `Database`.
pub async fn activate(
    tx: &mut Tx,
    account: AccountId,
    id: AuthenticatorId,
    now: Timestamp,
) -> Result<bool, ServerError> {
    exec!(
        tx,
        "DELETE FROM totp_authenticators WHERE account_id = $1 AND state <> 'pending' AND id <> $2
         AND kind = (SELECT p.kind FROM totp_authenticators p WHERE p.id = $2 AND p.state = 'pending')",
        account.0,
        id.0,
    )?;
    let activated = exec!(
        tx,
        "UPDATE totp_authenticators SET state = 'active', activated_at = $3
         WHERE id = $2 AND account_id = $1 AND state = 'pending'",
        account.0,
        id.0,
        now.as_unix(),
    )?;
    Ok(activated == 1)
}

/// Takes the active authenticator of a kind out of use; answers whether there was one.
///
/// # Errors
/// `Database`.
pub async fn disable(
    tx: &mut Tx,
    account: AccountId,
    kind: Kind,
    now: Timestamp,
) -> Result<bool, ServerError> {
    exec!(
        tx,
        "DELETE FROM totp_authenticators WHERE account_id = $1 AND state = 'disabled' AND kind = $2
         AND EXISTS (SELECT 1 FROM totp_authenticators a
             WHERE a.account_id = $1 AND a.state = 'active' AND a.kind = $2)",
        account.0,
        kind.name(),
    )?;
    let disabled = exec!(
        tx,
        "UPDATE totp_authenticators SET state = 'disabled', activated_at = $2
         WHERE account_id = $1 AND state = 'active' AND kind = $3",
        account.0,
        now.as_unix(),
        kind.name(),
    )?;
    Ok(disabled == 1)
}

/// Removes the account's authenticator of a kind; answers how many were active or disabled: one or two.
///
/// # Errors
/// `Database`.
pub async fn remove(tx: &mut Tx, account: AccountId, kind: Kind) -> Result<u64, ServerError> {
    let pending = "DELETE FROM totp_authenticators WHERE account_id = $1 AND state = 'pending' AND kind = $2";
    exec!(tx, pending, account.0, kind.name())?;
    let rest = "DELETE FROM totp_authenticators WHERE account_id = $1 AND kind = $2";
    Ok(exec!(tx, rest, account.0, kind.name())?)
}

/// Removes the account's authenticators of both kinds.
///
/// # Errors
/// `Database`.
pub async fn remove_all(tx: &mut Tx, account: AccountId) -> Result<(), ServerError> {
    for kind in Kind::ALL {
        remove(tx, account, kind).await?;
    }
    Ok(())
}

/// A sealed key, and whose it is.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct SealedRow {
    /// The authenticator's number.
    pub id: i64,
    /// The account's number.
    pub account_id: i64,
    /// The key, sealed.
    pub sealed_key: Vec<u8>,
}

/// The next sealed keys after the authenticator of number `after`, at most `most`.
///
/// # Errors
/// `Database`.
pub async fn sealed(on: &mut impl Queryable, after: i64, most: i64) -> Result<Vec<SealedRow>, ServerError> {
    Ok(rows!(
        on,
        SealedRow,
        "SELECT id, account_id, sealed_key FROM totp_authenticators WHERE id > $1 ORDER BY id LIMIT $2",
        after,
        most,
    )?)
}

/// Puts `resealed` in the place of what `row` holds; `false` when it has changed since.
///
/// # Errors
/// `Database`.
pub async fn reseal(tx: &mut Tx, row: &SealedRow, resealed: &[u8]) -> Result<bool, ServerError> {
    let changed = exec!(
        tx,
        "UPDATE totp_authenticators SET sealed_key = $3 WHERE id = $1 AND sealed_key = $2",
        row.id,
        &row.sealed_key[..],
        resealed,
    )?;
    Ok(changed == 1)
}
