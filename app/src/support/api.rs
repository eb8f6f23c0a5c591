//! What the forms about requests to support do.

#![allow(missing_docs, reason = "a server function becomes a struct, whose fields are its arguments")]

use crate::error::ApiError;
use crate::form::Done;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {super::Asked, crate::error::Problem, crate::form::Notice, crate::id::RequestId};

/// Asks support to remove the second factors of an account.
#[server(name = RequestMfaRemoval, prefix = "/api", endpoint = "support/request-mfa-removal")]
pub async fn request_mfa_removal(
    #[server(default)] email: String,
    #[server(default)] name: String,
    #[server(default)] company: String,
    #[server(default)] phone: String,
    #[server(default)] case_number: String,
    #[server(default)] summary: String,
    #[server(default)] acknowledged: String,
) -> Result<Done, ApiError> {
    let visit = crate::visit::visit()?;
    let asked = Asked { email, name, company, phone, case_number, summary };
    crate::visit::ports()?.support.ask(&visit, &asked, acknowledged == "yes").await?;
    Ok(Done::at("/support/mfa-removal").saying(Notice::SupportRequested))
}

/// Takes a request into review.
#[server(name = TakeRequest, prefix = "/api", endpoint = "support/take")]
pub async fn take_request(#[server(default)] id: String) -> Result<Done, ApiError> {
    let (visit, by) = crate::visit::supporter()?;
    let id = request_of(&id)?;
    crate::visit::ports()?.support.take(&visit, &by, id).await?;
    Ok(Done::at(super::request_path(id)).saying(Notice::RequestTaken))
}

/// Approves a request.
#[server(name = ApproveRequest, prefix = "/api", endpoint = "support/approve")]
pub async fn approve_request(
    #[server(default)] id: String,
    #[server(default)] note: String,
) -> Result<Done, ApiError> {
    let (visit, by) = crate::visit::supporter()?;
    let id = request_of(&id)?;
    let at_once = crate::visit::ports()?.support.approve(&visit, &by, id, &note).await?;
    let notice = if at_once { Notice::RequestDone } else { Notice::RequestApproved };
    Ok(Done::at(super::request_path(id)).saying(notice))
}

/// Refuses a request.
#[server(name = RefuseRequest, prefix = "/api", endpoint = "support/refuse")]
pub async fn refuse_request(
    #[server(default)] id: String,
    #[server(default)] note: String,
) -> Result<Done, ApiError> {
    let (visit, by) = crate::visit::supporter()?;
    let id = request_of(&id)?;
    crate::visit::ports()?.support.refuse(&visit, &by, id, &note).await?;
    Ok(Done::at(super::request_path(id)).saying(Notice::RequestRefused))
}

/// Stops the request whose link was opened.
#[server(name = StopRequest, prefix = "/api", endpoint = "support/stop")]
pub async fn stop_request() -> Result<Done, ApiError> {
    let visit = crate::visit::visit()?;
    crate::visit::ports()?.support.stop(&visit).await?;
    Ok(Done::at("/support/stop"))
}

/// Stops the open request about one's own account.
#[server(name = StopOwnRequest, prefix = "/api", endpoint = "support/stop-own")]
pub async fn stop_own_request() -> Result<Done, ApiError> {
    let (visit, person) = crate::visit::signed_in()?;
    crate::visit::ports()?.support.stop_own(&visit, &person).await?;
    Ok(Done::at("/").saying(Notice::RequestStopped))
}

/// The request that the text of a form's field names.
#[cfg(feature = "ssr")]
fn request_of(text: &str) -> crate::error::ApiResult<RequestId> {
    text.parse().map_err(|_| Problem::NotFound.into())
}
