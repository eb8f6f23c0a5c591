//! The operator's logo: a small SVG or PNG, read at the start and shown in place of the mark.

use super::error::ConfigError;
use super::place::Provenance;
use sha2::{Digest, Sha256};
use std::path::Path;

/// The largest file, in bytes: it is part of every page.
const LARGEST: u64 = 100 * 1_024;
const ALLOWED: &str = "an SVG or PNG file of at most 100 KiB";

/// A logo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub content_type: &'static str,
    /// The path it is served at, which changes with its content.
    pub url: String,
}

impl Logo {
    pub(super) fn read(path: &Path, provenance: &Provenance) -> Result<Self, ConfigError> {
        let refused = |problem: String| ConfigError::Value {
            key: "portal.logo",
            place: provenance.of("portal.logo").clone(),
            problem: format!("{} {problem}", path.display()),
            allowed: ALLOWED.to_owned(),
        };
        let unreadable =
            |source| ConfigError::File { named_by: "portal.logo", path: path.to_owned(), source };
        if std::fs::metadata(path).map_err(unreadable)?.len() > LARGEST {
            return Err(refused("is larger than 100 KiB".to_owned()));
        }
        let bytes = std::fs::read(path).map_err(unreadable)?;
        let content_type = media_type(&bytes).ok_or_else(|| refused("is neither SVG nor PNG".to_owned()))?;
        let digest = data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes)[..8]);
        Ok(Self { bytes, content_type, url: format!("/logo/{digest}") })
    }
}

/// What the bytes are, by how they begin.
fn media_type(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some("image/png");
    }
    let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}').trim_start();
    let svg = text.starts_with("<svg") || (text.starts_with("<?xml") && text.contains("<svg"));
    svg.then_some("image/svg+xml")
}
