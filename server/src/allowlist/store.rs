//! The rows of authorised addresses.

use crate::db::{Queryable, Tx};
use crate::error::ServerError;
use crate::mail_gate::kick::store as kicks;
use crate::{exec, row, rows};
use sekisho_app::id::{AccountId, RuleId};
use sekisho_engine::allowlist::{Document, Entry, Rule};
use sekisho_engine::time::Timestamp;
use std::collections::{HashMap, HashSet};

/// Whose list: an account's, or the portal's.
pub type Owner = Option<AccountId>;

/// A rule.
#[derive(Debug, Clone)]
pub struct StoredRule {
    /// Its number.
    pub id: RuleId,
    /// The rule, with its end and what was written about it.
    pub entry: Entry,
    /// Where it stands, as stored; of equal places the older rule comes first.
    place: i64,
    /// When it was added.
    pub since: Timestamp,
}

#[derive(sqlx::FromRow)]
struct RuleRow {
    id: i64,
    rule: String,
    note: String,
    until_day: Option<String>,
    above: String,
    place: i64,
    created_at: i64,
}

impl TryFrom<RuleRow> for StoredRule {
    type Error = ServerError;

    fn try_from(row: RuleRow) -> Result<Self, ServerError> {
        let until = row.until_day.as_deref().map(str::parse).transpose();
        let entry = Entry {
            rule: row.rule.parse().map_err(|_| ServerError::Stored("rule"))?,
            until: until.map_err(|_| ServerError::Stored("day"))?,
            note: row.note,
            above: lines(&row.above),
        };
        let since = Timestamp::from_unix(row.created_at);
        Ok(Self { id: RuleId(row.id), entry, place: row.place, since })
    }
}

/// Lines of comment as they are stored: each ends with a line feed.
fn text(lines: &[String]) -> String {
    lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect()
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// The number that stands for a list in indexes.
pub(super) fn key(owner: Owner) -> i64 {
    owner.map_or(0, |account| account.0)
}

/// The rules of a list, in their order.
///
/// # Errors
/// `Database`, `Stored`.
pub async fn list(on: &mut impl Queryable, owner: Owner) -> Result<Vec<StoredRule>, ServerError> {
    let rows = match owner {
        Some(account) => rows!(
            on,
            RuleRow,
            "SELECT id, rule, note, until_day, above, place, created_at FROM allowlist_rules
             WHERE account_id = $1 ORDER BY place, id",
            account.0,
        )?,
        None => rows!(
            on,
            RuleRow,
            "SELECT id, rule, note, until_day, above, place, created_at FROM allowlist_rules
             WHERE account_id IS NULL ORDER BY place, id",
        )?,
    };
    rows.into_iter().map(StoredRule::try_from).collect()
}

/// The comment after the last rule of a list.
///
/// # Errors
/// `Database`.
pub async fn below(on: &mut impl Queryable, owner: Owner) -> Result<Vec<String>, ServerError> {
    let found: Option<(String,)> = row!(
        on,
        (String,),
        "SELECT below FROM allowlist_comments WHERE COALESCE(account_id, 0) = $1",
        key(owner),
    )?;
    Ok(found.map_or_else(Vec::new, |(below,)| lines(&below)))
}

/// Adds a rule at the end; `None` when the list has it already.
///
/// # Errors
/// `Database`.
pub async fn insert(
    tx: &mut Tx,
    owner: Owner,
    entry: &Entry,
    now: Timestamp,
) -> Result<Option<RuleId>, ServerError> {
    let last: Option<(Option<i64>,)> = row!(
        tx,
        (Option<i64>,),
        "SELECT MAX(place) FROM allowlist_rules WHERE COALESCE(account_id, 0) = $1",
        key(owner),
    )?;
    let place = last.and_then(|(last,)| last).map_or(0, |last| last + 1);
    let made = put(tx, owner, entry, place, now).await?;
    if made.is_some() {
        changed(tx, owner).await?;
    }
    Ok(made)
}

/// Adds a rule at a place.
async fn put(
    tx: &mut Tx,
    owner: Owner,
    entry: &Entry,
    place: i64,
    now: Timestamp,
) -> Result<Option<RuleId>, ServerError> {
    let made: Option<(i64,)> = row!(
        tx,
        (i64,),
        "INSERT INTO allowlist_rules (account_id, rule, note, until_day, above, place, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id",
        owner.map(|account| account.0),
        entry.rule.to_string(),
        &entry.note,
        entry.until.map(|day| day.to_string()),
        text(&entry.above),
        place,
        now.as_unix(),
    )?;
    Ok(made.map(|(id,)| RuleId(id)))
}

/// Changes the note, the end, the comment and the place of a rule.
async fn rewrite(tx: &mut Tx, id: RuleId, entry: &Entry, place: i64) -> Result<(), ServerError> {
    exec!(
        tx,
        "UPDATE allowlist_rules SET note = $1, until_day = $2, above = $3, place = $4 WHERE id = $5",
        &entry.note,
        entry.until.map(|day| day.to_string()),
        text(&entry.above),
        place,
        id.0,
    )?;
    Ok(())
}

/// Changes the note and the end of a rule of the list.
///
/// # Errors
/// `Database`.
pub async fn amend(tx: &mut Tx, owner: Owner, id: RuleId, entry: &Entry) -> Result<(), ServerError> {
    exec!(
        tx,
        "UPDATE allowlist_rules SET note = $1, until_day = $2 WHERE id = $3",
        &entry.note,
        entry.until.map(|day| day.to_string()),
        id.0,
    )?;
    changed(tx, owner).await
}

/// Puts `document` in the place of the rules `before`. Rules that stay keep their number and the time since when
/// they are there.
///
/// # Errors
/// `Database`.
pub async fn replace(
    tx: &mut Tx,
    owner: Owner,
    before: &[StoredRule],
    document: &Document,
    now: Timestamp,
) -> Result<(), ServerError> {
    let wanted: HashSet<Rule> = document.rules().collect();
    for gone in before.iter().filter(|stored| !wanted.contains(&stored.entry.rule)) {
        exec!(tx, "DELETE FROM allowlist_rules WHERE id = $1", gone.id.0)?;
    }
    let known: HashMap<Rule, &StoredRule> = before.iter().map(|stored| (stored.entry.rule, stored)).collect();
    for (place, entry) in (0..).zip(&document.entries) {
        match known.get(&entry.rule) {
            Some(stored) if stored.place == place && stored.entry == *entry => {}
            Some(stored) => rewrite(tx, stored.id, entry, place).await?,
            None => {
                put(tx, owner, entry, place, now).await?;
            }
        }
    }
    exec!(tx, "DELETE FROM allowlist_comments WHERE COALESCE(account_id, 0) = $1", key(owner))?;
    if !document.below.is_empty() {
        exec!(
            tx,
            "INSERT INTO allowlist_comments (account_id, below) VALUES ($1, $2)",
            owner.map(|account| account.0),
            text(&document.below),
        )?;
    }
    changed(tx, owner).await
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
        key(owner),
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
    let removed = exec!(tx, "DELETE FROM allowlist_rules WHERE COALESCE(account_id, 0) = $1", key(owner),)?;
    exec!(tx, "DELETE FROM allowlist_comments WHERE COALESCE(account_id, 0) = $1", key(owner))?;
    changed(tx, owner).await?;
    Ok(u32::try_from(removed).unwrap_or(u32::MAX))
}

/// Counts a change of the list. Taken first, it also keeps other changes of the same list waiting, so that
/// what the author was shown is what the change is made to. Live sessions of mail software are looked at again.
///
/// # Errors
/// `Database`.
pub async fn changed(tx: &mut Tx, owner: Owner) -> Result<(), ServerError> {
    match owner {
        Some(account) => {
            exec!(tx, "UPDATE accounts SET rules_version = rules_version + 1 WHERE id = $1", account.0)?;
            kicks::review(tx, account).await
        }
        None => {
            exec!(tx, "UPDATE portal_state SET rules_version = rules_version + 1 WHERE id = 1")?;
            kicks::review_everybody(tx).await
        }
    }
}

/// How often a list was changed.
///
/// # Errors
/// `Database`, `Stored`.
pub async fn version(on: &mut impl Queryable, owner: Owner) -> Result<i64, ServerError> {
    let Some(account) = owner else { return portal_version(on).await };
    let found: Option<(i64,)> =
        row!(on, (i64,), "SELECT rules_version FROM accounts WHERE id = $1", account.0)?;
    found.map(|(version,)| version).ok_or(ServerError::Stored("account"))
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

/// An address at which an account's list kept somebody out.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct KeptOutRow {
    /// The address.
    pub address: String,
    /// When it was last tried.
    pub last_tried: i64,
    /// How many attempts there were.
    pub times: i64,
}

/// The addresses at which an account's list kept sign-ins out since `since`, the latest first, at most `most`.
///
/// # Errors
/// `Database`.
pub async fn kept_out(
    on: &mut impl Queryable,
    account: AccountId,
    since: Timestamp,
    most: i64,
) -> Result<Vec<KeptOutRow>, ServerError> {
    Ok(rows!(
        on,
        KeptOutRow,
        "SELECT address, MAX(at) AS last_tried, COUNT(*) AS times FROM history
         WHERE account_id = $1 AND event = 'sign_in_refused' AND at >= $2 AND address IS NOT NULL
             AND detail LIKE '%\"not_in_account_rules\"%'
         GROUP BY address ORDER BY last_tried DESC LIMIT $3",
        account.0,
        since.as_unix(),
        most,
    )?)
}

/// How many addresses an account signed in from since `since`.
///
/// # Errors
/// `Database`.
pub async fn seen_addresses(
    on: &mut impl Queryable,
    account: AccountId,
    since: Timestamp,
) -> Result<u32, ServerError> {
    let found: Option<(i64,)> = row!(
        on,
        (i64,),
        "SELECT COUNT(DISTINCT address) FROM history
         WHERE account_id = $1 AND event = 'sign_in_succeeded' AND at >= $2",
        account.0,
        since.as_unix(),
    )?;
    Ok(found.map_or(0, |(count,)| u32::try_from(count).unwrap_or(u32::MAX)))
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
