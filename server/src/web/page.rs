//! Pages: GET a path of the app's table, or the page of a form that could not be done.

use super::Web;
use super::visit;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hydration_context::SsrSharedContext;
use leptos::prelude::{Owner, RenderHtml, provide_context};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sekisho_app::error::{ApiError, Problem};
use sekisho_app::form::FormFailure;
use sekisho_app::i18n::{Language, Words};
use sekisho_app::page::{self, Access, PAGES, PageContext, PageRoute};
use sekisho_app::visit::{Caller, Visit};
use sekisho_engine::policy::Role;
use std::sync::Arc;

/// A section's path leads to its first page.
const SECTIONS: &[(&str, &str)] =
    &[("/security", "/security/mfa"), ("/history", "/history/log"), ("/admin", "/admin/people")];

/// The pages of whoever isn't signed in yet.
const SIGN_IN: [&str; 2] = ["/sign-in", "/sign-in/password"];

/// Pages whose links carry a token, which is moved into a cookie before anything is shown.
const LINKS: [&str; 3] = ["/reset-password", "/setup", "/support/stop"];

/// Pages that are everybody's: no cookie is looked at, and the address says the language.
const EVERYBODYS: [&str; 1] = ["/authenticator"];

/// Answers every GET that nothing else answers.
pub async fn show(State(web): State<Web>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    let (mut parts, _) = request.into_parts();
    let everybodys = EVERYBODYS.contains(&parts.uri.path());
    if everybodys {
        parts.headers.remove(header::COOKIE);
    }
    let path = parts.uri.path();
    let mut visit = match visit::read(&web, &parts).await {
        Ok(visit) => visit,
        Err(error) => return unavailable(&web, &parts, error.into()),
    };
    if everybodys && let Some(language) = asked_language(&query(parts.uri.query())) {
        visit.language = language;
    }
    if let Some(first) = section(path, &visit.caller) {
        return with_cookies(&visit, see_other(first));
    }
    let answer = match find(path) {
        Some((route, params)) => found(&web, &parts, &visit, route, params).await,
        None => error_page(&web, &parts, &visit, Problem::NotFound.into()),
    };
    with_cookies(&visit, answer)
}

/// The first page of the section that `path` is, for this caller.
fn section(path: &str, caller: &Caller) -> Option<&'static str> {
    let (_, first) = SECTIONS.iter().find(|(section, _)| *section == path)?;
    match caller {
        Caller::SignedIn(person) if path == "/admin" && person.role == Role::Support => {
            Some("/admin/requests")
        }
        _ => Some(first),
    }
}

async fn found(
    web: &Web,
    parts: &Parts,
    visit: &Visit,
    route: &'static PageRoute,
    params: Vec<(String, String)>,
) -> Response {
    if let Some(elsewhere) = elsewhere(route, visit, parts) {
        return see_other(&elsewhere);
    }
    let query = query(parts.uri.query());
    if LINKS.contains(&route.path)
        && let Some((_, token)) = query.iter().find(|(name, _)| name == "token")
    {
        return open_link(web, visit, route.path, token).await;
    }
    let cx = context(web, visit, parts.uri.path(), params, query, None);
    render(route, cx).await
}

async fn open_link(web: &Web, visit: &Visit, path: &str, token: &str) -> Response {
    let opened = match path {
        "/setup" => web.ports.setup.open_link(visit, token).await,
        "/support/stop" => web.ports.support.open_stop_link(visit, token).await,
        _ => web.ports.password.open_link(visit, token).await,
    };
    match opened {
        Ok(()) => see_other(path),
        Err(error) => {
            let cx = context(web, visit, path, Vec::new(), Vec::new(), None);
            let (status, view) = page::render_error(&cx, error);
            html(status, &cx, view)
        }
    }
}

/// Where somebody is sent who asks for a page that isn't for them, if that is better than refusing.
fn elsewhere(route: &PageRoute, visit: &Visit, parts: &Parts) -> Option<String> {
    match (route.access, &visit.caller) {
        (
            Access::SignedIn | Access::Support | Access::Administrator,
            Caller::Anonymous | Caller::PasswordVerified(_),
        ) => {
            let asked = parts.uri.path_and_query().map_or("/", |asked| asked.as_str());
            Some(sign_in_for(asked))
        }
        (Access::PasswordVerified, Caller::Anonymous) => Some("/sign-in".to_owned()),
        (Access::PasswordVerified, Caller::SignedIn(person)) if person.stepping_up.is_none() => {
            Some("/".to_owned())
        }
        (Access::Public, Caller::SignedIn(_)) if SIGN_IN.contains(&route.path) => Some("/".to_owned()),
        // the password's page stands on what was typed on the page before
        (Access::Public, _) if route.path == SIGN_IN[1] && visit.held.identifier.is_none() => {
            Some(SIGN_IN[0].to_owned())
        }
        _ => None,
    }
}

/// The sign-in page that leads back to `path` afterwards.
#[must_use]
pub fn sign_in_for(path: &str) -> String {
    if path == "/" {
        return "/sign-in".to_owned();
    }
    format!("/sign-in?next={}", utf8_percent_encode(path, NON_ALPHANUMERIC))
}

/// The page of `path`, and the parts of the path that have a name.
#[must_use]
pub fn find(path: &str) -> Option<(&'static PageRoute, Vec<(String, String)>)> {
    PAGES.iter().find_map(|route| Some((route, matches(route.path, path)?)))
}

fn matches(pattern: &str, path: &str) -> Option<Vec<(String, String)>> {
    let mut named = Vec::new();
    let mut wanted = pattern.split('/');
    let mut given = path.split('/');
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(named),
            (Some(wanted), Some(given)) => {
                match wanted.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
                    Some(name) if !given.is_empty() => named.push((name.to_owned(), given.to_owned())),
                    None if wanted == given => {}
                    _ => return None,
                }
            }
            _ => return None,
        }
    }
}

/// Shows the page of a form again, because of `failure`.
pub async fn show_again(web: &Web, visit: &Visit, page: &str, failure: FormFailure) -> Response {
    let (path, raw_query) = page.split_once('?').map_or((page, None), |(path, query)| (path, Some(query)));
    match find(path) {
        Some((route, params)) => {
            let cx = context(web, visit, path, params, query(raw_query), Some(failure));
            render(route, cx).await
        }
        None => {
            let cx = context(web, visit, path, Vec::new(), Vec::new(), None);
            let (status, view) = page::render_error(&cx, failure.error);
            html(status, &cx, view)
        }
    }
}

/// Shows the page of a form that asked something and changed nothing: the page is the answer.
pub async fn show_answer(web: &Web, visit: &Visit, page: &str, fields: Vec<(String, String)>) -> Response {
    let (path, raw_query) = page.split_once('?').map_or((page, None), |(path, query)| (path, Some(query)));
    let Some((route, params)) = find(path) else {
        let cx = context(web, visit, path, Vec::new(), Vec::new(), None);
        let (status, view) = page::render_error(&cx, Problem::NotFound.into());
        return html(status, &cx, view);
    };
    let cx = context(web, visit, path, params, query(raw_query), None);
    render(route, PageContext { answered: fields, ..cx }).await
}

/// The page that tells of `error`.
pub fn error_page(web: &Web, parts: &Parts, visit: &Visit, error: ApiError) -> Response {
    let cx = context(web, visit, parts.uri.path(), Vec::new(), Vec::new(), None);
    let (status, view) = page::render_error(&cx, error);
    html(status, &cx, view)
}

/// The same when not even the visit could be read.
fn unavailable(web: &Web, parts: &Parts, error: ApiError) -> Response {
    let visit = Visit {
        now: web.core.clock.now(),
        address: sekisho_engine::address::ClientAddress::Unknown(
            sekisho_engine::address::UnknownReason::UnreadableHop,
        ),
        user_agent: String::new(),
        language: Language::default(),
        request_id: visit::request_id(parts),
        caller: Caller::Anonymous,
        held: sekisho_app::visit::Held::default(),
        cookies: sekisho_app::visit::SetCookies::default(),
    };
    error_page(web, parts, &visit, error)
}

async fn render(route: &'static PageRoute, cx: PageContext) -> Response {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    owner.with(|| provide(&cx));
    let (status, view) =
        owner.with(|| leptos::reactive::computed::ScopedFuture::new(page::render(route, cx.clone()))).await;
    let response = owner.with(|| html(status, &cx, view));
    owner.unset_with_forced_cleanup();
    response
}

fn provide(cx: &PageContext) {
    provide_context(cx.visit.clone());
    provide_context(cx.ports.clone());
    provide_context(cx.words.clone());
    provide_context(cx.clone());
}

fn html(status: u16, cx: &PageContext, view: leptos::prelude::AnyView) -> Response {
    let body = view.to_html();
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(cx.words.language.tag()));
    headers.insert(header::VARY, HeaderValue::from_static("Cookie, Accept-Language"));
    if let Some(wait) = cx.failure.as_ref().and_then(|failure| failure.error.problem.retry_after()) {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(wait.get()));
    }
    response
}

fn context(
    web: &Web,
    visit: &Visit,
    path: &str,
    params: Vec<(String, String)>,
    query: Vec<(String, String)>,
    failure: Option<FormFailure>,
) -> PageContext {
    PageContext {
        visit: visit.clone(),
        ports: web.ports.clone(),
        words: Words::new(visit.language, web.core.overrides.clone()),
        path: path.to_owned(),
        params,
        query,
        failure,
        answered: Vec::new(),
        portal: web.portal.clone(),
    }
}

/// The language that a query asks for.
#[must_use]
pub fn asked_language(query: &[(String, String)]) -> Option<Language> {
    query.iter().find(|(name, _)| name == "language").and_then(|(_, tag)| Language::from_tag(tag))
}

/// The pairs of a query, decoded.
#[must_use]
pub fn query(raw: Option<&str>) -> Vec<(String, String)> {
    form_urlencoded::parse(raw.unwrap_or_default().as_bytes()).into_owned().collect()
}

/// Go there and GET it.
#[must_use]
pub fn see_other(path: &str) -> Response {
    match HeaderValue::from_str(path) {
        Ok(location) => (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Adds the cookies that handling the visit set.
#[must_use]
pub fn with_cookies(visit: &Visit, mut response: Response) -> Response {
    for line in visit.cookies.take() {
        if let Ok(line) = HeaderValue::from_str(&line) {
            response.headers_mut().append(header::SET_COOKIE, line);
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_matches_its_pattern_segment_by_segment() {
        let check = |pattern: &str, path: &str, expected: Option<&[(&str, &str)]>| {
            let expected = expected.map(|pairs| {
                pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect::<Vec<_>>()
            });
            assert_eq!(matches(pattern, path), expected, "{pattern} {path}");
        };
        check("/", "/", Some(&[]));
        check("/admin/people/{id}", "/admin/people/7", Some(&[("id", "7")]));
        check("/admin/people/{id}", "/admin/people/", None);
        check("/admin/people/{id}", "/admin/people/7/x", None);
        check("/account", "/account/x.css", None);
        check("/account", "/account/", None);
    }
}
