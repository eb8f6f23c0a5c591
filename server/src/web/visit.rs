//! Who asks, from where, when: read once at the boundary.

use super::Web;
use super::cookie::Cookie;
use crate::error::ServerError;
use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use sekisho_app::i18n::Language;
use sekisho_app::visit::{Caller, Held, SetCookies, Visit};
use sekisho_engine::address::{ClientAddress, client_address};
use sekisho_engine::time::Timestamp;
use std::net::{IpAddr, SocketAddr};
use tower_http::request_id::RequestId;

/// The most characters of a browser's name for itself that are kept.
const USER_AGENT: usize = 300;

/// The visit that a request is.
///
/// # Errors
/// `Database`.
pub async fn read(web: &Web, parts: &Parts) -> Result<Visit, ServerError> {
    let now = web.core.clock.now();
    let address = address(web, parts);
    let found = caller(web, &parts.headers, address, now).await?;
    Ok(Visit {
        now,
        address,
        user_agent: user_agent(&parts.headers),
        language: found.language.unwrap_or_else(|| language(&parts.headers)),
        request_id: request_id(parts),
        caller: found.caller,
        held: Held {
            device: Cookie::Device.read(&parts.headers).map(ToOwned::to_owned),
            link: Cookie::Link.read(&parts.headers).map(ToOwned::to_owned),
        },
        cookies: SetCookies::default(),
    })
}

struct Found {
    caller: Caller,
    language: Option<Language>,
}

async fn caller(
    web: &Web,
    headers: &HeaderMap,
    address: ClientAddress,
    now: Timestamp,
) -> Result<Found, ServerError> {
    if let Some(token) = Cookie::Session.token(headers)
        && let Some((person, language)) = web.core.resume(&token, address, now).await?
    {
        return Ok(Found { caller: Caller::SignedIn(person), language });
    }
    if let Some(token) = Cookie::SignIn.token(headers)
        && let Some(half) = web.core.resume_sign_in(&token, now).await?
    {
        return Ok(Found { caller: Caller::PasswordVerified(half), language: None });
    }
    Ok(Found { caller: Caller::Anonymous, language: None })
}

/// The client's address, as far as the trusted proxies tell.
fn address(web: &Web, parts: &Parts) -> ClientAddress {
    let server = &web.core.config.server;
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let lines = parts.headers.get_all(&server.client_address_header);
    // without a peer nothing can be trusted: an address that is in nobody's list
    let peer = peer.unwrap_or(IpAddr::V6(std::net::Ipv6Addr::UNSPECIFIED));
    client_address(peer, server.proxies(), lines.iter().map(HeaderValue::as_bytes))
}

fn user_agent(headers: &HeaderMap) -> String {
    let text = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    text.chars().filter(|c| !c.is_control()).take(USER_AGENT).collect()
}

/// The language of somebody who isn't signed in: chosen, else the browser's.
fn language(headers: &HeaderMap) -> Language {
    let chosen = Cookie::Language.read(headers).and_then(Language::from_tag);
    let browsers = || headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    chosen.or_else(|| Language::negotiate(browsers()?)).unwrap_or_default()
}

/// The request's number, as the tracing layer knows it.
#[must_use]
pub fn request_id(parts: &Parts) -> String {
    let id = parts.extensions.get::<RequestId>();
    id.and_then(|id| id.header_value().to_str().ok()).unwrap_or_default().to_owned()
}
