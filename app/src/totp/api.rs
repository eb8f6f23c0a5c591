//! What the forms about the authenticator app do.

#![allow(missing_docs, reason = "a server function becomes a struct, whose fields are its arguments")]

use crate::error::ApiError;
use crate::form::Done;
use leptos::prelude::*;

/// Proves the pending enrolment by its first code. Whoever has recovery codes to save goes there first.
#[server(name = ConfirmTotp, prefix = "/api", endpoint = "totp/confirm")]
pub async fn confirm_totp(#[server(default)] code: String) -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    let ports = crate::visit::ports()?;
    ports.totp.confirm(&visit, &person, &code).await?;
    let unsaved = ports.recovery.view(&visit, &person).await?.unsaved.is_some();
    let next = if unsaved { "/security/mfa/recovery" } else { "/security/mfa" };
    Ok(Done::at(next).saying(crate::form::Notice::TotpEnabled))
}

/// Removes the authenticator.
#[server(name = RemoveTotp, prefix = "/api", endpoint = "totp/remove")]
pub async fn remove_totp() -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    crate::visit::ports()?.totp.remove(&visit, &person).await?;
    Ok(Done::at("/security/mfa").saying(crate::form::Notice::TotpRemoved))
}

/// Proves the enrolment of somebody who has to enrol while signing in. The recovery codes are shown next,
/// and the way on leads to where the person wanted to go.
#[server(name = ConfirmTotpAtSignIn, prefix = "/api", endpoint = "totp/confirm-at-sign-in")]
pub async fn confirm_totp_at_sign_in(#[server(default)] code: String) -> Result<Done, ApiError> {
    let (visit, half) = crate::visit::password_verified()?;
    let next = crate::visit::ports()?.totp.confirm_at_sign_in(&visit, &half, &code).await?;
    Ok(Done::at(crate::recovery::path_to_save(next.as_ref())).saying(crate::form::Notice::TotpEnabled))
}
