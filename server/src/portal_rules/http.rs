//! The portal's list as a file, `/admin/portal-rules/export`; and whom a draft of it would lock out, for a browser
//! that can't be told of everybody, `POST /admin/portal-rules/judge`.

use crate::web::download::{Kind, download};
use crate::web::{Web, form, headers, page, visit};
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use sekisho_app::error::{ApiError, Problem};
use sekisho_app::page::{Access, LIST_BODY};
use sekisho_app::portal_rules::JUDGE;
use sekisho_app::portal_rules::judge::Outcome;
use sekisho_app::visit::Visit;

/// The routes.
pub fn router() -> Router<Web> {
    Router::new().route("/admin/portal-rules/export", get(export)).route(JUDGE, post(judge))
}

async fn export(State(web): State<Web>, request: Request) -> Response {
    let file = ("portal-rules.txt", Kind::Plain);
    download(&web, request, Access::Administrator, file, async |_, visit| {
        Ok(web.core.shown_list(None, None, visit.now).await?.text)
    })
    .await
}

async fn judge(State(web): State<Web>, request: Request) -> Response {
    match judged(&web, request).await {
        Ok((visit, outcome)) => page::with_cookies(&visit, Json(outcome).into_response()),
        Err(error) => form::json(&error),
    }
}

/// The draft is the body, as it is.
async fn judged(web: &Web, request: Request) -> Result<(Visit, Outcome), ApiError> {
    let (parts, body) = request.into_parts();
    let visit = visit::read(web, &parts).await?;
    Access::Administrator.admit(&visit.caller)?;
    if !headers::is_same_origin(&parts.headers, web.core.config.server.origin.as_str()) {
        return Err(Problem::CrossOrigin.into());
    }
    let arriving = tokio::time::timeout(web.core.config.server.request_time(), to_bytes(body, LIST_BODY));
    let body = arriving.await.map_err(|_| Problem::TooSlow)?;
    let body = body.map_err(|_| Problem::BodyTooLarge { max: LIST_BODY })?;
    let text = std::str::from_utf8(&body).map_err(|_| Problem::Malformed)?;
    let outcome = web.core.judge_portal_rules(&visit, text).await?;
    Ok((visit, outcome))
}
