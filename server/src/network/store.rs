//! The rows of networks.

use crate::db::Queryable;
use crate::error::ServerError;
use crate::{row, rows};
use sekisho_engine::network::{Network, NetworkAction};

/// How an action is stored.
#[must_use]
pub const fn action_name(action: NetworkAction) -> &'static str {
    match action {
        NetworkAction::MfaSkip => "mfa_skip",
        NetworkAction::MfaRequire => "mfa_require",
        NetworkAction::Deny => "deny",
    }
}

/// The action of this name.
///
/// # Errors
/// `Stored`.
pub fn action_of(name: &str) -> Result<NetworkAction, ServerError> {
    [NetworkAction::MfaSkip, NetworkAction::MfaRequire, NetworkAction::Deny]
        .into_iter()
        .find(|action| action_name(*action) == name)
        .ok_or(ServerError::Stored("network"))
}

/// Counts the changes of the networks.
///
/// # Errors
/// `Database`.
pub async fn version(on: &mut impl Queryable) -> Result<i64, ServerError> {
    let found: Option<(i64,)> = row!(on, (i64,), "SELECT networks_version FROM portal_state WHERE id = 1")?;
    found.map(|(version,)| version).ok_or(ServerError::Stored("portal state"))
}

#[derive(sqlx::FromRow)]
struct Row {
    name: String,
    action: String,
    rule: Option<String>,
}

/// All networks, in their order.
///
/// # Errors
/// `Database`, `Stored`.
pub async fn list(on: &mut impl Queryable) -> Result<Vec<Network>, ServerError> {
    let found = rows!(
        on,
        Row,
        "SELECT n.name, n.action, r.rule FROM networks n LEFT JOIN network_rules r ON r.network_id = n.id
         ORDER BY n.position, n.id, r.id",
    )?;
    let mut networks: Vec<Network> = Vec::new();
    for row in found {
        let rule = row.rule.map(|rule| rule.parse()).transpose().map_err(|_| ServerError::Stored("rule"))?;
        match networks.last_mut() {
            Some(last) if last.name == row.name => last.rules.extend(rule),
            _ => networks.push(Network {
                action: action_of(&row.action)?,
                name: row.name,
                rules: rule.into_iter().collect(),
            }),
        }
    }
    Ok(networks)
}
