//! What the forms about passwords do.

#![allow(missing_docs, reason = "a server function becomes a struct, whose fields are its arguments")]

use crate::error::ApiError;
use crate::form::Done;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::error::Problem,
    crate::form::{Notice, required},
};

/// Sends a link to set a new password, if there is such an account.
#[server(name = ForgotPassword, prefix = "/api", endpoint = "password/forgot")]
pub async fn forgot_password(#[server(default)] email: String) -> Result<Done, ApiError> {
    let visit = crate::visit::visit()?;
    let email = required(&email, "email")?;
    crate::visit::ports()?.password.request_reset(&visit, email).await?;
    Ok(Done::at("/forgot-password").saying(Notice::ResetRequested))
}

/// Sets a new password by the link that was opened.
#[server(name = ResetPassword, prefix = "/api", endpoint = "password/reset")]
pub async fn reset_password(#[server(default)] new_password: String) -> Result<Done, ApiError> {
    let visit = crate::visit::visit()?;
    crate::visit::ports()?.password.reset(&visit, &new_password).await?;
    Ok(Done::at("/sign-in").saying(Notice::PasswordReset))
}

/// Changes the password.
#[server(name = ChangePassword, prefix = "/api", endpoint = "password/change")]
pub async fn change_password(
    #[server(default)] current_password: String,
    #[server(default)] new_password: String,
) -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    if current_password.is_empty() {
        return Err(Problem::Missing.at("current_password"));
    }
    crate::visit::ports()?.password.change(&visit, &person, &current_password, &new_password).await?;
    Ok(Done::at("/account").saying(Notice::PasswordChanged))
}
