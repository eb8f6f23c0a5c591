//! The rows of grants.

use crate::db::{Queryable, Tx};
use crate::error::ServerError;
use crate::mail_gate::kick::store as kicks;
use crate::{exec, row, rows};
use sekisho_app::id::{AccountId, GrantId, SessionId};
use sekisho_engine::address::Prefix;
use sekisho_engine::grant::Grant;
use sekisho_engine::method::Method;
use sekisho_engine::time::Timestamp;

/// A grant, with what its owner is shown of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its number.
    pub id: GrantId,
    /// The grant.
    pub grant: Grant,
    /// The second factor that was shown.
    pub method: Method,
    /// The session in which it was shown, while it lasts.
    pub session: Option<SessionId>,
    /// With which browser.
    pub user_agent: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    source: String,
    method: String,
    issued_at: i64,
    ends_at: i64,
    session_id: Option<i64>,
    user_agent: String,
}

impl TryFrom<Row> for Stored {
    type Error = ServerError;

    fn try_from(row: Row) -> Result<Self, ServerError> {
        let source: Prefix = row.source.parse().map_err(|_| ServerError::Stored("grant"))?;
        Ok(Self {
            id: GrantId(row.id),
            grant: Grant {
                source,
                issued: Timestamp::from_unix(row.issued_at),
                ends: Timestamp::from_unix(row.ends_at),
            },
            method: Method::from_name(&row.method).ok_or(ServerError::Stored("method"))?,
            session: row.session_id.map(SessionId),
            user_agent: row.user_agent,
        })
    }
}

/// The grants of an account that have not ended at `now`, the one that ends last first.
///
/// # Errors
/// `Database`, `Stored`.
pub async fn list(
    on: &mut impl Queryable,
    account: AccountId,
    now: Timestamp,
) -> Result<Vec<Stored>, ServerError> {
    let found = rows!(
        on,
        Row,
        "SELECT id, source, method, issued_at, ends_at, session_id, user_agent FROM grants
         WHERE account_id = $1 AND ends_at > $2 ORDER BY ends_at DESC, id DESC",
        account.0,
        now.as_unix(),
    )?;
    found.into_iter().map(Stored::try_from).collect()
}

/// Writes a grant down. Mail sessions at its address are due to end when it does.
///
/// # Errors
/// `Database`.
pub async fn insert(
    tx: &mut Tx,
    account: AccountId,
    grant: &Grant,
    method: Method,
    session: Option<SessionId>,
    user_agent: &str,
) -> Result<(), ServerError> {
    exec!(
        tx,
        "INSERT INTO grants (account_id, source, method, issued_at, ends_at, session_id, user_agent)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        account.0,
        grant.source.to_string(),
        method.as_str(),
        grant.issued.as_unix(),
        grant.ends.as_unix(),
        session.map(|session| session.0),
        user_agent,
    )?;
    kicks::queue(tx, account, grant.source, grant.ends).await
}

/// Ends one grant of an account, and mail sessions there; answers where it counted, if there was one.
///
/// # Errors
/// `Database`, `Stored`.
pub async fn end(tx: &mut Tx, account: AccountId, id: GrantId) -> Result<Option<Prefix>, ServerError> {
    let sql = "DELETE FROM grants WHERE id = $1 AND account_id = $2 RETURNING source";
    let ended = rows!(tx, (String,), sql, id.0, account.0)?;
    end_mail(tx, account, ended).await.map(|sources| sources.into_iter().next())
}

/// Ends all grants of an account, and mail sessions there; answers where those counted that had not ended by
/// themselves at `now`.
///
/// # Errors
/// `Database`, `Stored`.
pub async fn end_all(tx: &mut Tx, account: AccountId, now: Timestamp) -> Result<Vec<Prefix>, ServerError> {
    exec!(tx, "DELETE FROM grants WHERE account_id = $1 AND ends_at <= $2", account.0, now.as_unix())?;
    let ended = rows!(tx, (String,), "DELETE FROM grants WHERE account_id = $1 RETURNING source", account.0)?;
    end_mail(tx, account, ended).await
}

/// Whose a grant is.
///
/// # Errors
/// `Database`.
pub async fn owner(on: &mut impl Queryable, id: GrantId) -> Result<Option<AccountId>, ServerError> {
    let found: Option<(i64,)> = row!(on, (i64,), "SELECT account_id FROM grants WHERE id = $1", id.0)?;
    Ok(found.map(|(id,)| AccountId(id)))
}

/// Forgets grants and proofs that ended before `before`; answers how many rows.
///
/// # Errors
/// `Database`.
pub async fn purge(tx: &mut Tx, before: Timestamp) -> Result<u64, ServerError> {
    let proofs = exec!(tx, "DELETE FROM family_proofs WHERE expires_at < $1", before.as_unix())?;
    Ok(proofs + exec!(tx, "DELETE FROM grants WHERE ends_at < $1", before.as_unix())?)
}

/// Mail sessions where grants counted that were just ended are due to end.
async fn end_mail(
    tx: &mut Tx,
    account: AccountId,
    ended: Vec<(String,)>,
) -> Result<Vec<Prefix>, ServerError> {
    let mut sources = Vec::with_capacity(ended.len());
    for (source,) in ended {
        let source = source.parse().map_err(|_| ServerError::Stored("grant"))?;
        kicks::queue_now(tx, account, source).await?;
        sources.push(source);
    }
    Ok(sources)
}
