//! What proxies are answered.

use super::asked::{Original, scheme};
use super::identity::Identity;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// The longest way back that is kept, in bytes; longer ones lead to the application's front page.
const LONGEST_TARGET: usize = 1_500;

/// Whose convention an answer follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Convention {
    /// nginx knows 2xx, 401 and 403, and makes an error of its own of everything else.
    AuthRequest,
    /// Caddy, Traefik and Envoy hand the answer on to the browser.
    HandedOn {
        /// Whether a browser asks for a page.
        page: bool,
    },
}

fn empty(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    // no decision is anybody else's to keep
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// They pass, and this is who they are.
pub(super) fn pass(identity: &Identity) -> Response {
    let mut response = empty(StatusCode::OK);
    identity.write(response.headers_mut());
    response
}

/// They don't.
pub(super) fn refused() -> Response {
    let mut response = empty(StatusCode::FORBIDDEN);
    *response.body_mut() = Body::from("You may not open this page.\n");
    written(response.headers_mut());
    response
}

/// They sign in first, or show a second factor: at the application's own host, which leads to the portal and
/// back.
pub(super) fn elsewhere(original: &Original, convention: Convention, secure: bool) -> Response {
    let status = match (convention, original.method.as_ref()) {
        (Convention::AuthRequest | Convention::HandedOn { page: false }, _) => StatusCode::UNAUTHORIZED,
        (Convention::HandedOn { page: true }, Some(&Method::GET | &Method::HEAD)) => StatusCode::FOUND,
        (Convention::HandedOn { page: true }, _) => StatusCode::SEE_OTHER,
    };
    let Ok(location) = HeaderValue::try_from(start(original, secure)) else { return refused() };
    let mut response = empty(status);
    *response.body_mut() = Body::from("Sign in to open this page.\n");
    let headers = response.headers_mut();
    headers.insert(header::LOCATION, location);
    written(headers);
    response
}

/// The address on the application's host that leads to the portal.
fn start(original: &Original, secure: bool) -> String {
    let target = if original.target.len() > LONGEST_TARGET { "/" } else { &original.target };
    let to = utf8_percent_encode(target, NON_ALPHANUMERIC);
    format!("{}://{}{}?to={to}", scheme(secure), original.host, super::START)
}

/// What is written for whoever reads the answer.
fn written(headers: &mut HeaderMap) {
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"),
    );
}
