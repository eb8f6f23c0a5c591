//! What the forms of Admin → Portal rules do.

#![allow(missing_docs, reason = "a server function becomes a struct, whose fields are its arguments")]

use crate::error::ApiError;
use crate::form::Done;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {crate::allowlist::Draft, crate::form::Notice};

#[cfg(feature = "ssr")]
const PATH: &str = "/admin/portal-rules";

/// Shows what a draft would do, and changes nothing: the page is the answer.
#[server(name = LookAtPortalRules, prefix = "/api", endpoint = "portal-rules/look")]
pub async fn look() -> Result<Done, ApiError> {
    crate::visit::administrator()?;
    Ok(Done::here())
}

/// Saves a whole list. What isn't seen yet of what will come of it is shown first.
#[server(name = SavePortalRules, prefix = "/api", endpoint = "portal-rules/save")]
pub async fn save(
    #[server(default)] text: String,
    #[server(default)] version: i64,
    #[server(default)] seen: String,
    #[server(default)] confirmed: String,
) -> Result<Done, ApiError> {
    let (visit, admin) = crate::visit::administrator()?;
    let draft = Draft { text: &text, version, seen: &seen, confirmed: confirmed.parse().ok() };
    let agreed = !confirmed.is_empty();
    crate::visit::ports()?.portal_rules.save(&visit, &admin, draft, agreed).await?;
    Ok(Done::at(PATH).saying(Notice::ListSaved))
}

/// Puts a whole list on trial.
#[server(name = TryPortalRules, prefix = "/api", endpoint = "portal-rules/try")]
pub async fn attempt(
    #[server(default)] text: String,
    #[server(default)] version: i64,
    #[server(default)] seen: String,
) -> Result<Done, ApiError> {
    let (visit, admin) = crate::visit::administrator()?;
    let draft = Draft { text: &text, version, seen: &seen, confirmed: None };
    crate::visit::ports()?.portal_rules.begin_trial(&visit, &admin, draft).await?;
    Ok(Done::at(PATH).saying(Notice::TrialBegan))
}
