//! Who signed in lately, and from where: whom a change of the networks is judged by.

use crate::account::store::role_of;
use crate::db::Queryable;
use crate::error::ServerError;
use crate::rows;
use sekisho_app::id::AccountId;
use sekisho_app::network::Visitor;
use sekisho_engine::network::Seen;
use sekisho_engine::policy::Policy;
use sekisho_engine::sign_in::MfaChoice;
use sekisho_engine::time::Timestamp;

#[derive(sqlx::FromRow)]
struct Row {
    account_id: i64,
    name: String,
    email: String,
    role: String,
    mfa: String,
    registered: i64,
    address: String,
}

/// Everybody who has an account in use and signed in since `since`, once for each address; the latest first.
///
/// # Errors
/// `Database`, `Stored`.
pub(super) async fn list(
    on: &mut impl Queryable,
    policy: &Policy,
    since: Timestamp,
) -> Result<Vec<Visitor>, ServerError> {
    let found = rows!(
        on,
        Row,
        "SELECT h.account_id, a.name, a.email, a.role, a.mfa, h.address,
             CASE WHEN EXISTS (SELECT 1 FROM totp_authenticators t
                               WHERE t.account_id = a.id AND t.state IN ('active', 'disabled'))
                    OR EXISTS (SELECT 1 FROM email_authenticators e WHERE e.account_id = a.id)
                  THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS registered
         FROM (SELECT account_id, address, MAX(at) AS last FROM history
               WHERE event = 'sign_in_succeeded' AND at >= $1 AND address IS NOT NULL AND account_id IS NOT NULL
               GROUP BY account_id, address) h
         JOIN accounts a ON a.id = h.account_id
         WHERE a.state = 'active'
         ORDER BY h.last DESC, h.account_id, h.address",
        since.as_unix(),
    )?;
    found.into_iter().map(|row| visitor(row, policy)).collect()
}

fn visitor(row: Row, policy: &Policy) -> Result<Visitor, ServerError> {
    let registered = row.registered != 0;
    // as the decision has it: where nobody switches, whoever has a second factor has it on
    let on = row.mfa == "on" || (registered && !policy.people_switch());
    let seen = Seen {
        role: role_of(&row.role)?,
        mfa: if on { MfaChoice::On } else { MfaChoice::Off },
        registered,
        address: row.address.parse().map_err(|_| ServerError::Stored("address"))?,
    };
    let name = if row.name.is_empty() { row.email } else { row.name };
    Ok(Visitor { account: AccountId(row.account_id), name, seen })
}
