//! The site files: stylesheet, scripts and WebAssembly, inside the binary, each under a name that carries its
//! hash and already compressed.
//!
//! `cargo xtask front` makes them and `build.rs` embeds them. A name changes with its content, so browsers are
//! told to keep them for a year (RFC 9111 §5.2.2.1, RFC 8246 `immutable`).

mod encoding;
mod http;
#[cfg(debug_assertions)]
mod reload;

pub use http::router;
#[cfg(debug_assertions)]
pub use reload::live_reload;

/// A file of the site.
#[derive(Debug, Clone, Copy)]
pub struct Asset {
    /// What the sources call it: `main.css`.
    pub name: &'static str,
    /// The path it is served at: `/assets/main-0123456789abcdef.css`.
    pub url: &'static str,
    /// Its media type.
    pub content_type: &'static str,
    /// Its entity tag, quotes included.
    pub etag: &'static str,
    /// Its bytes.
    pub raw: &'static [u8],
    /// Its bytes as brotli, where that is shorter.
    pub br: Option<&'static [u8]>,
    /// Its bytes as gzip, where that is shorter.
    pub gz: Option<&'static [u8]>,
}

static EMBEDDED: &[Asset] = include!(concat!(env!("OUT_DIR"), "/site_table.rs"));

/// All files of the site; none when the browser half was not built before the server.
#[must_use]
pub fn assets() -> &'static [Asset] {
    #[cfg(debug_assertions)]
    if let Some(assets) = reload::assets() {
        return assets;
    }
    EMBEDDED
}

/// The file that is served at `path`, say `/assets/main-0123456789abcdef.css`.
#[must_use]
pub fn asset(path: &str) -> Option<&'static Asset> {
    assets().iter().find(|asset| asset.url == path)
}

/// The path at which the file that the sources call `name` is served: `url("main.css")`.
#[must_use]
pub fn url(name: &str) -> Option<&'static str> {
    assets().iter().find(|asset| asset.name == name).map(|asset| asset.url)
}

/// Leaves `router` as it is: only a debug build reloads pages while they are being written.
#[cfg(not(debug_assertions))]
pub fn live_reload(router: axum::Router) -> axum::Router {
    router
}
