//! The operator's logo.

use super::Web;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

/// An SVG that is opened by itself is a document: it may load and run nothing.
const POLICY: HeaderValue =
    HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox");

/// The route of the logo.
pub fn router() -> Router<Web> {
    Router::new().route("/logo/{digest}", get(serve))
}

async fn serve(State(web): State<Web>, Path(digest): Path<String>) -> Response {
    match web.core.config.logo.as_ref().filter(|logo| logo.url.strip_prefix("/logo/") == Some(&digest)) {
        Some(logo) => (
            [
                (header::CONTENT_TYPE, HeaderValue::from_static(logo.content_type)),
                (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
                (header::CONTENT_SECURITY_POLICY, POLICY),
            ],
            logo.bytes.clone(),
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
