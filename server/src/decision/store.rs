//! Who signed in lately, from where and how; and of all of them at once what the decision depends on.

use crate::account::store::role_of;
use crate::db::Queryable;
use crate::error::ServerError;
use crate::mail::EmailAddress;
use crate::rows;
use sekisho_app::decision::Person;
use sekisho_app::id::AccountId;
use sekisho_engine::address::Address;
use sekisho_engine::allowlist::{Entry, Rule};
use sekisho_engine::grant::Grant;
use sekisho_engine::history::Event;
use sekisho_engine::method::{Method, Methods};
use sekisho_engine::policy::Role;
use sekisho_engine::sign_in::{How, MfaChoice};
use sekisho_engine::time::Timestamp;
use std::collections::{BTreeSet, HashMap};

/// Somebody who came in, from an address in a way: the last time that they did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CameIn {
    pub(super) account: AccountId,
    pub(super) address: Option<Address>,
    pub(super) how: How,
    pub(super) at: Timestamp,
}

/// What the decision depends on about an account.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) person: Person,
    pub(super) role: Role,
    /// As the person switched it.
    pub(super) mfa: MfaChoice,
    pub(super) preferred: Option<Method>,
    pub(super) registered: Methods,
    pub(super) disabled: Methods,
    /// Where e-mailed codes go.
    pub(super) codes_to: Option<EmailAddress>,
    pub(super) rules: Vec<Entry>,
}

#[derive(sqlx::FromRow)]
struct CameInRow {
    account_id: i64,
    address: Option<String>,
    detail: String,
    at: i64,
}

/// Everybody who has an account in use and came in since `since`, once for each address and way; the latest
/// first.
pub(super) async fn came_in(on: &mut impl Queryable, since: Timestamp) -> Result<Vec<CameIn>, ServerError> {
    let found = rows!(
        on,
        CameInRow,
        "SELECT h.account_id, h.address, h.detail, MAX(h.at) AS at
         FROM history h JOIN accounts a ON a.id = h.account_id
         WHERE h.event = 'sign_in_succeeded' AND h.at >= $1 AND a.state = 'active'
         GROUP BY h.account_id, h.address, h.detail
         ORDER BY MAX(h.at) DESC, h.account_id, h.address, h.detail",
        since.as_unix(),
    )?;
    found.into_iter().map(CameIn::try_from).collect()
}

impl TryFrom<CameInRow> for CameIn {
    type Error = ServerError;

    fn try_from(row: CameInRow) -> Result<Self, ServerError> {
        let address = row.address.map(|text| text.parse()).transpose();
        let Ok(Event::SignInSucceeded { how }) = serde_json::from_str(&row.detail) else {
            return Err(ServerError::Stored("event"));
        };
        Ok(Self {
            account: AccountId(row.account_id),
            address: address.map_err(|_| ServerError::Stored("address"))?,
            how,
            at: Timestamp::from_unix(row.at),
        })
    }
}

#[derive(sqlx::FromRow)]
struct KnownRow {
    id: i64,
    name: String,
    email: String,
    role: String,
    mfa: String,
    preferred_method: Option<String>,
    recovery: i64,
}

/// What is known of every account in use.
pub(super) async fn known(on: &mut impl Queryable) -> Result<HashMap<AccountId, Known>, ServerError> {
    let found = rows!(
        on,
        KnownRow,
        "SELECT a.id, a.name, a.email, a.role, a.mfa, a.preferred_method,
             CASE WHEN EXISTS (SELECT 1 FROM recovery_codes r WHERE r.account_id = a.id AND r.used_at IS NULL)
                  THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS recovery
         FROM accounts a WHERE a.state = 'active'",
    )?;
    let known = found.into_iter().map(|row| Ok((AccountId(row.id), Known::try_from(row)?)));
    let mut known: HashMap<AccountId, Known> = known.collect::<Result<_, ServerError>>()?;
    add_authenticators(on, &mut known).await?;
    add_rules(on, &mut known).await?;
    Ok(known)
}

impl TryFrom<KnownRow> for Known {
    type Error = ServerError;

    fn try_from(row: KnownRow) -> Result<Self, ServerError> {
        let name = if row.name.is_empty() { row.email.clone() } else { row.name };
        let recovery = Some(Method::Recovery).filter(|_| row.recovery != 0);
        Ok(Self {
            person: Person { id: AccountId(row.id), name, email: row.email },
            role: role_of(&row.role)?,
            mfa: if row.mfa == "on" { MfaChoice::On } else { MfaChoice::Off },
            preferred: row.preferred_method.as_deref().and_then(Method::from_name),
            registered: recovery.into_iter().fold(Methods::NONE, Methods::with),
            disabled: Methods::NONE,
            codes_to: None,
            rules: Vec::new(),
        })
    }
}

/// An authenticator that is active is registered, and one that is disabled, too: as
/// [`factors`](super::factors) has it for one account.
async fn add_authenticators(
    on: &mut impl Queryable,
    known: &mut HashMap<AccountId, Known>,
) -> Result<(), ServerError> {
    let found = rows!(
        on,
        (i64, String, String, String),
        "SELECT account_id, kind, state, '' AS email FROM totp_authenticators WHERE state IN ('active', 'disabled')
         UNION ALL SELECT account_id, 'email', 'active', email FROM email_authenticators",
    )?;
    let mut active = BTreeSet::new();
    for (account, kind, state, email) in &found {
        let method = match kind.as_str() {
            "email" => Method::Email,
            kind => crate::totp::Kind::of(kind).ok_or(ServerError::Stored("authenticator"))?.method(),
        };
        let Some(known) = known.get_mut(&AccountId(*account)) else { continue };
        known.registered = known.registered.with(method);
        known.codes_to = known.codes_to.take().or_else(|| email.parse().ok());
        if state == "active" {
            active.insert((*account, method));
        } else {
            known.disabled = known.disabled.with(method);
        }
    }
    for (account, method) in active {
        if let Some(known) = known.get_mut(&AccountId(account)) {
            known.disabled = known.disabled.without(method);
        }
    }
    Ok(())
}

async fn add_rules(
    on: &mut impl Queryable,
    known: &mut HashMap<AccountId, Known>,
) -> Result<(), ServerError> {
    let found = rows!(
        on,
        (i64, String, Option<String>),
        "SELECT account_id, rule, until_day FROM allowlist_rules WHERE account_id IS NOT NULL
         ORDER BY account_id, place, id",
    )?;
    for (account, rule, until) in found {
        let Some(known) = known.get_mut(&AccountId(account)) else { continue };
        let rule: Rule = rule.parse().map_err(|_| ServerError::Stored("rule"))?;
        let until = until.map(|day| day.parse()).transpose().map_err(|_| ServerError::Stored("day"))?;
        known.rules.push(Entry { until, ..Entry::from(rule) });
    }
    Ok(())
}

/// The grants that an account had at `at`, by the history: those that had been issued and not yet run out, unless
/// grants were ended in between, of which the history doesn't tell which.
pub(super) async fn grants_at(
    on: &mut impl Queryable,
    account: AccountId,
    at: Timestamp,
) -> Result<Vec<Grant>, ServerError> {
    let found = rows!(
        on,
        (i64, String),
        "SELECT at, detail FROM history WHERE account_id = $1 AND at <= $2
             AND event IN ('grant_issued', 'grants_ended') ORDER BY id",
        account.0,
        at.as_unix(),
    )?;
    let mut grants = Vec::new();
    for (issued, detail) in found {
        match serde_json::from_str(&detail) {
            Ok(Event::GrantIssued { source, ends }) => {
                grants.push(Grant { source, issued: Timestamp::from_unix(issued), ends });
            }
            Ok(Event::GrantsEnded { .. }) => grants.clear(),
            _ => return Err(ServerError::Stored("event")),
        }
    }
    grants.retain(|grant| at < grant.ends);
    Ok(grants)
}
