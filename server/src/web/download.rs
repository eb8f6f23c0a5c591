//! What is given as a file: read with a visit, like a page; a problem is told on a page, not in the file.

use super::{Web, form, page, visit};
use axum::body::Body;
use axum::extract::Request;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use sekisho_app::error::ApiError;
use sekisho_app::page::Access;
use sekisho_app::visit::Visit;

/// What kind of text a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Plain text.
    Plain,
    /// Comma-separated values (RFC 4180).
    Csv,
}

impl Kind {
    const fn media_type(self) -> &'static str {
        match self {
            Self::Plain => "text/plain; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }
}

/// Answers `request` with the file `name` (ASCII without quotation marks) that `read` makes, if `access` admits
/// whoever asks.
pub async fn download<T: Into<Body>>(
    web: &Web,
    request: Request,
    access: Access,
    (name, kind): (&str, Kind),
    read: impl AsyncFnOnce(&Parts, &Visit) -> Result<T, ApiError>,
) -> Response {
    let (parts, _) = request.into_parts();
    let visit = match visit::read(web, &parts).await {
        Ok(visit) => visit,
        Err(error) => return form::json(&ApiError::from(error)),
    };
    let text = match access.admit(&visit.caller) {
        Ok(()) => read(&parts, &visit).await,
        Err(refused) => Err(refused),
    };
    let answer = match text {
        Ok(text) => {
            let named = format!("attachment; filename=\"{name}\"");
            let headers =
                [(header::CONTENT_TYPE, kind.media_type()), (header::CONTENT_DISPOSITION, named.as_str())];
            (headers, text.into()).into_response()
        }
        Err(error) => page::error_page(web, &parts, &visit, error),
    };
    page::with_cookies(&visit, answer)
}
