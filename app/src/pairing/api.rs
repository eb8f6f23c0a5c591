//! What the forms about the OTP app do.

#![allow(missing_docs, reason = "a server function becomes a struct, whose fields are its arguments")]

use crate::error::ApiError;
use crate::form::Done;
use leptos::prelude::*;

/// Takes the code that the app shows.
#[server(name = TakeApplicationCode, prefix = "/api", endpoint = "pairing/take")]
pub async fn take_application_code(#[server(default)] application_code: String) -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    crate::visit::ports()?.pairing.take(&visit, &person, &application_code).await?;
    Ok(Done::at("/security/mfa/paired?step=code"))
}

/// Proves the pairing by a first code.
#[server(name = ConfirmPairing, prefix = "/api", endpoint = "pairing/confirm")]
pub async fn confirm_pairing(#[server(default)] code: String) -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    crate::visit::ports()?.pairing.confirm(&visit, &person, &code).await?;
    Ok(Done::at("/security/mfa/paired?step=done"))
}

/// Removes the app.
#[server(name = RemovePaired, prefix = "/api", endpoint = "pairing/remove")]
pub async fn remove_paired() -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    crate::visit::ports()?.pairing.remove(&visit, &person).await?;
    Ok(Done::at("/security/mfa").saying(crate::form::Notice::PairedRemoved))
}

/// Takes the code that the app of somebody shows who has to set it up while signing in.
#[server(name = TakeApplicationCodeAtSignIn, prefix = "/api", endpoint = "pairing/take-at-sign-in")]
pub async fn take_application_code_at_sign_in(
    #[server(default)] application_code: String,
) -> Result<Done, ApiError> {
    let (visit, half) = crate::visit::password_verified()?;
    crate::visit::ports()?.pairing.take_at_sign_in(&visit, &half, &application_code).await?;
    Ok(Done::at("/sign-in/enrol?method=paired&step=user"))
}

/// Proves the pairing, and signs in. From the page that says so the way leads to where the person wanted to go.
#[server(name = ConfirmPairingAtSignIn, prefix = "/api", endpoint = "pairing/confirm-at-sign-in")]
pub async fn confirm_pairing_at_sign_in(#[server(default)] code: String) -> Result<Done, ApiError> {
    let (visit, half) = crate::visit::password_verified()?;
    let next = crate::visit::ports()?.pairing.confirm_at_sign_in(&visit, &half, &code).await?;
    Ok(Done::at(super::page::path_when_done(next.as_ref())))
}
