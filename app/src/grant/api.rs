//! What the forms about grants do.

#![allow(missing_docs, reason = "a server function becomes a struct, whose fields are its arguments")]

use crate::error::ApiError;
use crate::form::Done;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::admin::{account_of, person_path},
    crate::error::Problem,
    crate::form::Notice,
    crate::id::GrantId,
};

#[cfg(feature = "ssr")]
const PATH: &str = "/security/mfa";

#[cfg(feature = "ssr")]
fn grant(id: &str) -> Result<GrantId, ApiError> {
    id.parse().map_err(|_| Problem::NotFound.into())
}

/// Ends one of one's own grants.
#[server(name = RevokeGrant, prefix = "/api", endpoint = "grant/revoke")]
pub async fn revoke_grant(#[server(default)] id: String) -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    crate::visit::ports()?.grant.revoke(&visit, &person, grant(&id)?).await?;
    Ok(Done::at(PATH).saying(Notice::GrantRevoked))
}

/// Ends all of one's own grants.
#[server(name = RevokeGrants, prefix = "/api", endpoint = "grant/revoke-all")]
pub async fn revoke_grants() -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    crate::visit::ports()?.grant.revoke_all(&visit, &person).await?;
    Ok(Done::at(PATH).saying(Notice::GrantsRevoked))
}

/// Ends one of somebody's grants.
#[server(name = EndGrant, prefix = "/api", endpoint = "grant/end")]
pub async fn end_grant(#[server(default)] id: String) -> Result<Done, ApiError> {
    let (visit, admin) = crate::visit::administrator()?;
    let owner = crate::visit::ports()?.grant.end(&visit, &admin, grant(&id)?).await?;
    Ok(Done::at(person_path(owner)).saying(Notice::GrantEnded))
}

/// Ends all of somebody's grants.
#[server(name = EndGrants, prefix = "/api", endpoint = "grant/end-all")]
pub async fn end_grants(#[server(default)] id: String) -> Result<Done, ApiError> {
    let (visit, admin) = crate::visit::administrator()?;
    let id = account_of(&id)?;
    crate::visit::ports()?.grant.end_all(&visit, &admin, id).await?;
    Ok(Done::at(person_path(id)).saying(Notice::GrantEnded))
}
