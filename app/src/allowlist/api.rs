//! What the forms of Authorized IP Access do.

#![allow(missing_docs, reason = "a server function becomes a struct, whose fields are its arguments")]

use crate::error::ApiError;
use crate::form::Done;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::{Draft, TypedRule};

/// Adds a rule. `confirmed` is the address that the person agreed to leave uncovered, as it was named to them.
#[server(name = AddRule, prefix = "/api", endpoint = "allowlist/add")]
pub async fn add_rule(
    #[server(default)] rule: String,
    #[server(default)] note: String,
    #[server(default)] until: String,
    #[server(default)] confirmed: String,
) -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    let ports = crate::visit::ports()?;
    let typed = TypedRule { rule: &rule, note: &note, until: &until };
    ports.allowlist.add(&visit, &person, typed, confirmed.parse().ok()).await?;
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

/// Changes the note and the end of a rule. `confirmed` as in [`add_rule`].
#[server(name = AmendRule, prefix = "/api", endpoint = "allowlist/amend")]
pub async fn amend_rule(
    #[server(default)] id: String,
    #[server(default)] note: String,
    #[server(default)] until: String,
    #[server(default)] confirmed: String,
) -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    let ports = crate::visit::ports()?;
    let id = id.parse().map_err(|_| crate::error::Problem::NotFound)?;
    let typed = TypedRule { rule: "", note: &note, until: &until };
    ports.allowlist.amend(&visit, &person, id, typed, confirmed.parse().ok()).await?;
    Ok(Done::at("/security/allowlist").saying(crate::form::Notice::RuleAmended))
}

/// Shows what saving a whole list would do: the page is the answer, and nothing is changed.
#[server(name = LookAtList, prefix = "/api", endpoint = "allowlist/look")]
pub async fn look_at_list() -> Result<Done, ApiError> {
    crate::visit::signed_in()?;
    Ok(Done::here())
}

/// Saves a whole list. What isn't seen yet of what will come of it is shown first.
#[server(name = SaveList, prefix = "/api", endpoint = "allowlist/save")]
pub async fn save_list(
    #[server(default)] text: String,
    #[server(default)] version: String,
    #[server(default)] seen: String,
    #[server(default)] confirmed: String,
) -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    let draft =
        Draft { text: &text, version: whole(&version), seen: &seen, confirmed: confirmed.parse().ok() };
    crate::visit::ports()?.allowlist.save(&visit, &person, draft).await?;
    Ok(Done::at("/security/allowlist").saying(crate::form::Notice::ListSaved))
}

/// Puts a whole list on trial, after the same look.
#[server(name = TryList, prefix = "/api", endpoint = "allowlist/try")]
pub async fn try_list(
    #[server(default)] text: String,
    #[server(default)] version: String,
    #[server(default)] seen: String,
) -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    let draft = Draft { text: &text, version: whole(&version), seen: &seen, confirmed: None };
    crate::visit::ports()?.allowlist.begin_trial(&visit, &person, draft).await?;
    Ok(Done::at("/security/allowlist").saying(crate::form::Notice::TrialBegan))
}

/// The version of a list; what is no number is no version that a list has.
#[cfg(feature = "ssr")]
fn whole(version: &str) -> i64 {
    version.parse().unwrap_or(-1)
}
