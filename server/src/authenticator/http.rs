//! `/authenticator/manifest.webmanifest` (W3C Web App Manifest) and `/authenticator/worker.js`, the service worker
//! that keeps the app on the device.

use crate::site;
use crate::web::{Web, page};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use data_encoding::HEXLOWER;
use sekisho_app::authenticator::page::{GROUNDS, PATH, manifest_in, name_and_purpose, path_in};
use sekisho_app::i18n::{Language, Words};
use serde_json::json;
use sha2::{Digest, Sha256};

/// What the worker does; what it keeps is written before it.
const WORKER: &str = include_str!("../../../app/browser/authenticator/worker.js");

/// The files that the app is made of.
const FILES: [&str; 6] = [
    "main.css",
    "authenticator.js",
    "authenticator-keys.js",
    "authenticator-hold.js",
    "authenticator-glue.js",
    "authenticator.wasm",
];

/// The icons: name, size and what they may be used for.
const ICONS: [(&str, &str, &str, &str); 4] = [
    ("authenticator-icon.svg", "any", "image/svg+xml", "any"),
    ("authenticator-192.png", "192x192", "image/png", "any"),
    ("authenticator-512.png", "512x512", "image/png", "any"),
    ("authenticator-maskable-512.png", "512x512", "image/png", "maskable"),
];

/// The most bytes of a rendered page.
const LONGEST_PAGE: usize = 1 << 20;

/// The routes.
pub fn router() -> Router<Web> {
    Router::new()
        .route("/authenticator/manifest.webmanifest", get(manifest))
        .route("/authenticator/worker.js", get(worker))
}

/// How the app is installed, in the language that the address names.
async fn manifest(State(web): State<Web>, request: Request) -> Response {
    let query = page::query(request.uri().query());
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/manifest+json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    (headers, manifest_of(&web, page::asked_language(&query).unwrap_or_default())).into_response()
}

fn manifest_of(web: &Web, language: Language) -> String {
    let words = Words::new(language, web.core.overrides.clone());
    let [name, short_name, description] = name_and_purpose(&words, &web.portal.name);
    let icons: Vec<_> = ICONS
        .into_iter()
        .filter_map(|(name, sizes, kind, purpose)| {
            let src = site::url(name)?;
            Some(json!({ "src": src, "sizes": sizes, "type": kind, "purpose": purpose }))
        })
        .collect();
    let manifest = json!({
        "id": PATH,
        "name": name,
        "short_name": short_name,
        "description": description,
        "lang": language.tag(),
        "start_url": path_in(language),
        "scope": PATH,
        "display": "standalone",
        "background_color": GROUNDS[0],
        "theme_color": GROUNDS[0],
        "icons": icons,
    });
    manifest.to_string()
}

/// The service worker. It names all that it keeps, by a digest too: when the portal has another version or other
/// words, it is another script, and browsers take it.
async fn worker(State(web): State<Web>) -> Response {
    let mut files: Vec<String> = FILES.into_iter().filter_map(site::url).map(ToOwned::to_owned).collect();
    let mut digest = Sha256::new_with_prefix(WORKER);
    digest.update(files.join("\n"));
    let mut pages = serde_json::Map::new();
    for language in Language::ALL {
        let path = path_in(language);
        let Some(rendered) = rendered(&web, &path).await else {
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        };
        digest.update(rendered);
        digest.update(manifest_of(&web, language));
        files.push(manifest_in(language));
        pages.insert(language.tag().to_owned(), path.into());
    }
    let version = &HEXLOWER.encode(&digest.finalize())[..16];
    let script = format!(
        "const VERSION = {};\nconst PAGES = {};\nconst FILES = {};\n{WORKER}",
        json!(version),
        json!(pages),
        json!(files)
    );
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        // the page lies beside the worker's folder, and nothing else of the portal is the worker's
        (HeaderName::from_static("service-worker-allowed"), HeaderValue::from_static(PATH)),
    ];
    (headers, script).into_response()
}

/// The page as the worker will get it.
async fn rendered(web: &Web, path: &str) -> Option<Vec<u8>> {
    let request = Request::get(path).body(Body::empty()).ok()?;
    let response = page::show(State(web.clone()), request).await;
    if response.status() != StatusCode::OK {
        return None;
    }
    to_bytes(response.into_body(), LONGEST_PAGE).await.ok().map(|bytes| bytes.to_vec())
}
