//! What the form of Admin → Decisions does.

#![allow(missing_docs, reason = "a server function becomes a struct, whose fields are its arguments")]
#![allow(clippy::too_many_arguments, reason = "one for each field of the form")]

use crate::error::ApiError;
use crate::form::Done;
use leptos::prelude::*;

/// Asks about a sign-in. Without a draft the answer has an address of its own; with one, which may be long, the
/// form's page is the answer.
#[server(name = AskDecision, prefix = "/api", endpoint = "decision/ask")]
#[allow(clippy::too_many_arguments, reason = "the fields of a form")]
pub async fn ask_decision(
    #[server(default)] person: String,
    #[server(default)] address: String,
    #[server(default)] at: String,
    #[server(default)] way: String,
    #[server(default)] shown: String,
    #[server(default)] entry: String,
    #[server(default)] policy: String,
    #[server(default)] rules: String,
) -> Result<Done, ApiError> {
    let (visit, admin) = crate::visit::administrator()?;
    let asked = super::Asked { person, address, at, way, shown, entry, policy, rules };
    crate::visit::ports()?.decision.check(&visit, &admin, &asked).await?;
    Ok(if asked.compares() { Done::here() } else { Done::at(asked.path()) })
}
