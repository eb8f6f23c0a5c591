//! What the forms of Authorized IP Access do.

#![allow(missing_docs, reason = "a server function becomes a struct, whose fields are its arguments")]

use crate::error::ApiError;
use crate::form::Done;
use leptos::prelude::*;

/// Adds a rule. `confirmed` is the address that the person agreed to leave uncovered, as it was named to them.
#[server(name = AddRule, prefix = "/api", endpoint = "allowlist/add")]
pub async fn add_rule(
    #[server(default)] rule: String,
    #[server(default)] note: String,
    #[server(default)] confirmed: String,
) -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    let ports = crate::visit::ports()?;
    ports.allowlist.add(&visit, &person, &rule, note.trim(), confirmed.parse().ok()).await?;
    Ok(Done::at("/security/allowlist").saying(crate::form::Notice::RuleAdded))
}

/// Removes a rule. `confirmed` as in [`add_rule`].
#[server(name = RemoveRule, prefix = "/api", endpoint = "allowlist/remove")]
pub async fn remove_rule(
    #[server(default)] id: String,
    #[server(default)] confirmed: String,
) -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    let ports = crate::visit::ports()?;
    let id = id.parse().map_err(|_| crate::error::Problem::NotFound)?;
    ports.allowlist.remove(&visit, &person, id, confirmed.parse().ok()).await?;
    Ok(Done::at("/security/allowlist").saying(crate::form::Notice::RuleRemoved))
}
