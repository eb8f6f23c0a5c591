//! The rows of networks.

use crate::db::{Queryable, Tx};
use crate::error::ServerError;
use crate::mail_gate::kick::store as kicks;
use crate::{exec, row, rows};
use sekisho_app::id::NetworkId;
use sekisho_engine::allowlist::Rule;
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

/// Counts a change of the networks. Taken first, it also keeps other changes of them waiting, so that what the
/// author was shown is what the change is made to. Live sessions of mail software are looked at again.
///
/// # Errors
/// `Database`.
pub async fn changed(tx: &mut Tx) -> Result<(), ServerError> {
    exec!(tx, "UPDATE portal_state SET networks_version = networks_version + 1 WHERE id = 1")?;
    kicks::review_everybody(tx).await
}

/// A network with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its number.
    pub id: NetworkId,
    /// The network.
    pub network: Network,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    name: String,
    action: String,
    rule: Option<String>,
}

/// All networks, in their order.
///
/// # Errors
/// `Database`, `Stored`.
pub async fn list(on: &mut impl Queryable) -> Result<Vec<Stored>, ServerError> {
    let found = rows!(
        on,
        Row,
        "SELECT n.id, n.name, n.action, r.rule FROM networks n LEFT JOIN network_rules r ON r.network_id = n.id
         ORDER BY n.position, n.id, r.id",
    )?;
    let mut all: Vec<Stored> = Vec::new();
    for row in found {
        let rule = row.rule.map(|rule| rule.parse()).transpose().map_err(|_| ServerError::Stored("rule"))?;
        match all.last_mut() {
            Some(last) if last.id.0 == row.id => last.network.rules.extend(rule),
            _ => all.push(Stored {
                id: NetworkId(row.id),
                network: Network {
                    action: action_of(&row.action)?,
                    name: row.name,
                    rules: rule.into_iter().collect(),
                },
            }),
        }
    }
    Ok(all)
}

/// A name as it is compared.
#[must_use]
pub fn name_key(name: &str) -> String {
    name.to_lowercase()
}

/// Puts a new network after all others.
///
/// # Errors
/// `Database`.
pub async fn insert(tx: &mut Tx, network: &Network) -> Result<NetworkId, ServerError> {
    let made: Option<(i64,)> = row!(
        tx,
        (i64,),
        "INSERT INTO networks (position, name, name_key, action)
         VALUES ((SELECT COALESCE(MAX(position), -1) + 1 FROM networks), $1, $2, $3) RETURNING id",
        network.name.as_str(),
        name_key(&network.name),
        action_name(network.action),
    )?;
    let id = made.map(|(id,)| NetworkId(id)).ok_or(ServerError::Stored("network"))?;
    insert_rules(tx, id, &network.rules).await?;
    Ok(id)
}

/// Replaces a network; its place stays.
///
/// # Errors
/// `Database`.
pub async fn replace(tx: &mut Tx, id: NetworkId, network: &Network) -> Result<(), ServerError> {
    exec!(
        tx,
        "UPDATE networks SET name = $2, name_key = $3, action = $4 WHERE id = $1",
        id.0,
        network.name.as_str(),
        name_key(&network.name),
        action_name(network.action),
    )?;
    exec!(tx, "DELETE FROM network_rules WHERE network_id = $1", id.0)?;
    insert_rules(tx, id, &network.rules).await
}

async fn insert_rules(tx: &mut Tx, id: NetworkId, rules: &[Rule]) -> Result<(), ServerError> {
    for rule in rules {
        let sql = "INSERT INTO network_rules (network_id, rule) VALUES ($1, $2)";
        exec!(tx, sql, id.0, rule.to_string())?;
    }
    Ok(())
}

/// Deletes a network; answers whether it was there.
///
/// # Errors
/// `Database`.
pub async fn remove(tx: &mut Tx, id: NetworkId) -> Result<bool, ServerError> {
    Ok(exec!(tx, "DELETE FROM networks WHERE id = $1", id.0)? == 1)
}

/// Puts the networks into this order.
///
/// # Errors
/// `Database`.
pub async fn order(tx: &mut Tx, ids: impl IntoIterator<Item = NetworkId>) -> Result<(), ServerError> {
    for (position, id) in (0_i64..).zip(ids) {
        exec!(tx, "UPDATE networks SET position = $2 WHERE id = $1", id.0, position)?;
    }
    Ok(())
}

/// Whether there is a network where no second factor is asked for.
///
/// # Errors
/// `Database`.
pub async fn skips(on: &mut impl Queryable) -> Result<bool, ServerError> {
    let found: Option<(i64,)> =
        row!(on, (i64,), "SELECT id FROM networks WHERE action = 'mfa_skip' LIMIT 1")?;
    Ok(found.is_some())
}
