//! One's own list as a file, comments and all: `/security/allowlist/export`.

use crate::web::{Web, form, page, visit};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sekisho_app::error::ApiError;
use sekisho_app::page::Access;
use sekisho_app::visit::{Caller, Visit};

/// The routes.
pub fn router() -> Router<Web> {
    Router::new().route("/security/allowlist/export", get(export))
}

async fn export(State(web): State<Web>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let visit = match visit::read(&web, &parts).await {
        Ok(visit) => visit,
        Err(error) => return form::json(&ApiError::from(error)),
    };
    let answer = match list(&web, &visit).await {
        Ok(text) => {
            let named = "attachment; filename=\"authorized-addresses.txt\"";
            let kind = "text/plain; charset=utf-8";
            ([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, named)], text).into_response()
        }
        Err(error) => page::error_page(&web, &parts, &visit, error),
    };
    page::with_cookies(&visit, answer)
}

async fn list(web: &Web, visit: &Visit) -> Result<String, ApiError> {
    Access::SignedIn.admit(&visit.caller)?;
    let Caller::SignedIn(person) = &visit.caller else {
        return Err(sekisho_app::error::Problem::NotAllowed.into());
    };
    web.ports.allowlist.export(visit, person).await
}
