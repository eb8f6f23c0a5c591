//! What the forms of signing in and out do.

#![allow(missing_docs, reason = "a server function becomes a struct, whose fields are its arguments")]

use crate::error::ApiError;
use crate::form::Done;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    super::{Begin, NextStep},
    crate::error::Problem,
    crate::form::{Notice, ReturnPath, required},
    crate::ui::TICKED,
    crate::visit::Caller,
    sekisho_engine::method::Method,
};

/// The longest identifier that a cookie carries, in bytes: longer ones are nobody's.
#[cfg(feature = "ssr")]
const LONGEST_IDENTIFIER: usize = 254;

/// Takes identifier and password; goes on to the second factor, to setting one up, or in.
#[server(name = BeginSignIn, prefix = "/api", endpoint = "sign-in/begin")]
pub async fn begin_sign_in(
    #[server(default)] identifier: String,
    #[server(default)] password: String,
    #[server(default)] way: String,
    #[server(default)] remember: String,
    #[server(default)] next: String,
) -> Result<Done, ApiError> {
    let visit = crate::visit::visit()?;
    let identifier = required(&identifier, "identifier")?;
    if password.is_empty() {
        return Err(Problem::Missing.at("password"));
    }
    let next = ReturnPath::parse(&next);
    let way = super::way_from_code(&way);
    let remember = remember == TICKED;
    let begin = Begin { identifier, password: &password, way, remember, next: next.clone() };
    let step = crate::visit::ports()?.sign_in.begin(&visit, begin).await?;
    Ok(match step {
        NextStep::Verify => Done::at("/sign-in/verify"),
        NextStep::Enrol => Done::at("/sign-in/enrol"),
        NextStep::SignedIn => home_or(next),
    })
}

/// Takes the identifier alone, where the policy asks for the password on a page of its own. Whether there is
/// such an account shows neither here nor there.
#[server(name = IdentifySignIn, prefix = "/api", endpoint = "sign-in/identify")]
pub async fn identify_sign_in(
    #[server(default)] identifier: String,
    #[server(default)] way: String,
    #[server(default)] next: String,
) -> Result<Done, ApiError> {
    let visit = crate::visit::visit()?;
    let identifier = required(&identifier, "identifier")?;
    if identifier.len() > LONGEST_IDENTIFIER {
        return Err(Problem::TooLong { max: LONGEST_IDENTIFIER }.at("identifier"));
    }
    crate::visit::ports()?.sign_in.identify(&visit, identifier).await?;
    Ok(Done::at(super::password_path(super::way_from_code(&way), ReturnPath::parse(&next).as_ref())))
}

/// Takes the code of a second factor and signs in.
#[server(name = VerifySignIn, prefix = "/api", endpoint = "sign-in/verify")]
pub async fn verify_sign_in(
    #[server(default)] factor: String,
    #[server(default)] code: String,
) -> Result<Done, ApiError> {
    let (visit, half) = crate::visit::password_verified()?;
    let factor = Method::from_name(&factor).ok_or(Problem::MethodUnavailable)?;
    let code = required(&code, "code")?;
    Ok(home_or(crate::visit::ports()?.sign_in.verify(&visit, &half, factor, code).await?))
}

/// Sends a code by e-mail.
#[server(name = SendSignInCode, prefix = "/api", endpoint = "sign-in/send-code")]
pub async fn send_sign_in_code() -> Result<Done, ApiError> {
    let (visit, half) = crate::visit::password_verified()?;
    crate::visit::ports()?.sign_in.send_code(&visit, &half).await?;
    Ok(Done::at("/sign-in/verify?factor=email").saying(Notice::CodeSent))
}

/// Begins to show a second factor again, for somebody who is signed in.
#[server(name = StepUp, prefix = "/api", endpoint = "sign-in/step-up")]
pub async fn step_up(#[server(default)] next: String) -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    let next = ReturnPath::parse(&next);
    Ok(match crate::visit::ports()?.sign_in.step_up(&visit, &person, next.clone()).await? {
        NextStep::Verify => Done::at("/sign-in/verify"),
        NextStep::Enrol => Done::at("/sign-in/enrol"),
        NextStep::SignedIn => home_or(next),
    })
}

/// Ends a half-finished sign-in.
#[server(name = CancelSignIn, prefix = "/api", endpoint = "sign-in/cancel")]
pub async fn cancel_sign_in() -> Result<Done, ApiError> {
    let (visit, half) = crate::visit::password_verified()?;
    crate::visit::ports()?.sign_in.cancel(&visit, &half).await?;
    Ok(Done::at(if matches!(visit.caller, Caller::SignedIn(_)) { "/" } else { "/sign-in" }))
}

/// Signs out.
#[server(name = SignOut, prefix = "/api", endpoint = "sign-in/out")]
pub async fn sign_out() -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    crate::visit::ports()?.sign_in.sign_out(&visit, &person).await?;
    Ok(Done::at("/sign-in").saying(Notice::SignedOut))
}

/// Where the person wanted to go, else the dashboard.
#[cfg(feature = "ssr")]
pub(crate) fn home_or(next: Option<ReturnPath>) -> Done {
    Done::at(next.map_or_else(|| "/".to_owned(), |next| next.as_str().to_owned()))
}
