//! What the forms on the way to two-step sign-in do.

#![allow(missing_docs, reason = "a server function becomes a struct, whose fields are its arguments")]

use crate::error::ApiError;
use crate::form::Done;
use leptos::prelude::*;

/// Sets the new password.
#[server(name = SetTwoStepPassword, prefix = "/api", endpoint = "two-step/password")]
pub async fn set_two_step_password(#[server(default)] new_password: String) -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    crate::visit::ports()?.two_step.set_password(&visit, &person, &new_password).await?;
    Ok(Done::at(super::PATH))
}

/// Proves the authenticator app by its first code. Whoever has got there already, perhaps in another tab or by
/// a second click, is shown that it is done.
#[server(name = RegisterTwoStep, prefix = "/api", endpoint = "two-step/register")]
pub async fn register_two_step(#[server(default)] code: String) -> Result<Done, ApiError> {
    use super::TwoStepView;
    let (visit, person) = crate::visit::signed_in()?;
    let ports = crate::visit::ports()?;
    let due = async || match ports.two_step.view(&visit, &person).await {
        Ok(view) => Ok(matches!(view, TwoStepView::Authenticator { .. })),
        Err(error) => Err(error),
    };
    if due().await?
        && let Err(error) = ports.totp.confirm(&visit, &person, &code).await
        && due().await?
    {
        return Err(error);
    }
    Ok(Done::at(super::PATH))
}
