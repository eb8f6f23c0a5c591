//! What the forms about e-mailed codes do.

#![allow(missing_docs, reason = "a server function becomes a struct, whose fields are its arguments")]

use crate::error::ApiError;
use crate::form::Done;
use leptos::prelude::*;

/// Sends a code to the account's address, or to `email` where the person says where codes go.
#[server(name = SendEmailOtp, prefix = "/api", endpoint = "email-otp/send")]
pub async fn send_email_otp(#[server(default)] email: String) -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    crate::visit::ports()?.email_otp.send(&visit, &person, &email).await?;
    Ok(Done::at("/security/mfa/email").saying(crate::form::Notice::CodeSent))
}

/// Proves the address by the code.
#[server(name = ConfirmEmailOtp, prefix = "/api", endpoint = "email-otp/confirm")]
pub async fn confirm_email_otp(#[server(default)] code: String) -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    crate::visit::ports()?.email_otp.confirm(&visit, &person, &code).await?;
    Ok(Done::at("/security/mfa").saying(crate::form::Notice::EmailOtpEnabled))
}

/// Turns e-mailed codes off.
#[server(name = RemoveEmailOtp, prefix = "/api", endpoint = "email-otp/remove")]
pub async fn remove_email_otp() -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    crate::visit::ports()?.email_otp.remove(&visit, &person).await?;
    Ok(Done::at("/security/mfa").saying(crate::form::Notice::EmailOtpRemoved))
}

/// Sends a code to somebody who has to enrol while signing in.
#[server(name = SendEmailOtpAtSignIn, prefix = "/api", endpoint = "email-otp/send-at-sign-in")]
pub async fn send_email_otp_at_sign_in(#[server(default)] email: String) -> Result<Done, ApiError> {
    let (visit, half) = crate::visit::password_verified()?;
    crate::visit::ports()?.email_otp.send_at_sign_in(&visit, &half, &email).await?;
    Ok(Done::at("/sign-in/enrol?method=email").saying(crate::form::Notice::CodeSent))
}

/// Proves the address of somebody who has to enrol while signing in.
#[server(name = ConfirmEmailOtpAtSignIn, prefix = "/api", endpoint = "email-otp/confirm-at-sign-in")]
pub async fn confirm_email_otp_at_sign_in(#[server(default)] code: String) -> Result<Done, ApiError> {
    let (visit, half) = crate::visit::password_verified()?;
    let next = crate::visit::ports()?.email_otp.confirm_at_sign_in(&visit, &half, &code).await?;
    let next = next.as_ref().map_or("/", crate::form::ReturnPath::as_str);
    Ok(Done::at(next).saying(crate::form::Notice::EmailOtpEnabled))
}
