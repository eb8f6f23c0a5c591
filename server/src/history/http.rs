//! The log as a file: `/history/log.csv`, with the filters of the page; for administrators everybody's,
//! `/admin/history.csv`, or with `account=` one person's.

use super::{csv, query};
use crate::error::ServerError;
use crate::web::{Web, form, page, visit};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sekisho_app::error::ApiError;
use sekisho_app::history::LogFilter;
use sekisho_app::i18n::Words;
use sekisho_app::id::AccountId;
use sekisho_app::page::Access;
use sekisho_app::visit::{Caller, Visit};

/// The most entries that one file holds.
const MOST: u32 = 10_000;

/// The routes.
pub fn router() -> Router<Web> {
    Router::new().route("/history/log.csv", get(own)).route("/admin/history.csv", get(everybodys))
}

async fn own(State(web): State<Web>, request: Request) -> Response {
    file(&web, request, Access::SignedIn).await
}

async fn everybodys(State(web): State<Web>, request: Request) -> Response {
    file(&web, request, Access::Administrator).await
}

async fn file(web: &Web, request: Request, access: Access) -> Response {
    let (parts, _) = request.into_parts();
    let visit = match visit::read(web, &parts).await {
        Ok(visit) => visit,
        Err(error) => return form::json(&ApiError::from(error)),
    };
    let answer = answer(web, &parts, &visit, access).await;
    page::with_cookies(&visit, answer)
}

async fn answer(web: &Web, parts: &Parts, visit: &Visit, access: Access) -> Response {
    if let Err(refused) = access.admit(&visit.caller) {
        return page::error_page(web, parts, visit, refused);
    }
    let query = page::query(parts.uri.query());
    let filter = LogFilter::from_query(&query);
    let account = match (&visit.caller, access) {
        (Caller::SignedIn(person), Access::SignedIn) => Some(person.account),
        _ => query.iter().find(|(name, _)| name == "account").and_then(|(_, id)| id.parse().ok()),
    };
    let words = Words::new(visit.language, web.core.overrides.clone());
    match read(web, account, &filter, &words).await {
        Ok(bytes) => {
            let named = "attachment; filename=\"history.csv\"";
            let headers =
                [(header::CONTENT_TYPE, "text/csv; charset=utf-8"), (header::CONTENT_DISPOSITION, named)];
            (headers, bytes).into_response()
        }
        Err(error) => page::error_page(web, parts, visit, error.into()),
    }
}

async fn read(
    web: &Web,
    account: Option<AccountId>,
    filter: &LogFilter,
    words: &Words,
) -> Result<Vec<u8>, ServerError> {
    let mut reader = web.core.db.read().await?;
    let entries = query::log(&mut reader, account, filter, MOST).await?.entries;
    csv::write(&entries, words, true)
}
