//! Reading the history.

use crate::db::Queryable;
use crate::error::ServerError;
use crate::{row, rows};
use sekisho_app::history::{Actor, LogEntry, LogFilter, MailEntry, MailFilter, MailState, Page, Repeated};
use sekisho_app::id::{AccountId, EntryId, MailId};
use sekisho_engine::history::{Event, Outcome};
use sekisho_engine::time::Timestamp;

/// The log's query: whose entries, and which way from where.
macro_rules! log {
    ($whose:literal, $way:literal) => {
        concat!(
            "SELECT h.id, h.at, h.actor, h.detail, h.outcome, h.address, h.user_agent, h.account_id, h.repeated, h.last_at,
                 s.email AS subject_email, a.name AS actor_name
             FROM history h LEFT JOIN accounts s ON s.id = h.account_id
                 LEFT JOIN accounts a ON a.id = h.actor_id
             WHERE ",
            $whose,
            // what became of mails has a page of its own
            " AND (h.event_group = $2 OR ($2 = '' AND h.event_group <> 'mail'))
              AND ($3 = '' OR h.outcome = $3)
              AND ($4 = '' OR LOWER(COALESCE(h.address, '') || ' ' || h.user_agent || ' ' || h.detail || ' ' ||
                   COALESCE(s.email, '')) LIKE $4 ESCAPE '!')
              AND h.id ",
            $way,
            " LIMIT $6"
        )
    };
}

const OWN_BEFORE: &str = log!("h.account_id = $1", "< $5 ORDER BY h.id DESC");
const OWN_AFTER: &str = log!("h.account_id = $1", "> $5 ORDER BY h.id ASC");
const ALL_BEFORE: &str = log!("$1 = 0", "< $5 ORDER BY h.id DESC");
const ALL_AFTER: &str = log!("$1 = 0", "> $5 ORDER BY h.id ASC");

#[derive(sqlx::FromRow)]
struct EntryRow {
    id: i64,
    at: i64,
    actor: String,
    detail: String,
    outcome: String,
    address: Option<String>,
    user_agent: String,
    account_id: Option<i64>,
    repeated: i64,
    last_at: Option<i64>,
    subject_email: Option<String>,
    actor_name: Option<String>,
}

impl TryFrom<EntryRow> for LogEntry {
    type Error = ServerError;

    fn try_from(row: EntryRow) -> Result<Self, ServerError> {
        let event: Event = serde_json::from_str(&row.detail).map_err(|_| ServerError::Stored("event"))?;
        let actor = match row.actor.as_str() {
            "self" => Actor::Self_,
            "person" => Actor::Person(row.actor_name.unwrap_or_default()),
            "command_line" => Actor::CommandLine,
            "portal" => Actor::Portal,
            _ => Actor::Anonymous,
        };
        Ok(Self {
            id: EntryId(row.id),
            at: Timestamp::from_unix(row.at),
            event,
            outcome: Outcome::from_name(&row.outcome).ok_or(ServerError::Stored("outcome"))?,
            actor,
            account: row.account_id.map(AccountId).zip(row.subject_email),
            address: row.address.and_then(|text| text.parse().ok()),
            user_agent: row.user_agent,
            repeated: row.last_at.filter(|_| row.repeated > 0).map(|last| Repeated {
                times: u32::try_from(row.repeated).unwrap_or(u32::MAX),
                last: Timestamp::from_unix(last),
            }),
        })
    }
}

/// A pattern for `LIKE … ESCAPE '!'` that finds `text` anywhere; empty for none.
#[must_use]
pub fn pattern(text: Option<&str>) -> String {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return String::new() };
    let mut pattern = String::from("%");
    for character in text.to_lowercase().chars() {
        if matches!(character, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}

/// One page out of `found`, which has one more than the page when there are more that way.
fn page<T>(mut found: Vec<T>, size: usize, backwards: bool, elsewhere: bool) -> Page<T> {
    let more = found.len() > size;
    found.truncate(size);
    if backwards {
        found.reverse();
        Page { entries: found, older: true, newer: more }
    } else {
        Page { entries: found, older: more, newer: elsewhere }
    }
}

/// A page of the log: one account's, or everybody's. `size` at most.
///
/// # Errors
/// `Database`, `Stored`.
pub async fn log(
    on: &mut impl Queryable,
    account: Option<AccountId>,
    filter: &LogFilter,
    size: u32,
) -> Result<Page<LogEntry>, ServerError> {
    let (sql, from) = match (account, filter.after) {
        (Some(_), None) => (OWN_BEFORE, filter.before.map_or(i64::MAX, |id| id.0)),
        (Some(_), Some(after)) => (OWN_AFTER, after.0),
        (None, None) => (ALL_BEFORE, filter.before.map_or(i64::MAX, |id| id.0)),
        (None, Some(after)) => (ALL_AFTER, after.0),
    };
    let found = rows!(
        on,
        EntryRow,
        sql,
        account.map_or(0, |id| id.0),
        filter.group.clone().unwrap_or_default(),
        filter.outcome.map_or("", Outcome::as_str),
        pattern(filter.text.as_deref()),
        from,
        i64::from(size) + 1,
    )?;
    let entries = found.into_iter().map(LogEntry::try_from).collect::<Result<Vec<_>, _>>()?;
    Ok(page(entries, size as usize, filter.after.is_some(), filter.before.is_some()))
}

/// One entry of the history.
///
/// # Errors
/// `Database`, `Stored`.
pub async fn entry(on: &mut impl Queryable, id: EntryId) -> Result<Option<LogEntry>, ServerError> {
    let sql =
        "SELECT h.id, h.at, h.actor, h.detail, h.outcome, h.address, h.user_agent, h.account_id, h.repeated,
            h.last_at, s.email AS subject_email, a.name AS actor_name
        FROM history h LEFT JOIN accounts s ON s.id = h.account_id LEFT JOIN accounts a ON a.id = h.actor_id
        WHERE h.id = $1";
    row!(on, EntryRow, sql, id.0)?.map(LogEntry::try_from).transpose()
}

const SINCE: &str =
    "SELECT h.id, h.at, h.actor, h.detail, h.outcome, h.address, h.user_agent, h.account_id, h.repeated,
        h.last_at, s.email AS subject_email, a.name AS actor_name
    FROM history h LEFT JOIN accounts s ON s.id = h.account_id LEFT JOIN accounts a ON a.id = h.actor_id
    WHERE h.at >= $1 AND h.id > $2 ORDER BY h.id ASC LIMIT $3";

/// Everybody's entries since `since`, mails among them, the oldest first: at most `size` of those after
/// `after`.
///
/// # Errors
/// `Database`, `Stored`.
pub async fn since(
    on: &mut impl Queryable,
    since: Timestamp,
    after: EntryId,
    size: u32,
) -> Result<Vec<LogEntry>, ServerError> {
    let found = rows!(on, EntryRow, SINCE, since.as_unix(), after.0, i64::from(size))?;
    found.into_iter().map(LogEntry::try_from).collect()
}

#[derive(sqlx::FromRow)]
struct MailRow {
    id: i64,
    created_at: i64,
    recipient: String,
    subject: String,
    state: String,
    attempts: i64,
    next_attempt_at: i64,
    ended_at: Option<i64>,
    reason: String,
}

impl TryFrom<MailRow> for MailEntry {
    type Error = ServerError;

    fn try_from(row: MailRow) -> Result<Self, ServerError> {
        let ended = Timestamp::from_unix(row.ended_at.unwrap_or(row.created_at));
        let state = match row.state.as_str() {
            "queued" => MailState::Queued {
                next_attempt: Timestamp::from_unix(row.next_attempt_at),
                attempts: u32::try_from(row.attempts).unwrap_or(u32::MAX),
            },
            "sent" => MailState::Sent { at: ended },
            "failed" => MailState::Failed { at: ended, reason: row.reason },
            "expired" => MailState::Expired { at: ended },
            _ => return Err(ServerError::Stored("mail state")),
        };
        Ok(Self {
            id: MailId(row.id),
            at: Timestamp::from_unix(row.created_at),
            to: row.recipient,
            subject: row.subject,
            state,
        })
    }
}

macro_rules! mails {
    ($way:literal) => {
        concat!(
            "SELECT id, created_at, recipient, subject, state, attempts, next_attempt_at, ended_at, reason
             FROM outbox WHERE account_id = $1
                 AND ($2 = '' OR LOWER(recipient || ' ' || subject) LIKE $2 ESCAPE '!') AND id ",
            $way,
            " LIMIT $4"
        )
    };
}

/// A page of the mails to an account.
///
/// # Errors
/// `Database`, `Stored`.
pub async fn mails(
    on: &mut impl Queryable,
    account: AccountId,
    filter: &MailFilter,
    size: u32,
) -> Result<Page<MailEntry>, ServerError> {
    let (sql, from) = match filter.after {
        None => (mails!("< $3 ORDER BY id DESC"), filter.before.map_or(i64::MAX, |id| id.0)),
        Some(after) => (mails!("> $3 ORDER BY id ASC"), after.0),
    };
    let found =
        rows!(on, MailRow, sql, account.0, pattern(filter.text.as_deref()), from, i64::from(size) + 1)?;
    let entries = found.into_iter().map(MailEntry::try_from).collect::<Result<Vec<_>, _>>()?;
    Ok(page(entries, size as usize, filter.after.is_some(), filter.before.is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_for_is_taken_literally() {
        assert_eq!(pattern(Some("50%_!A")), "%50!%!_!!a%");
        assert_eq!(pattern(None), "");
        assert_eq!(pattern(Some("")), "");
    }

    #[test]
    fn a_page_knows_whether_there_is_more_on_either_side() {
        let check = |found: &[u8], backwards, elsewhere, entries: &[u8], older, newer| {
            let page = page(found.to_vec(), 2, backwards, elsewhere);
            assert_eq!((page.entries, page.older, page.newer), (entries.to_vec(), older, newer), "{found:?}");
        };
        check(&[3, 2, 1], false, false, &[3, 2], true, false);
        check(&[3, 2], false, true, &[3, 2], false, true);
        check(&[1, 2, 3], true, false, &[2, 1], true, true);
        check(&[1, 2], true, false, &[2, 1], true, false);
    }
}
