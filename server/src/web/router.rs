//! The one place where all routers meet.

use super::{Web, form, headers, page};
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderName, StatusCode};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use std::any::Any;
use std::time::Duration;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::request_id::{MakeRequestId, RequestId, SetRequestIdLayer};
use tower_http::timeout::TimeoutLayer;

/// No request takes longer: a slow body and then a long queue, a stuck database.
const LONGEST: Duration = Duration::from_secs(30);

/// Everything that the portal answers on its main listener.
pub fn router(web: &Web) -> Router {
    let portal = Router::new()
        .route("/api/{*path}", any(form::submit))
        .merge(crate::history::http::router())
        .merge(crate::allowlist::http::router())
        .merge(crate::grant::http::router())
        .merge(crate::portal_rules::http::router())
        .merge(crate::authenticator::http::router())
        .merge(super::logo::router())
        .merge(crate::forward_auth::router())
        .fallback(page::show)
        .with_state(web.clone())
        .merge(crate::site::router())
        .layer(from_fn_with_state(web.clone(), headers::known_host));
    // browsers come by the names of applications
    let doors = crate::forward_auth::doors(web);
    // health checks come from inside, by whatever name
    let health = crate::health::router(web.core.clone());
    // so do mail servers
    let mail_gate = crate::mail_gate::router(web.core.clone());
    let request_id = HeaderName::from_static("x-request-id");
    let layers = ServiceBuilder::new()
        .layer(from_fn(strip))
        .layer(SetRequestIdLayer::new(request_id, OwnNumber))
        .layer(from_fn(crate::telemetry::trace))
        .layer(from_fn_with_state(web.clone(), headers::secure))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, LONGEST));
    crate::site::live_reload(
        Router::new().merge(health).merge(mail_gate).merge(doors).merge(portal).layer(layers),
    )
    .merge(crate::forward_auth::authz(web))
}

/// Numbers requests. A number that a client sends along isn't taken over: it would be written to the log.
#[derive(Clone, Copy)]
struct OwnNumber;

impl MakeRequestId for OwnNumber {
    fn make_request_id<B>(&mut self, _: &http::Request<B>) -> Option<RequestId> {
        let number = data_encoding::HEXLOWER.encode(&crate::entropy::random::<8>().ok()?);
        number.parse().ok().map(RequestId::new)
    }
}

fn panicked(_: Box<dyn Any + Send>) -> Response {
    // the process's own hook has told where; what the panic says may hold anything
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

/// Removes what only the portal itself may say about a request.
async fn strip(mut request: Request, next: axum::middleware::Next) -> Response {
    request.headers_mut().remove("x-request-id");
    next.run(request).await
}
