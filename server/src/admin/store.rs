//! Reading people for the administrator.

use crate::account::store::{role_of, state_of};
use crate::db::Queryable;
use crate::error::ServerError;
use crate::{row, rows};
use sekisho_app::admin::{Moved, PAGE_SIZE, PeopleFilter, PersonRow};
use sekisho_app::id::AccountId;
use sekisho_engine::policy::AccountState;
use sekisho_engine::time::Timestamp;

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    name: String,
    email: String,
    role: String,
    state: String,
    totp: i64,
    paired: i64,
    email_otp: i64,
    moved: i64,
    rules: i64,
    last_sign_in_at: Option<i64>,
}

impl TryFrom<Row> for PersonRow {
    type Error = ServerError;

    fn try_from(row: Row) -> Result<Self, ServerError> {
        Ok(Self {
            id: AccountId(row.id),
            name: row.name,
            email: row.email,
            role: role_of(&row.role)?,
            state: state_of(&row.state)?,
            totp: row.totp > 0,
            paired: row.paired > 0,
            email_otp: row.email_otp > 0,
            moved: row.moved > 0,
            rules: u32::try_from(row.rules).unwrap_or(u32::MAX),
            last_sign_in: row.last_sign_in_at.map(Timestamp::from_unix),
        })
    }
}

/// People with what the list shows of them, one row each, before any condition.
macro_rules! people {
    ($columns:literal, $rest:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM (SELECT a.id, a.name, a.email, a.role, a.state, a.last_sign_in_at,
                   (SELECT COUNT(*) FROM totp_authenticators t
                       WHERE t.account_id = a.id AND t.state = 'active' AND t.kind = 'app') AS totp,
                   (SELECT COUNT(*) FROM totp_authenticators t
                       WHERE t.account_id = a.id AND t.state = 'active' AND t.kind = 'paired') AS paired,
                   (SELECT COUNT(*) FROM email_authenticators e WHERE e.account_id = a.id) AS email_otp,
                   (SELECT COUNT(*) FROM allowlist_rules r WHERE r.account_id = a.id) AS rules,
                   (SELECT COUNT(*) FROM accounts m WHERE m.id = a.id AND (m.mfa = 'on'
                       OR EXISTS (SELECT 1 FROM totp_authenticators t
                                  WHERE t.account_id = m.id AND t.state <> 'pending')
                       OR EXISTS (SELECT 1 FROM email_authenticators e WHERE e.account_id = m.id))) AS moved
               FROM accounts a) p ",
            $rest
        )
    };
}

const LIST: &str = people!(
    "p.id, p.name, p.email, p.role, p.state, p.totp, p.paired, p.email_otp, p.moved, p.rules,
     p.last_sign_in_at",
    "WHERE ($1 = '' OR LOWER(p.name || ' ' || p.email) LIKE $1 ESCAPE '!') AND ($2 = '' OR p.state = $2)
         AND ($3 = -1 OR ($3 = 1) = (p.totp + p.paired + p.email_otp > 0))
         AND ($4 = -1 OR p.moved = $4)
     ORDER BY LOWER(p.name), p.id LIMIT $5 OFFSET $6"
);
const COUNT: &str = people!(
    "COUNT(*)",
    "WHERE ($1 = '' OR LOWER(p.name || ' ' || p.email) LIKE $1 ESCAPE '!') AND ($2 = '' OR p.state = $2)
         AND ($3 = -1 OR ($3 = 1) = (p.totp + p.paired + p.email_otp > 0))
         AND ($4 = -1 OR p.moved = $4)"
);
const ONE: &str = people!(
    "p.id, p.name, p.email, p.role, p.state, p.totp, p.paired, p.email_otp, p.moved, p.rules,
     p.last_sign_in_at",
    "WHERE p.id = $1"
);

const MOVED: &str = people!("COUNT(CASE WHEN p.moved = 1 THEN 1 END), COUNT(*)", "");

const fn state_name(state: Option<AccountState>) -> &'static str {
    match state {
        None => "",
        Some(AccountState::Active) => "active",
        Some(AccountState::Locked) => "locked",
    }
}

/// One page of the people that the filter lets through, and how many it lets through in all.
///
/// # Errors
/// `Database`, `Stored`.
pub async fn list(
    on: &mut impl Queryable,
    filter: &PeopleFilter,
) -> Result<(Vec<PersonRow>, u32), ServerError> {
    let text = crate::history::query::pattern(filter.text.as_deref());
    let state = state_name(filter.state);
    let mfa = filter.mfa.map_or(-1, i64::from);
    let moved = filter.moved.map_or(-1, i64::from);
    let skip = i64::from(filter.page.max(1) - 1) * i64::from(PAGE_SIZE);
    let found = rows!(on, Row, LIST, &text, state, mfa, moved, i64::from(PAGE_SIZE), skip)?;
    let counted: Option<(i64,)> = row!(on, (i64,), COUNT, &text, state, mfa, moved)?;
    let people = found.into_iter().map(PersonRow::try_from).collect::<Result<Vec<_>, _>>()?;
    Ok((people, counted.and_then(|(count,)| u32::try_from(count).ok()).unwrap_or_default()))
}

/// How many have moved over to two-step sign-in.
///
/// # Errors
/// `Database`.
pub async fn moved(on: &mut impl Queryable) -> Result<Moved, ServerError> {
    let counted: Option<(i64, i64)> = row!(on, (i64, i64), MOVED)?;
    let (moved, all) = counted.unwrap_or_default();
    let count = |number| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(Moved { moved: count(moved), all: count(all) })
}

/// One person.
///
/// # Errors
/// `Database`, `Stored`.
pub async fn one(on: &mut impl Queryable, id: AccountId) -> Result<Option<PersonRow>, ServerError> {
    row!(on, Row, ONE, id.0)?.map(PersonRow::try_from).transpose()
}
