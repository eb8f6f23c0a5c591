//! The log as a file: `/history/log.csv`, with the filters of the page; for administrators everybody's,
//! `/admin/history.csv`, or with `account=` one person's.

use super::{csv, query};
use crate::error::ServerError;
use crate::web::download::{Kind, download};
use crate::web::{Web, page};
use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::get;
use sekisho_app::history::LogFilter;
use sekisho_app::i18n::Words;
use sekisho_app::page::Access;
use sekisho_app::visit::Caller;

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
    download(web, request, access, ("history.csv", Kind::Csv), async |parts, visit| {
        let query = page::query(parts.uri.query());
        let account = match (&visit.caller, access) {
            (Caller::SignedIn(person), Access::SignedIn) => Some(person.account),
            _ => query.iter().find(|(name, _)| name == "account").and_then(|(_, id)| id.parse().ok()),
        };
        let words = Words::new(visit.language, web.core.overrides.clone());
        let mut reader = web.core.db.read().await.map_err(ServerError::from)?;
        let entries = query::log(&mut reader, account, &LogFilter::from_query(&query), MOST).await?.entries;
        Ok(csv::write(&entries, &words, true)?)
    })
    .await
}
