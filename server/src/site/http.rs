//! Serving the site files.

use super::encoding::{Encoding, negotiate};
use super::{Asset, asset, assets};
use axum::Router;
use axum::extract::OriginalUri;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

/// For ever: a year is what browsers and caches take as that.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// The routes of the site files, below `/assets`.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    if assets().is_empty() {
        tracing::warn!(
            "the browser half is not in this binary, so pages have no style and no live help: run `make front`, then build the server again"
        );
    }
    let router = Router::new().route("/assets/{file}", get(serve));
    #[cfg(debug_assertions)]
    let router = router.merge(super::reload::router());
    router
}

async fn serve(OriginalUri(uri): OriginalUri, headers: HeaderMap) -> Response {
    match asset(uri.path()) {
        Some(asset) => respond(asset, &headers),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The answer to a request for `asset`.
fn respond(asset: &Asset, request: &HeaderMap) -> Response {
    let common = [
        (header::CACHE_CONTROL, FOR_EVER),
        (header::ETAG, HeaderValue::from_static(asset.etag)),
        (header::VARY, HeaderValue::from_static("accept-encoding")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    let known = request.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    if known.is_some_and(|known| matches(known, asset.etag)) {
        return (StatusCode::NOT_MODIFIED, common).into_response();
    }
    let accept = request.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    let (encoding, body) = choose(asset, accept);
    let content_type = [(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type))];
    let mut response = (common, content_type, body).into_response();
    if let Some(name) = encoding.header() {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
    }
    response
}

/// Whether an `If-None-Match` names `etag` (RFC 9110 §13.1.2, weak comparison).
fn matches(if_none_match: &str, etag: &str) -> bool {
    if_none_match
        .split(',')
        .map(str::trim)
        .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

fn choose(asset: &Asset, accept: &str) -> (Encoding, &'static [u8]) {
    let kept: Vec<(Encoding, &'static [u8])> = [
        asset.br.map(|bytes| (Encoding::Brotli, bytes)),
        asset.gz.map(|bytes| (Encoding::Gzip, bytes)),
        Some((Encoding::Identity, asset.raw)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let available: Vec<Encoding> = kept.iter().map(|(encoding, _)| *encoding).collect();
    let chosen = negotiate(accept, &available);
    kept.into_iter().find(|(encoding, _)| *encoding == chosen).unwrap_or((Encoding::Identity, asset.raw))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;

    const STYLE: Asset = Asset {
        name: "main.css",
        url: "/assets/main-0.css",
        content_type: "text/css; charset=utf-8",
        etag: "\"abc\"",
        raw: b"raw",
        br: Some(b"br"),
        gz: None,
    };

    async fn ask(headers: &[(header::HeaderName, &'static str)]) -> (StatusCode, HeaderMap, Vec<u8>) {
        let request: HeaderMap =
            headers.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect();
        let (parts, body) = respond(&STYLE, &request).into_parts();
        (parts.status, parts.headers, to_bytes(body, 100).await.unwrap().to_vec())
    }

    #[tokio::test]
    async fn a_file_is_sent_compressed_typed_and_for_ever() {
        let (status, headers, body) = ask(&[(header::ACCEPT_ENCODING, "gzip, br")]).await;
        assert_eq!((status, body.as_slice()), (StatusCode::OK, b"br".as_slice()));
        for (name, expected) in [
            ("content-encoding", "br"),
            ("content-type", "text/css; charset=utf-8"),
            ("cache-control", "public, max-age=31536000, immutable"),
            ("vary", "accept-encoding"),
            ("x-content-type-options", "nosniff"),
            ("etag", "\"abc\""),
        ] {
            assert_eq!(headers.get(name).map(HeaderValue::as_bytes), Some(expected.as_bytes()), "{name}");
        }
    }

    #[tokio::test]
    async fn whoever_accepts_nothing_that_is_kept_gets_the_file_itself() {
        for accept in ["gzip", "identity", "br;q=0"] {
            let (status, headers, body) = ask(&[(header::ACCEPT_ENCODING, accept)]).await;
            assert_eq!((status, body.as_slice()), (StatusCode::OK, b"raw".as_slice()), "{accept}");
            assert!(!headers.contains_key(header::CONTENT_ENCODING), "{accept}");
        }
    }

    #[tokio::test]
    async fn a_known_file_is_not_sent_again() {
        for known in ["\"abc\"", "W/\"abc\"", "\"x\", \"abc\"", "*"] {
            let (status, headers, body) = ask(&[(header::IF_NONE_MATCH, known)]).await;
            assert_eq!((status, body.len()), (StatusCode::NOT_MODIFIED, 0), "{known}");
            assert!(headers.contains_key(header::CACHE_CONTROL));
        }
        assert_eq!(ask(&[(header::IF_NONE_MATCH, "\"x\"")]).await.0, StatusCode::OK);
    }

    #[tokio::test]
    async fn what_is_no_site_file_is_not_found() {
        use tower::ServiceExt as _;
        for path in ["/assets/main.css", "/assets/..%2fCargo.toml", "/assets/manifest.json"] {
            let request = http::Request::get(path).body(axum::body::Body::empty()).unwrap();
            assert_eq!(
                router::<()>().oneshot(request).await.unwrap().status(),
                StatusCode::NOT_FOUND,
                "{path}"
            );
        }
    }

    #[tokio::test]
    async fn every_embedded_file_is_served_as_what_it_is() {
        use tower::ServiceExt as _;
        for asset in super::super::EMBEDDED {
            let request = http::Request::get(asset.url)
                .header(header::ACCEPT_ENCODING, "br")
                .body(axum::body::Body::empty())
                .unwrap();
            let response = router::<()>().oneshot(request).await.unwrap();
            assert_eq!(response.status(), StatusCode::OK, "{}", asset.url);
            let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
            assert_eq!(body, asset.br.unwrap_or(asset.raw), "{}", asset.url);
        }
    }
}
