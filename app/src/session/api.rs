//! What the forms about sessions do.

#![allow(missing_docs, reason = "a server function becomes a struct, whose fields are its arguments")]

use crate::error::ApiError;
use crate::form::Done;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::error::Problem,
    crate::form::{Notice, ReturnPath},
};

/// Ends one of the person's sessions.
#[server(name = RevokeSession, prefix = "/api", endpoint = "session/revoke")]
pub async fn revoke_session(#[server(default)] session: String) -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    let session = session.parse().map_err(|_| Problem::NotFound)?;
    crate::visit::ports()?.session.revoke(&visit, &person, session).await?;
    Ok(Done::at("/security/sessions").saying(Notice::SessionRevoked))
}

/// Ends all of the person's sessions but the present one.
#[server(name = RevokeOtherSessions, prefix = "/api", endpoint = "session/revoke-others")]
pub async fn revoke_other_sessions() -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    crate::visit::ports()?.session.revoke_others(&visit, &person).await?;
    Ok(Done::at("/security/sessions").saying(Notice::OtherSessionsRevoked))
}

/// Proves again who one is, and goes on to `next`.
#[server(name = Reauthenticate, prefix = "/api", endpoint = "session/reauthenticate")]
pub async fn reauthenticate(
    #[server(default)] password: String,
    #[server(default)] code: String,
    #[server(default)] next: String,
) -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    if password.is_empty() {
        return Err(Problem::Missing.at("password"));
    }
    crate::visit::ports()?.session.reauthenticate(&visit, &person, &password, &code).await?;
    Ok(crate::sign_in::api::home_or(ReturnPath::parse(&next)))
}
