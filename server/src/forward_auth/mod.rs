//! The web gate: nginx, Caddy, Traefik and Envoy ask the portal whether a request to an application may pass.
//!
//! ```text
//! browser ──▶ proxy ──▶ /api/authz/…        pass: 200 and who it is;  else 401, 302 or 403
//!    │          ▲
//!    │ 302      └── the application, with Remote-User, Remote-Groups, Remote-Email, Remote-Name
//!    ▼
//! APPHOST/.sekisho/start    marks the browser, and sends it on with what it wants, signed
//! PORTAL/enter              signs in, steps up, or refuses; issues a ticket: one minute, once, this browser
//! APPHOST/.sekisho/finish   takes the ticket, gives the host's own cookie, goes to the page asked for
//! ```
//!
//! An application never sees the portal's session: its host has a cookie of its own, whose row goes with the
//! session. It fails closed: what can't be read, can't be decided in time or fails is refused.

mod answer;
mod asked;
mod authz;
mod cache;
mod door;
mod enter;
mod entry;
mod freshness;
mod identity;
mod judge;
mod port;
pub mod store;
mod wal_index;
mod what_if;

pub use cache::Cache;
pub use what_if::UrlError;

use crate::web::Web;
use axum::Router;
use axum::routing::{any, get};
use tower_http::catch_panic::CatchPanicLayer;

/// Where the portal is found on an application's host.
const START: &str = "/.sekisho/start";
/// Where a browser comes back to with its ticket.
const FINISH: &str = "/.sekisho/finish";

/// What proxies ask. It stands outside the layers of the pages: nobody's browser talks to it, and it is asked for
/// every picture of every application.
pub fn authz(web: &Web) -> Router {
    Router::new()
        .route("/api/authz/auth-request", any(authz::auth_request))
        .route("/api/authz/forward-auth", any(authz::forward_auth))
        .route("/api/authz/ext-authz", any(authz::ext_authz))
        .route("/api/authz/ext-authz/", any(authz::ext_authz))
        .route("/api/authz/ext-authz/{*path}", any(authz::ext_authz))
        .with_state(web.clone())
        .layer(CatchPanicLayer::custom(authz::panicked))
}

/// What browsers ask for on applications' hosts, so outside the check of `Host`.
pub fn doors(web: &Web) -> Router {
    Router::new().route(START, get(door::start)).route(FINISH, get(door::finish)).with_state(web.clone())
}

/// Where they come to on the portal's.
pub fn router() -> Router<Web> {
    Router::new().route("/enter", get(enter::enter))
}
