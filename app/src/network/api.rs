//! What the forms of Admin → Networks do.

#![allow(missing_docs, reason = "a server function becomes a struct, whose fields are its arguments")]

use crate::error::ApiError;
use crate::form::Done;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    super::{Consent, Draft},
    crate::error::Problem,
    crate::form::Notice,
    crate::id::NetworkId,
};

#[cfg(feature = "ssr")]
const PATH: &str = "/admin/networks";

#[cfg(feature = "ssr")]
fn network(id: &str) -> Result<NetworkId, ApiError> {
    id.parse().map_err(|_| Problem::NotFound.into())
}

/// Saves a network. What isn't seen yet of what will come of it is shown first.
#[server(name = SaveNetwork, prefix = "/api", endpoint = "network/save")]
pub async fn save_network(
    #[server(default)] id: String,
    #[server(default)] name: String,
    #[server(default)] action: String,
    #[server(default)] rules: String,
    #[server(default)] seen: String,
    #[server(default)] confirmed: String,
) -> Result<Done, ApiError> {
    let (visit, admin) = crate::visit::administrator()?;
    let id = if id == "new" || id.is_empty() { None } else { Some(network(&id)?) };
    let draft = Draft { name: &name, action: &action, rules: &rules };
    let consent = Consent { seen: &seen, confirmed: confirmed.parse().ok() };
    crate::visit::ports()?.network.save(&visit, &admin, id, draft, consent).await?;
    Ok(Done::at(PATH).saying(Notice::NetworkSaved))
}

/// Deletes a network.
#[server(name = RemoveNetwork, prefix = "/api", endpoint = "network/remove")]
pub async fn remove_network(
    #[server(default)] id: String,
    #[server(default)] confirmed: String,
) -> Result<Done, ApiError> {
    let (visit, admin) = crate::visit::administrator()?;
    let id = network(&id)?;
    crate::visit::ports()?.network.remove(&visit, &admin, id, confirmed.parse().ok()).await?;
    Ok(Done::at(PATH).saying(Notice::NetworkRemoved))
}

/// Moves a network up.
#[server(name = RaiseNetwork, prefix = "/api", endpoint = "network/raise")]
pub async fn raise_network(
    #[server(default)] id: String,
    #[server(default)] confirmed: String,
) -> Result<Done, ApiError> {
    shift(&id, true, &confirmed).await
}

/// Moves a network down.
#[server(name = LowerNetwork, prefix = "/api", endpoint = "network/lower")]
pub async fn lower_network(
    #[server(default)] id: String,
    #[server(default)] confirmed: String,
) -> Result<Done, ApiError> {
    shift(&id, false, &confirmed).await
}

#[cfg(feature = "ssr")]
async fn shift(id: &str, up: bool, confirmed: &str) -> Result<Done, ApiError> {
    let (visit, admin) = crate::visit::administrator()?;
    let id = network(id)?;
    crate::visit::ports()?.network.shift(&visit, &admin, id, up, confirmed.parse().ok()).await?;
    Ok(Done::at(PATH).saying(Notice::NetworksReordered))
}
