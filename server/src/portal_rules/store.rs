//! Who signed in lately, and who was refused since a trial began: whom the portal's list is judged by.

use crate::db::Queryable;
use crate::error::ServerError;
use crate::rows;
use sekisho_app::id::AccountId;
use sekisho_app::portal_rules::{Attempt, Person, Visited};
use sekisho_engine::address::Address;
use sekisho_engine::history::{Event, Kind};
use sekisho_engine::sign_in::Refusal;
use sekisho_engine::time::Timestamp;
use std::collections::HashMap;

/// The most refusals that are looked at: a trial lasts minutes.
const MOST_REFUSALS: i64 = 10_000;

#[derive(sqlx::FromRow)]
struct VisitRow {
    account_id: i64,
    name: String,
    email: String,
    address: String,
    last: i64,
}

/// Everybody who has an account in use and signed in since `since`, the latest first, with all addresses of theirs.
///
/// # Errors
/// `Database`, `Stored`.
pub(super) async fn people(on: &mut impl Queryable, since: Timestamp) -> Result<Vec<Person>, ServerError> {
    let found = rows!(
        on,
        VisitRow,
        "SELECT h.account_id, a.name, a.email, h.address, h.last
         FROM (SELECT account_id, address, MAX(at) AS last FROM history
               WHERE event = 'sign_in_succeeded' AND at >= $1 AND address IS NOT NULL AND account_id IS NOT NULL
               GROUP BY account_id, address) h
         JOIN accounts a ON a.id = h.account_id
         WHERE a.state = 'active'
         ORDER BY h.last DESC, h.account_id, h.address",
        since.as_unix(),
    )?;
    let mut people: Vec<Person> = Vec::new();
    let mut places: HashMap<i64, usize> = HashMap::new();
    for row in found {
        let visit = Visited { address: address(&row.address)?, last: Timestamp::from_unix(row.last) };
        if let Some(place) = places.get(&row.account_id) {
            people[*place].visits.push(visit);
            continue;
        }
        places.insert(row.account_id, people.len());
        let account = AccountId(row.account_id);
        people.push(Person { account, name: called(row.name, row.email), visits: vec![visit] });
    }
    Ok(people)
}

fn called(name: String, email: String) -> String {
    if name.is_empty() { email } else { name }
}

fn address(text: &str) -> Result<Address, ServerError> {
    text.parse().map_err(|_| ServerError::Stored("address"))
}

#[derive(sqlx::FromRow)]
struct RefusalRow {
    account_id: i64,
    name: String,
    email: String,
    address: String,
    detail: String,
    last: i64,
    times: i64,
}

/// Sign-ins to accounts that the portal's list refused since `since`, by account and address, the latest first.
///
/// # Errors
/// `Database`, `Stored`.
pub(super) async fn refused(on: &mut impl Queryable, since: Timestamp) -> Result<Vec<Attempt>, ServerError> {
    let found = rows!(
        on,
        RefusalRow,
        "SELECT h.account_id, a.name, a.email, h.address, h.detail,
             COALESCE(h.last_at, h.at) AS last, h.repeated + 1 AS times
         FROM history h JOIN accounts a ON a.id = h.account_id
         WHERE h.at >= $1 AND h.event IN ($2, $3) AND h.address IS NOT NULL
         ORDER BY h.id DESC LIMIT $4",
        since.as_unix(),
        Kind::SignInRefused.as_str(),
        Kind::MailRefused.as_str(),
        MOST_REFUSALS,
    )?;
    let mut attempts: Vec<Attempt> = Vec::new();
    let mut places: HashMap<(i64, Address), usize> = HashMap::new();
    for row in found {
        if !by_the_portals_list(&row.detail)? {
            continue;
        }
        let (address, last) = (address(&row.address)?, Timestamp::from_unix(row.last));
        let times = u32::try_from(row.times).unwrap_or(u32::MAX);
        if let Some(place) = places.get(&(row.account_id, address)) {
            let attempt = &mut attempts[*place];
            attempt.times = attempt.times.saturating_add(times);
            attempt.last = attempt.last.max(last);
            continue;
        }
        places.insert((row.account_id, address), attempts.len());
        let (account, name) = (AccountId(row.account_id), called(row.name, row.email));
        attempts.push(Attempt { account, name, address, last, times });
    }
    attempts.sort_by_key(|attempt| std::cmp::Reverse(attempt.last));
    Ok(attempts)
}

fn by_the_portals_list(detail: &str) -> Result<bool, ServerError> {
    let event: Event = serde_json::from_str(detail).map_err(|_| ServerError::Stored("event"))?;
    Ok(matches!(
        event,
        Event::SignInRefused { refusal } | Event::MailRefused { refusal, .. } if refusal == Refusal::NotInPortalRules
    ))
}
