//! What the forms about recovery codes do.

#![allow(missing_docs, reason = "a server function becomes a struct, whose fields are its arguments")]

use crate::error::ApiError;
use crate::form::Done;
use leptos::prelude::*;

/// Makes new codes; the old ones stop working.
#[server(name = MakeRecoveryCodes, prefix = "/api", endpoint = "recovery/make")]
pub async fn make_recovery_codes() -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    crate::visit::ports()?.recovery.make(&visit, &person).await?;
    Ok(Done::at("/security/mfa/recovery"))
}

/// The person has saved them: they are not shown again. `next` is where to go on.
#[server(name = RecoveryCodesSaved, prefix = "/api", endpoint = "recovery/saved")]
pub async fn recovery_codes_saved(#[server(default)] next: String) -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    crate::visit::ports()?.recovery.saved(&visit, &person).await?;
    let next = crate::form::ReturnPath::parse(&next);
    Ok(Done::at(next.as_ref().map_or("/security/mfa", crate::form::ReturnPath::as_str)))
}
