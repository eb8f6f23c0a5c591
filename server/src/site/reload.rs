//! Writing pages with a live view, in debug builds only: the site files come from the folder that
//! `SEKISHO_SITE_DIR` names instead of from the binary, and open pages reload when the server starts anew.
//!
//! `cargo xtask dev` sets the variable and starts the server again after each change.

use super::Asset;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::get;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

const SCRIPT_URL: &str = "/assets/dev/reload.js";
const START_URL: &str = "/assets/dev/start";

/// Asks twice a second which process is serving; another one means that something was built.
const SCRIPT: &str = "\
const ask = () => fetch('/assets/dev/start', { cache: 'no-store' }).then((answer) => answer.text()).catch(() => null);
const first = await ask();
setInterval(async () => { const now = await ask(); if (now && first && now !== first) location.reload(); }, 500);
";

/// The files of `SEKISHO_SITE_DIR`, read once; `None` where it isn't set.
pub(super) fn assets() -> Option<&'static [Asset]> {
    static ASSETS: OnceLock<Option<&'static [Asset]>> = OnceLock::new();
    *ASSETS.get_or_init(|| {
        let folder = PathBuf::from(std::env::var_os("SEKISHO_SITE_DIR")?);
        match read(&folder) {
            Ok(assets) => Some(assets.leak()),
            Err(error) => {
                tracing::warn!(folder = %folder.display(), %error, "no site files in SEKISHO_SITE_DIR");
                None
            }
        }
    })
}

fn read(folder: &Path) -> std::io::Result<Vec<Asset>> {
    let manifest: serde_json::Value = serde_json::from_slice(&std::fs::read(folder.join("manifest.json"))?)?;
    let files = manifest["files"].as_array().map_or(&[][..], Vec::as_slice);
    files.iter().map(|entry| asset(folder, entry)).collect()
}

fn asset(folder: &Path, entry: &serde_json::Value) -> std::io::Result<Asset> {
    // The table lives as long as the process, as the embedded one does.
    let text = |key: &str| -> &'static str { entry[key].as_str().unwrap_or_default().to_owned().leak() };
    let file = text("file");
    let bytes = |suffix: &str| -> std::io::Result<&'static [u8]> {
        Ok(std::fs::read(folder.join(format!("{file}{suffix}")))?.leak())
    };
    let packed = |key: &str| (!entry[key].is_null()).then(|| bytes(&format!(".{key}"))).transpose();
    Ok(Asset {
        name: text("name"),
        url: format!("/assets/{file}").leak(),
        content_type: text("content_type"),
        etag: format!("\"{}\"", text("sha256")).leak(),
        raw: bytes("")?,
        br: packed("br")?,
        gz: packed("gz")?,
    })
}

/// The script that reloads, and what it asks.
pub(super) fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    if assets().is_none() {
        return Router::new();
    }
    let start = std::process::id().to_string();
    Router::new()
        .route(
            SCRIPT_URL,
            get(|| async { ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], SCRIPT) }),
        )
        .route(START_URL, get(|| async { start }))
}

/// Lets every page of `router` reload when the server starts anew, where `SEKISHO_SITE_DIR` is set.
pub fn live_reload(router: Router) -> Router {
    if assets().is_some() { router.layer(from_fn(add_script)) } else { router }
}

/// Ends each page with the script's tag.
async fn add_script(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    if response.headers().get(header::CONTENT_TYPE) != Some(&html)
        || response.headers().contains_key(header::CONTENT_ENCODING)
    {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let mut page = to_bytes(body, usize::MAX).await.unwrap_or_default().to_vec();
    page.extend_from_slice(format!("<script type=\"module\" src=\"{SCRIPT_URL}\"></script>").as_bytes());
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(page))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tower::ServiceExt as _;

    #[test]
    fn a_folder_is_read_as_the_table_that_would_be_embedded() {
        let folder = std::env::temp_dir().join(format!("sekisho-reload-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let manifest = r#"{"inputs":"","files":[{"name":"a.css","file":"a-1.css","content_type":"text/css",
            "sha256":"00","raw":3,"br":2,"gz":null}]}"#;
        for (file, text) in [("manifest.json", manifest), ("a-1.css", "raw"), ("a-1.css.br", "br")] {
            std::fs::write(folder.join(file), text).unwrap();
        }
        let assets = read(&folder).unwrap();
        assert_eq!(assets.len(), 1);
        assert_eq!(
            (assets[0].name, assets[0].url, assets[0].raw),
            ("a.css", "/assets/a-1.css", b"raw".as_slice())
        );
        assert_eq!((assets[0].br, assets[0].gz), (Some(b"br".as_slice()), None));
        std::fs::remove_file(folder.join("a-1.css")).unwrap();
        assert!(read(&folder).is_err());
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[tokio::test]
    async fn only_pages_get_the_script() {
        let router = Router::new()
            .route(
                "/page",
                get(|| async { ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], "<p>hello") }),
            )
            .route("/data", get(|| async { "{}" }))
            .layer(from_fn(add_script));
        for (path, expected) in [
            ("/page", "<p>hello<script type=\"module\" src=\"/assets/dev/reload.js\"></script>"),
            ("/data", "{}"),
        ] {
            let request = Request::get(path).body(Body::empty()).unwrap();
            let body = router.clone().oneshot(request).await.unwrap().into_body();
            assert_eq!(to_bytes(body, 200).await.unwrap(), expected, "{path}");
        }
    }
}
