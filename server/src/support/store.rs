//! The rows of requests to support, and of what was done with them.

use crate::account::store::role_of;
use crate::db::{Queryable, Tx};
use crate::error::ServerError;
use crate::secret::TokenDigest;
use crate::{exec, row, rows};
use sekisho_app::id::{AccountId, RequestId};
use sekisho_app::support::{Asked, PAGE_SIZE, RequestRow, RequestState, Step, StepNote};
use sekisho_engine::address::Address;
use sekisho_engine::policy::Role;
use sekisho_engine::time::Timestamp;

/// What the note of a step says that the portal took by itself.
const LOCKED: &str = "account_locked";
const ADMINISTRATORS: &str = "administrators_account";

/// A request.
#[derive(Debug, Clone)]
pub struct Request {
    /// Its number.
    pub id: RequestId,
    /// The account that it is about, if there is one.
    pub account: Option<AccountId>,
    /// Its state.
    pub state: RequestState,
    /// When it came in.
    pub received: Timestamp,
    /// From where, if that was known.
    pub address: Option<Address>,
    /// With which browser.
    pub user_agent: String,
    /// What was asked.
    pub asked: Asked,
    /// Once approved: when it takes effect.
    pub effect: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    account_id: Option<i64>,
    state: String,
    received_at: i64,
    source_address: Option<String>,
    user_agent: String,
    email: String,
    name: String,
    company: String,
    phone: String,
    case_number: String,
    summary: String,
    effect_at: Option<i64>,
}

fn state_of(name: &str) -> Result<RequestState, ServerError> {
    RequestState::from_name(name).ok_or(ServerError::Stored("state of a request"))
}

impl TryFrom<Row> for Request {
    type Error = ServerError;

    fn try_from(row: Row) -> Result<Self, ServerError> {
        Ok(Self {
            id: RequestId(row.id),
            account: row.account_id.map(AccountId),
            state: state_of(&row.state)?,
            received: Timestamp::from_unix(row.received_at),
            address: row.source_address.and_then(|text| text.parse().ok()),
            user_agent: row.user_agent,
            asked: Asked {
                email: row.email,
                name: row.name,
                company: row.company,
                phone: row.phone,
                case_number: row.case_number,
                summary: row.summary,
            },
            effect: row.effect_at.map(Timestamp::from_unix),
        })
    }
}

macro_rules! requests {
    ($rest:literal) => {
        concat!(
            "SELECT id, account_id, state, received_at, source_address, user_agent, email, name, company, phone,
                 case_number, summary, effect_at
             FROM support_requests ",
            $rest
        )
    };
}

/// A request to be kept.
#[derive(Debug)]
pub struct NewRequest<'a> {
    /// The account, if there is one.
    pub account: Option<AccountId>,
    /// What is asked.
    pub asked: &'a Asked,
    /// From where, if that is known.
    pub address: Option<Address>,
    /// With which browser.
    pub user_agent: &'a str,
}

/// Keeps a request; `None` when the account has an open one.
///
/// # Errors
/// `Database`.
pub async fn insert(
    tx: &mut Tx,
    new: &NewRequest<'_>,
    now: Timestamp,
) -> Result<Option<RequestId>, ServerError> {
    let made: Option<(i64,)> = row!(
        tx,
        (i64,),
        "INSERT INTO support_requests (account_id, state, received_at, source_address, user_agent, email, name,
             company, phone, case_number, summary)
         VALUES ($1, 'received', $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT DO NOTHING RETURNING id",
        new.account.map(|id| id.0),
        now.as_unix(),
        new.address.map(|address| address.to_string()),
        new.user_agent,
        &new.asked.email,
        &new.asked.name,
        &new.asked.company,
        &new.asked.phone,
        &new.asked.case_number,
        &new.asked.summary,
    )?;
    Ok(made.map(|(id,)| RequestId(id)))
}

/// Open requests that name no account: how many there are, and how many with this address.
///
/// # Errors
/// `Database`.
pub async fn open_without_account(on: &mut impl Queryable, email: &str) -> Result<(i64, i64), ServerError> {
    let counted: Option<(i64, i64)> = row!(
        on,
        (i64, i64),
        "SELECT COUNT(*), COUNT(CASE WHEN LOWER(email) = $1 THEN 1 END) FROM support_requests
         WHERE account_id IS NULL AND state IN ('received', 'in_review', 'approved')",
        email,
    )?;
    Ok(counted.unwrap_or_default())
}

/// A request.
///
/// # Errors
/// `Database`, `Stored`.
pub async fn find(on: &mut impl Queryable, id: RequestId) -> Result<Option<Request>, ServerError> {
    row!(on, Row, requests!("WHERE id = $1"), id.0)?.map(Request::try_from).transpose()
}

/// The request that a link stops.
///
/// # Errors
/// `Database`, `Stored`.
pub async fn by_link(on: &mut impl Queryable, token: &TokenDigest) -> Result<Option<Request>, ServerError> {
    row!(on, Row, requests!("WHERE stop_token = $1"), token.bytes())?.map(Request::try_from).transpose()
}

/// The open request about an account.
///
/// # Errors
/// `Database`, `Stored`.
pub async fn open_of(on: &mut impl Queryable, account: AccountId) -> Result<Option<Request>, ServerError> {
    let sql = requests!("WHERE account_id = $1 AND state IN ('received', 'in_review', 'approved')");
    row!(on, Row, sql, account.0)?.map(Request::try_from).transpose()
}

/// How many requests are open, and how many are over.
///
/// # Errors
/// `Database`.
pub async fn counts(on: &mut impl Queryable) -> Result<(u32, u32), ServerError> {
    let counted: Option<(i64, i64)> = row!(
        on,
        (i64, i64),
        "SELECT COUNT(CASE WHEN state IN ('received', 'in_review', 'approved') THEN 1 END), COUNT(*)
         FROM support_requests",
    )?;
    let (open, all) = counted.unwrap_or_default();
    let number = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    Ok((number(open), number(all - open)))
}

const OPEN: &str = requests!(
    "WHERE state IN ('received', 'in_review', 'approved') ORDER BY received_at, id LIMIT $1 OFFSET $2"
);
const OVER: &str = requests!(
    "WHERE state IN ('refused', 'stopped', 'done') ORDER BY received_at DESC, id DESC LIMIT $1 OFFSET $2"
);

/// One page of the queue: open requests as they came in, or those that are over, the latest first.
///
/// # Errors
/// `Database`, `Stored`.
pub async fn list(on: &mut impl Queryable, done: bool, page: u32) -> Result<Vec<RequestRow>, ServerError> {
    let skip = i64::from(page.max(1) - 1) * i64::from(PAGE_SIZE);
    let found = rows!(on, Row, if done { OVER } else { OPEN }, i64::from(PAGE_SIZE), skip)?;
    let rows = found.into_iter().map(|row| {
        let Request { id, account, state, received, asked, effect, .. } = row.try_into()?;
        let known = account.is_some();
        Ok(RequestRow {
            id,
            state,
            received,
            name: asked.name,
            email: asked.email,
            company: asked.company,
            known,
            effect,
        })
    });
    rows.collect()
}

/// Brings a request into a state; `false` when it is in none of those that it may come `from`.
///
/// # Errors
/// `Database`.
pub async fn advance(
    tx: &mut Tx,
    id: RequestId,
    from: &[RequestState],
    to: RequestState,
) -> Result<bool, ServerError> {
    let from = |nth: usize| from.get(nth).or(from.first()).map_or("", |state| state.as_str());
    let changed = exec!(
        tx,
        "UPDATE support_requests SET state = $2 WHERE id = $1 AND state IN ($3, $4, $5)",
        id.0,
        to.as_str(),
        from(0),
        from(1),
        from(2),
    )?;
    Ok(changed == 1)
}

/// Approves a request that is in review; `false` when it isn't.
///
/// # Errors
/// `Database`.
pub async fn approve(
    tx: &mut Tx,
    id: RequestId,
    effect: Timestamp,
    link: &TokenDigest,
) -> Result<bool, ServerError> {
    let changed = exec!(
        tx,
        "UPDATE support_requests SET state = 'approved', effect_at = $2, stop_token = $3
         WHERE id = $1 AND state = 'in_review'",
        id.0,
        effect.as_unix(),
        link.bytes(),
    )?;
    Ok(changed == 1)
}

/// Stops an approved request whose time has not come; `false` when it is too late, or it isn't approved.
///
/// # Errors
/// `Database`.
pub async fn stop_in_time(tx: &mut Tx, id: RequestId, now: Timestamp) -> Result<bool, ServerError> {
    let changed = exec!(
        tx,
        "UPDATE support_requests SET state = 'stopped' WHERE id = $1 AND state = 'approved' AND effect_at > $2",
        id.0,
        now.as_unix(),
    )?;
    Ok(changed == 1)
}

/// Claims an approved request whose time has come: one statement, so that it takes effect once.
///
/// # Errors
/// `Database`.
pub async fn claim(tx: &mut Tx, id: RequestId, now: Timestamp) -> Result<bool, ServerError> {
    let claimed = exec!(
        tx,
        "UPDATE support_requests SET state = 'done' WHERE id = $1 AND state = 'approved' AND effect_at <= $2",
        id.0,
        now.as_unix(),
    )?;
    Ok(claimed == 1)
}

/// Approved requests whose time has come: of one account, or of all.
///
/// # Errors
/// `Database`.
pub async fn due(
    on: &mut impl Queryable,
    account: Option<AccountId>,
    now: Timestamp,
) -> Result<Vec<RequestId>, ServerError> {
    let found = rows!(
        on,
        (i64,),
        "SELECT id FROM support_requests
         WHERE state = 'approved' AND effect_at <= $1 AND ($2 = -1 OR account_id = $2) ORDER BY effect_at, id",
        now.as_unix(),
        account.map_or(-1, |id| id.0),
    )?;
    Ok(found.into_iter().map(|(id,)| RequestId(id)).collect())
}

/// Writes a step down.
///
/// # Errors
/// `Database`.
pub async fn step(
    tx: &mut Tx,
    id: RequestId,
    now: Timestamp,
    state: RequestState,
    actor: Option<AccountId>,
    note: &StepNote,
) -> Result<(), ServerError> {
    let note = match note {
        StepNote::Typed(text) => text.as_str(),
        StepNote::AccountLocked => LOCKED,
        StepNote::AdministratorsAccount => ADMINISTRATORS,
    };
    exec!(
        tx,
        "INSERT INTO support_request_steps (request_id, at, state, actor_id, note) VALUES ($1, $2, $3, $4, $5)",
        id.0,
        now.as_unix(),
        state.as_str(),
        actor.map(|actor| actor.0),
        note,
    )?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct StepRow {
    at: i64,
    state: String,
    note: String,
    actor: Option<String>,
}

impl TryFrom<StepRow> for Step {
    type Error = ServerError;

    fn try_from(row: StepRow) -> Result<Self, ServerError> {
        // what somebody typed is theirs, whatever it says
        let note = match (&row.actor, row.note.as_str()) {
            (None, LOCKED) => StepNote::AccountLocked,
            (None, ADMINISTRATORS) => StepNote::AdministratorsAccount,
            _ => StepNote::Typed(row.note),
        };
        Ok(Self { at: Timestamp::from_unix(row.at), state: state_of(&row.state)?, actor: row.actor, note })
    }
}

/// What was done with a request, in order.
///
/// # Errors
/// `Database`, `Stored`.
pub async fn steps(on: &mut impl Queryable, id: RequestId) -> Result<Vec<Step>, ServerError> {
    let found = rows!(
        on,
        StepRow,
        "SELECT s.at, s.state, s.note, a.name AS actor FROM support_request_steps s
             LEFT JOIN accounts a ON a.id = s.actor_id
         WHERE s.request_id = $1 ORDER BY s.id",
        id.0,
    )?;
    found.into_iter().map(Step::try_from).collect()
}

/// The role, by now, of whoever approved a request.
///
/// # Errors
/// `Database`, `Stored`.
pub async fn approver(on: &mut impl Queryable, id: RequestId) -> Result<Option<Role>, ServerError> {
    let found: Option<(String,)> = row!(
        on,
        (String,),
        "SELECT a.role FROM support_request_steps s JOIN accounts a ON a.id = s.actor_id
         WHERE s.request_id = $1 AND s.state = 'approved' ORDER BY s.id DESC LIMIT 1",
        id.0,
    )?;
    found.map(|(role,)| role_of(&role)).transpose()
}

/// Who took a request into review.
///
/// # Errors
/// `Database`.
pub async fn reviewer(on: &mut impl Queryable, id: RequestId) -> Result<Option<AccountId>, ServerError> {
    let found: Option<(Option<i64>,)> = row!(
        on,
        (Option<i64>,),
        "SELECT actor_id FROM support_request_steps WHERE request_id = $1 AND state = 'in_review'
         ORDER BY id DESC LIMIT 1",
        id.0,
    )?;
    Ok(found.and_then(|(actor,)| actor).map(AccountId))
}

/// Forgets requests that were over before `before`, with their steps. Answers how many requests.
///
/// # Errors
/// `Database`.
pub async fn purge(tx: &mut Tx, before: Timestamp) -> Result<u64, ServerError> {
    Ok(exec!(
        tx,
        "DELETE FROM support_requests WHERE state IN ('refused', 'stopped', 'done') AND id NOT IN
             (SELECT request_id FROM support_request_steps WHERE at >= $1)",
        before.as_unix(),
    )?)
}
