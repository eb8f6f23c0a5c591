//! What the form of setting up an account does.

#![allow(missing_docs, reason = "a server function becomes a struct, whose fields are its arguments")]

use crate::error::ApiError;
use crate::form::Done;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::form::Notice;

/// Sets the account up by the link that was opened. Address and name count for the first administrator only.
#[server(name = CompleteSetup, prefix = "/api", endpoint = "setup/complete")]
pub async fn complete_setup(
    #[server(default)] email: String,
    #[server(default)] name: String,
    #[server(default)] new_password: String,
) -> Result<Done, ApiError> {
    let visit = crate::visit::visit()?;
    crate::visit::ports()?.setup.complete(&visit, email.trim(), name.trim(), &new_password).await?;
    Ok(Done::at("/sign-in").saying(Notice::AccountReady))
}
