//! What the forms of the recommendation do.

#![allow(missing_docs, reason = "a server function becomes a struct, whose fields are its arguments")]

use crate::error::ApiError;
use crate::form::Done;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {crate::error::Problem, sekisho_engine::method::Method};

/// Puts the recommendation off.
#[server(name = PutOffRecommendation, prefix = "/api", endpoint = "recommendation/put-off")]
pub async fn put_off_recommendation() -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    crate::visit::ports()?.recommendation.put_off(&visit, &person).await?;
    Ok(Done::at("/"))
}

/// Goes on to set up the chosen method.
#[server(name = ChooseMethod, prefix = "/api", endpoint = "recommendation/choose")]
pub async fn choose_method(#[server(default)] method: String) -> Result<Done, ApiError> {
    let _signed_in = crate::visit::signed_in()?;
    match Method::from_name(&method) {
        Some(Method::Totp) => Ok(Done::at("/security/mfa/totp")),
        Some(Method::Paired) => Ok(Done::at("/security/mfa/paired")),
        Some(Method::Email) => Ok(Done::at("/security/mfa/email")),
        Some(Method::Recovery) | None if method.is_empty() => Err(Problem::Missing.at("method")),
        Some(Method::Recovery) | None => Err(Problem::NotOffered.at("method")),
    }
}
