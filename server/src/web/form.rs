//! Forms: POST to a server function.
//!
//! One place checks for all of them that the request comes from our own page, is small enough, says
//! everything once, and is made by somebody who may. The server function then sees no `Accept: text/html`,
//! so that Leptos' own way (redirect to the Referer, the error in the URL) is never taken.

use super::page::{self, see_other, sign_in_for, with_cookies};
use super::{Web, headers, visit};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use leptos::prelude::provide_context;
use sekisho_app::error::{ApiError, Problem};
use sekisho_app::form::{Done, FormFailure, Notice, REAUTHENTICATION_FIELDS, SECRET_FIELDS};
use sekisho_app::page::{FormRoute, LIST_BODY, form};
use sekisho_app::visit::{Caller, SignedIn, Visit};

/// The largest body that is read, in bytes, but for forms that carry a whole list.
pub const MAX_BODY: usize = 64 * 1024;

type Values = Vec<(String, String)>;

/// Answers every request below `/api/` that no other router answers.
pub async fn submit(State(web): State<Web>, request: Request) -> Response {
    let Some(route) = form(request.uri().path()) else {
        return json(&Problem::NotFound.into());
    };
    if request.method() != Method::POST {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "POST")]).into_response();
    }
    let (parts, body) = request.into_parts();
    let html = wants_html(&parts.headers);
    let mut visit = match visit::read(&web, &parts).await {
        Ok(visit) => visit,
        Err(error) => return json(&error.into()),
    };
    let mut values = Values::new();
    let max = if route.list && route.access.admit(&visit.caller).is_ok() { LIST_BODY } else { MAX_BODY };
    let done = match read(&web, &parts, body, max).await {
        Ok(read) => {
            values = read;
            act(&web, &parts, &mut visit, route, &mut values).await
        }
        Err(problem) => Err(problem.into()),
    };
    let answer = match done {
        Ok(done) if html && done.here => answer_here(&web, &visit, route, values).await,
        Ok(done) if html => see_other(&done.location()),
        Ok(done) => axum::Json(done).into_response(),
        Err(error) => problem(&web, &visit, route, values, error, html).await,
    };
    with_cookies(&visit, answer)
}

/// Reads the form, if it is one of ours.
async fn read(web: &Web, parts: &Parts, body: Body, max: usize) -> Result<Values, Problem> {
    if !headers::is_same_origin(&parts.headers, web.core.config.server.origin.as_str()) {
        tracing::warn!(path = parts.uri.path(), "a cross-site request was refused");
        return Err(Problem::CrossOrigin);
    }
    let kind =
        parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.split(';').next().unwrap_or_default().trim() != "application/x-www-form-urlencoded" {
        return Err(Problem::Malformed);
    }
    let arriving = tokio::time::timeout(web.core.config.server.request_time(), to_bytes(body, max));
    let body = arriving.await.map_err(|_| Problem::TooSlow)?.map_err(|_| Problem::BodyTooLarge { max })?;
    let values: Values = form_urlencoded::parse(&body).into_owned().collect();
    let twice =
        |(at, (name, _)): (usize, &(String, String))| values[..at].iter().any(|(known, _)| known == name);
    if values.iter().enumerate().any(twice) { Err(Problem::Malformed) } else { Ok(values) }
}

async fn act(
    web: &Web,
    parts: &Parts,
    visit: &mut Visit,
    route: &FormRoute,
    values: &mut Values,
) -> Result<Done, ApiError> {
    route.access.admit(&visit.caller)?;
    if let Caller::SignedIn(person) = &visit.caller
        && let Some(person) = reauthenticate(web, visit, person, values).await?
    {
        visit.caller = Caller::SignedIn(person);
    }
    call(web, parts, visit, values).await
}

/// Takes a fresh proof of who one is out of the form, if it carries one.
async fn reauthenticate(
    web: &Web,
    visit: &Visit,
    person: &SignedIn,
    values: &mut Values,
) -> Result<Option<SignedIn>, ApiError> {
    let [password, code] = REAUTHENTICATION_FIELDS;
    let mut take = |name: &str| {
        let at = values.iter().position(|(known, _)| known == name)?;
        Some(values.remove(at).1)
    };
    let (given, code_given) = (take(password), take(code));
    let Some(given) = given else { return Ok(None) };
    let proved = web
        .ports
        .session
        .reauthenticate(visit, person, &given, code_given.as_deref().unwrap_or_default())
        .await;
    match proved {
        Ok(()) => Ok(Some(SignedIn { authenticated_at: visit.now, ..person.clone() })),
        // the same words, at the fields that this form has
        Err(mut error) => {
            error.field = error.field.map(|field| if field == "code" { code } else { password }.to_owned());
            Err(error)
        }
    }
}

/// Runs the server function.
async fn call(web: &Web, parts: &Parts, visit: &Visit, values: &Values) -> Result<Done, ApiError> {
    let body: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(values).finish();
    let mut request = Request::new(Body::from(body));
    *request.method_mut() = Method::POST;
    *request.uri_mut() = parts.uri.clone();
    let headers = request.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
    headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let (visit, ports) = (visit.clone(), web.ports.clone());
    let context = move || {
        provide_context(visit.clone());
        provide_context(ports.clone());
    };
    let answer = leptos_axum::handle_server_fns_with_context(context, request).await.into_response();
    let succeeded = answer.status() == StatusCode::OK;
    let body: Bytes = to_bytes(answer.into_body(), MAX_BODY).await.map_err(|_| Problem::Internal)?;
    if succeeded {
        serde_json::from_slice(&body).map_err(|_| Problem::Internal.into())
    } else {
        Err(serde_json::from_slice(&body).unwrap_or_else(|_| Problem::Internal.into()))
    }
}

/// Tells what is wrong: as the form's page with everything still typed, or as JSON.
async fn problem(
    web: &Web,
    visit: &Visit,
    route: &FormRoute,
    mut values: Values,
    mut error: ApiError,
    html: bool,
) -> Response {
    error.request_id.clone_from(&visit.request_id);
    if !html {
        return json(&error);
    }
    let page = route.page_for(&values);
    match error.problem {
        Problem::SignInRequired => return see_other(&sign_in_for(&page)),
        Problem::SignInExpired => {
            return see_other(&Done::at("/sign-in").saying(Notice::SignInExpired).location());
        }
        _ => {}
    }
    values.retain(|(name, _)| !SECRET_FIELDS.contains(&name.as_str()));
    let failure = FormFailure { endpoint: route.endpoint.to_owned(), error, values };
    page::show_again(web, visit, &page, failure).await
}

/// The form's page as the answer to what the form asked.
async fn answer_here(web: &Web, visit: &Visit, route: &FormRoute, mut values: Values) -> Response {
    values.retain(|(name, _)| !SECRET_FIELDS.contains(&name.as_str()));
    page::show_answer(web, visit, &route.page_for(&values), values).await
}

fn wants_html(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|a| a.contains("text/html"))
}

/// An error as JSON, with its status.
#[must_use]
pub fn json(error: &ApiError) -> Response {
    let status = StatusCode::from_u16(error.problem.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, axum::Json(error)).into_response();
    if let Some(wait) = error.problem.retry_after() {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait.get()));
    }
    response
}
