//! Each request: its number, how long it took, how it ended.

use super::metrics::{REQUEST_SECONDS, REQUESTS};
use axum::extract::Request;
use axum::http::{HeaderName, Method};
use axum::middleware::Next;
use axum::response::Response;
use std::time::Instant;
use tower_http::request_id::RequestId;
use tracing::Instrument;

/// The most of a path that is logged.
const PATH: usize = 200;
const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Measures and logs the request. Its number, which the layer outside this one gave it, is in every log line
/// of the request and in the answer's header `x-request-id`.
pub async fn trace(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let id = request.extensions().get::<RequestId>().map(|id| id.header_value().clone());
    let number = id.as_ref().and_then(|id| id.to_str().ok()).unwrap_or_default();
    let span = tracing::info_span!("request", request_id = number);
    let method = method(request.method());
    let path: String = request.uri().path().chars().take(PATH).collect();
    async move {
        let mut response = next.run(request).await;
        let took = begun.elapsed();
        let status = response.status().as_u16();
        metrics::counter!(REQUESTS, "method" => method, "status" => status.to_string()).increment(1);
        metrics::histogram!(REQUEST_SECONDS, "method" => method).record(took.as_secs_f64());
        // the query is left out: links carry their tokens there
        tracing::debug!(method, path, status, milliseconds = took.as_secs_f64() * 1e3, "answered");
        if let Some(id) = id {
            response.headers_mut().insert(X_REQUEST_ID, id);
        }
        response
    }
    .instrument(span)
    .await
}

/// The method, if it is one that is known: a metric must not grow with what clients make up.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        Method::PATCH => "PATCH",
        _ => "other",
    }
}
