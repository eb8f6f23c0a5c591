//! Who asks, from where, when: read once at the boundary.

use super::Web;
use super::cookie::{self, Cookie};
use crate::error::ServerError;
use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use sekisho_app::i18n::Language;
use sekisho_app::visit::{Caller, Held, SetCookies, Visit};
use sekisho_engine::address::{Address, ClientAddress, client_address};
use std::net::{IpAddr, SocketAddr};
use tower_http::request_id::RequestId;

/// The most characters of a browser's name for itself that are kept.
const USER_AGENT: usize = 300;

/// The visit that a request is.
///
/// # Errors
/// `Database`.
pub async fn read(web: &Web, parts: &Parts) -> Result<Visit, ServerError> {
    let held = |cookie: Cookie| cookie.read(&parts.headers).map(ToOwned::to_owned);
    let mut visit = Visit {
        held: Held {
            device: held(Cookie::Device),
            link: held(Cookie::Link),
            remembered: held(Cookie::Remembered),
            identifier: cookie::identifier(&parts.headers),
            waiting: false,
        },
        ..anonymous(web, parts)
    };
    let found = caller(web, &parts.headers, &visit).await?;
    visit.held.waiting = found.waiting;
    visit.caller = found.caller;
    visit.language = found.language.unwrap_or(visit.language);
    Ok(visit)
}

/// The visit that a request is whose cookies are none of our business.
#[must_use]
pub fn anonymous(web: &Web, parts: &Parts) -> Visit {
    Visit {
        now: web.core.clock.now(),
        address: address(web, parts),
        user_agent: user_agent(&parts.headers),
        language: language(&parts.headers),
        request_id: request_id(parts),
        caller: Caller::Anonymous,
        held: Held::default(),
        cookies: SetCookies::default(),
    }
}

struct Found {
    caller: Caller,
    language: Option<Language>,
    waiting: bool,
}

async fn caller(web: &Web, headers: &HeaderMap, visit: &Visit) -> Result<Found, ServerError> {
    if let Some(token) = Cookie::Session.token(headers)
        && let Some((mut person, language)) = web.core.resume(&token, visit.address, visit.now).await?
    {
        if let Some(token) = Cookie::SignIn.token(headers) {
            person.stepping_up = web.core.resume_step_up(&token, &person, visit.now).await?;
        }
        return Ok(Found { caller: Caller::SignedIn(person), language, waiting: false });
    }
    if let Some(text) = visit.held.remembered.as_deref()
        && let Some((person, account)) = web.core.come_back(visit, text).await?
    {
        return Ok(Found { caller: Caller::SignedIn(person), language: account.language, waiting: false });
    }
    let waiting = match Cookie::Session.token(headers) {
        Some(token) => web.core.waits_for_factor(&token, visit.address, visit.now).await?,
        None => false,
    };
    if let Some(token) = Cookie::SignIn.token(headers)
        && let Some(half) = web.core.resume_sign_in(&token, visit.now).await?
    {
        return Ok(Found { caller: Caller::PasswordVerified(half), language: None, waiting });
    }
    Ok(Found { caller: Caller::Anonymous, language: None, waiting })
}

/// Whether a request comes from a proxy that the operator named.
#[must_use]
pub fn comes_from_proxy(web: &Web, parts: &Parts) -> bool {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    peer.is_some_and(|peer| web.core.config.server.proxies().contains(Address::from(peer.0.ip())))
}

/// The client's address, as far as the trusted proxies tell.
#[must_use]
pub fn address(web: &Web, parts: &Parts) -> ClientAddress {
    let server = &web.core.config.server;
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let lines = parts.headers.get_all(&server.client_address_header);
    // without a peer nothing can be trusted: an address that is in nobody's list
    let peer = peer.unwrap_or(IpAddr::V6(std::net::Ipv6Addr::UNSPECIFIED));
    client_address(peer, server.proxies(), lines.iter().map(HeaderValue::as_bytes))
}

/// The browser's name for itself, cut to what is kept.
#[must_use]
pub fn user_agent(headers: &HeaderMap) -> String {
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
