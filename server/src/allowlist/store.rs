//! The rows of authorised addresses.

use crate::db::{Queryable, Tx};
use crate::error::ServerError;
use crate::{exec, row, rows};
use sekisho_app::id::{AccountId, RuleId};
use sekisho_engine::allowlist::Rule;
use sekisho_engine::time::Timestamp;

/// Whose list: an account's, or the portal's.
pub type Owner = Option<AccountId>;

/// A rule.
#[derive(Debug, Clone)]
pub struct StoredRule {
    /// Its number.
    pub id: RuleId,
    /// The rule.
    pub rule: Rule,
    /// The note.
    pub note: String,
    /// When it was added.
    pub since: Timestamp,
}

#[derive(sqlx::FromRow)]
struct RuleRow {
    id: i64,
    rule: String,
    note: String,
    created_at: i64,
}

impl TryFrom<RuleRow> for StoredRule {
    type Error = ServerError;

    fn try_from(row: RuleRow) -> Result<Self, ServerError> {
        Ok(Self {
            id: RuleId(row.id),
            rule: row.rule.parse().map_err(|_| ServerError::Stored("rule"))?,
            note: row.note,
            since: Timestamp::from_unix(row.created_at),
        })
    }
}

/// The rules of a list, in the order in which they were added.
///
/// # Errors
/// `Database`, `Stored`.
pub async fn list(on: &mut impl Queryable, owner: Owner) -> Result<Vec<StoredRule>, ServerError> {
    let rows = match owner {
        Some(account) => rows!(
            on,
            RuleRow,
            "SELECT id, rule, note, created_at FROM allowlist_rules WHERE account_id = $1 ORDER BY id",
            account.0,
        )?,
        None => rows!(
            on,
            RuleRow,
            "SELECT id, rule, note, created_at FROM allowlist_rules WHERE account_id IS NULL ORDER BY id",
        )?,
    };
    rows.into_iter().map(StoredRule::try_from).collect()
}

/// Adds a rule; `None` when the list has it already.
///
/// # Errors
/// `Database`.
pub async fn insert(
    tx: &mut Tx,
    owner: Owner,
    rule: &Rule,
    note: &str,
    now: Timestamp,
) -> Result<Option<RuleId>, ServerError> {
    let made: Option<(i64,)> = row!(
        tx,
        (i64,),
        "INSERT INTO allowlist_rules (account_id, rule, note, created_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING RETURNING id",
        owner.map(|account| account.0),
        rule.to_string(),
        note,
        now.as_unix(),
    )?;
    if made.is_some() {
        changed(tx, owner).await?;
    }
    Ok(made.map(|(id,)| RuleId(id)))
}

/// Removes a rule of the list; answers whether it was there.
///
/// # Errors
/// `Database`.
pub async fn remove(tx: &mut Tx, owner: Owner, id: RuleId) -> Result<bool, ServerError> {
    let removed = exec!(
        tx,
        "DELETE FROM allowlist_rules WHERE id = $1 AND COALESCE(account_id, 0) = $2",
        id.0,
        owner.map_or(0, |account| account.0),
    )?;
    if removed == 1 {
        changed(tx, owner).await?;
    }
    Ok(removed == 1)
}

/// Removes all rules of the list; answers how many there were.
///
/// # Errors
/// `Database`.
pub async fn clear(tx: &mut Tx, owner: Owner) -> Result<u32, ServerError> {
    let removed = exec!(
        tx,
        "DELETE FROM allowlist_rules WHERE COALESCE(account_id, 0) = $1",
        owner.map_or(0, |account| account.0),
    )?;
    changed(tx, owner).await?;
    Ok(u32::try_from(removed).unwrap_or(u32::MAX))
}

/// Counts a change of the list. Taken first, it also keeps other changes of the same list waiting, so that
/// what the author was shown is what the change is made to.
///
/// # Errors
/// `Database`.
pub async fn changed(tx: &mut Tx, owner: Owner) -> Result<(), ServerError> {
    match owner {
        Some(account) => {
            exec!(tx, "UPDATE accounts SET rules_version = rules_version + 1 WHERE id = $1", account.0)?
        }
        None => exec!(tx, "UPDATE portal_state SET rules_version = rules_version + 1 WHERE id = 1")?,
    };
    Ok(())
}

/// How often the portal's list was changed.
///
/// # Errors
/// `Database`.
pub async fn portal_version(on: &mut impl Queryable) -> Result<i64, ServerError> {
    let found: Option<(i64,)> = row!(on, (i64,), "SELECT rules_version FROM portal_state WHERE id = 1")?;
    found.map(|(version,)| version).ok_or(ServerError::Stored("portal state"))
}

/// An address that somebody signed in from.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct SeenRow {
    /// The address.
    pub address: String,
    /// When it was last used.
    pub last_used: i64,
    /// How many sign-ins came from it.
    pub times: i64,
}

/// The addresses that an account signed in from since `since`, the latest first, at most `most`.
///
/// # Errors
/// `Database`.
pub async fn seen(
    on: &mut impl Queryable,
    account: AccountId,
    since: Timestamp,
    most: i64,
) -> Result<Vec<SeenRow>, ServerError> {
    Ok(rows!(
        on,
        SeenRow,
        "SELECT address, MAX(at) AS last_used, COUNT(*) AS times FROM history
         WHERE account_id = $1 AND event = 'sign_in_succeeded' AND at >= $2 AND address IS NOT NULL
         GROUP BY address ORDER BY last_used DESC LIMIT $3",
        account.0,
        since.as_unix(),
        most,
    )?)
}
