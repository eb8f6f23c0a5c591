//! The raw routes of the proof of another address: one for our own page, one for the other host name.
//!
//! The second one is the only one of the portal that another origin's page may reach: the portal's own page, by
//! the host name of one family. It takes no cookie, and the token in its body is all that it knows of anybody.

use crate::error::Trouble;
use crate::web::{Web, form, headers, page, visit};
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use sekisho_app::error::{ApiError, Problem};
use sekisho_app::visit::{Caller, Visit};
use serde_json::json;

/// Where a token is shown.
pub const PROVE: &str = "/api/grant/prove";
/// Where one is given out.
pub const OFFER: &str = "/api/grant/offer";
/// The largest body, in bytes: a token, and nothing else.
const MOST: usize = 256;

/// The routes.
pub fn router() -> Router<Web> {
    Router::new().route(OFFER, post(offer)).route(PROVE, post(prove).layer(DefaultBodyLimit::max(MOST)))
}

async fn offer(State(web): State<Web>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    if !headers::is_same_origin(&parts.headers, web.core.config.server.origin.as_str()) {
        return form::json(&Problem::CrossOrigin.into());
    }
    let visit = match visit::read(&web, &parts).await {
        Ok(visit) => visit,
        Err(error) => return form::json(&ApiError::from(error)),
    };
    let answer = offered(&web, &visit).await.unwrap_or_else(|error| form::json(&error));
    page::with_cookies(&visit, answer)
}

async fn offered(web: &Web, visit: &Visit) -> Result<Response, ApiError> {
    let Caller::SignedIn(person) = &visit.caller else { return Err(Problem::SignInRequired.into()) };
    let offer = web.core.offer_proof(visit, person).await?;
    let offer = offer.ok_or(Problem::NotFound)?;
    Ok(Json(json!({ "url": offer.url, "token": offer.token })).into_response())
}

async fn prove(State(web): State<Web>, parts: Parts, body: Bytes) -> Response {
    let origin = web.core.config.server.origin.as_str();
    if !comes_from(&parts.headers, origin) {
        return form::json(&Problem::CrossOrigin.into());
    }
    let mut response = match proved(&web, &parts, &body).await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => form::json(&error.into()),
    };
    let answer = response.headers_mut();
    if let Ok(origin) = HeaderValue::from_str(origin) {
        answer.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    }
    answer.insert(header::VARY, HeaderValue::from_static("Origin"));
    // the page of another origin reads the answer
    let policy = HeaderName::from_static("cross-origin-resource-policy");
    answer.insert(policy, HeaderValue::from_static("cross-origin"));
    response
}

async fn proved(web: &Web, parts: &Parts, body: &[u8]) -> Result<(), Trouble> {
    let text = std::str::from_utf8(body).map_err(|_| Problem::Malformed)?;
    let visit = visit::anonymous(web, parts);
    web.core.prove_family(&visit, text).await
}

/// Whether the request was made by a page of `origin`, and by no other.
fn comes_from(headers: &HeaderMap, origin: &str) -> bool {
    let mut named = headers.get_all(header::ORIGIN).iter();
    named.next().is_some_and(|named| named.as_bytes() == origin.as_bytes()) && named.next().is_none()
}
