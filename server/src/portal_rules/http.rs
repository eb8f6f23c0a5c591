//! The portal's list as a file, `/admin/portal-rules/export`; and whom a draft of it would lock out, for a browser
//! that can't be told of everybody, `POST /admin/portal-rules/judge`.

use crate::web::{Web, form, headers, page, visit};
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::header;
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
    let (parts, _) = request.into_parts();
    let visit = match visit::read(&web, &parts).await {
        Ok(visit) => visit,
        Err(error) => return form::json(&ApiError::from(error)),
    };
    let answer = match list(&web, &visit).await {
        Ok(text) => {
            let named = "attachment; filename=\"portal-rules.txt\"";
            let headers =
                [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CONTENT_DISPOSITION, named)];
            (headers, text).into_response()
        }
        Err(error) => page::error_page(&web, &parts, &visit, error),
    };
    page::with_cookies(&visit, answer)
}

async fn list(web: &Web, visit: &Visit) -> Result<String, ApiError> {
    Access::Administrator.admit(&visit.caller)?;
    Ok(web.core.shown_list(None, None, visit.now).await?.text)
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
