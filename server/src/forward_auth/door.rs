//! The portal's two doors on an application's host: out to the portal, and back with a ticket.

use super::asked::{self, scheme};
use super::entry::Entry;
use super::store;
use crate::codes::{Once, consume};
use crate::core::Core;
use crate::error::ServerError;
use crate::history::{By, Scene, record};
use crate::secret::Token;
use crate::session;
use crate::web::cookie::Cookie;
use crate::web::page::{query, see_other};
use crate::web::{Web, visit};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64URL_NOPAD;
use sekisho_app::forward_auth::Stopped;
use sekisho_app::id::{AccountId, SessionId};
use sekisho_app::visit::SetCookies;
use sekisho_engine::address::ClientAddress;
use sekisho_engine::gate::{Asked, AskedPath, Authority, GateOutcome};
use sekisho_engine::history::Event;
use sekisho_engine::time::Timestamp;

/// `/.sekisho/start?to=…`: marks the browser, unless it is marked already (by another tab), and sends it to the
/// portal with what it wants.
pub(super) async fn start(State(web): State<Web>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let Some(host) = host(&web, &parts) else { return refused() };
    let core = &web.core;
    let browser = match Cookie::Enter.token(&parts.headers).map_or_else(Token::new, Ok) {
        Ok(token) => token,
        Err(error) => return unavailable(&error),
    };
    let query = query(parts.uri.query());
    let entry = Entry {
        host,
        to: Core::target(first(&query, "to")).to_owned(),
        browser: BASE64URL_NOPAD.encode(browser.digest().bytes()),
        at: core.clock.now(),
    };
    let cookies = SetCookies::default();
    Cookie::Enter.set(&cookies, &browser);
    let there = core.config.server.origin.url(&entry.path(&core.keys));
    answered(&web, see_other(&there), &cookies)
}

/// `/.sekisho/finish?ticket=…&to=…`: takes the ticket, gives the host's own cookie, and goes to the page.
pub(super) async fn finish(State(web): State<Web>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let Some(host) = host(&web, &parts) else { return refused() };
    let query = query(parts.uri.query());
    let cookies = SetCookies::default();
    let shown = Token::parse(first(&query, "ticket")).zip(Cookie::Enter.token(&parts.headers));
    let came = Came {
        host: &host,
        to: Core::target(first(&query, "to")),
        address: visit::address(&web, &parts),
        now: web.core.clock.now(),
        user_agent: &visit::user_agent(&parts.headers),
        request_id: &visit::request_id(&parts),
    };
    let pass = match shown {
        Some((ticket, browser)) => web.core.take_ticket(&came, &ticket, &browser).await,
        None => Ok(Err(Stopped::Ticket)),
    };
    match pass {
        Ok(Ok(pass)) => {
            Cookie::Gate.set(&cookies, &pass);
            let there = format!("{}://{host}{}", scheme(web.core.config.server.origin.is_secure()), came.to);
            answered(&web, see_other(&there), &cookies)
        }
        Ok(Err(why)) => {
            let told = web.core.config.server.origin.url(&why.path());
            answered(&web, see_other(&told), &cookies)
        }
        Err(error) => unavailable(&error),
    }
}

/// A browser that comes back to an application's host.
struct Came<'a> {
    host: &'a Authority,
    to: &'a str,
    address: ClientAddress,
    now: Timestamp,
    user_agent: &'a str,
    request_id: &'a str,
}

impl Came<'_> {
    fn scene(&self, asker: AccountId) -> Scene<'_> {
        Scene {
            address: self.address.known(),
            user_agent: self.user_agent,
            request_id: self.request_id,
            asker: Some(asker),
            ..Scene::outside(self.now)
        }
    }
}

impl Core {
    /// Uses a ticket up, whoever shows it; the pass that comes of it, where it is for this host and this browser,
    /// and its session counts here, too.
    async fn take_ticket(
        &self,
        came: &Came<'_>,
        ticket: &Token,
        browser: &Token,
    ) -> Result<Result<Token, Stopped>, ServerError> {
        let mut reader = self.db.read().await?;
        let found = store::find_ticket(&mut reader, &ticket.digest()).await?;
        drop(reader);
        let Some(row) = found else { return Ok(Err(Stopped::Ticket)) };
        let mine = consume(&self.db, Once::GateTicket(row.id), came.now).await?;
        let fits = row.host == came.host.as_str() && row.browser == browser.digest().bytes();
        if !mine || !fits {
            return Ok(Err(Stopped::Ticket));
        }
        let session = SessionId(row.session_id);
        let mut reader = self.db.read().await?;
        let row = session::store::find_by_id(&mut reader, session).await?;
        drop(reader);
        let Some(row) = row else { return Ok(Err(Stopped::Ticket)) };
        let account = AccountId(row.account_id);
        let known = super::cache::Known::new(self.standing(row, came.now).await?);
        if !self.is_here(&known.standing, came.address, came.now).await? || !self.may_pass(came, &known)? {
            return Ok(Err(Stopped::Elsewhere));
        }
        let pass = Token::new()?;
        let mut tx = self.db.begin().await?;
        store::insert_pass(&mut tx, &pass.digest(), session, came.host.as_str(), came.now).await?;
        let event = Event::ApplicationOpened { host: came.host.to_string() };
        record(&mut tx, &came.scene(account), Some(account), By::Oneself, &event).await?;
        tx.commit().await?;
        Ok(Ok(pass))
    }

    /// What the gate will say to the page that the browser goes to: where it would be sent back, it stops here
    /// instead of going round and round.
    fn may_pass(&self, came: &Came<'_>, known: &super::cache::Known) -> Result<bool, ServerError> {
        let path = came.to.split('?').next().unwrap_or_default();
        let Ok(path) = AskedPath::parse(path) else { return Ok(false) };
        let asked = Asked { host: came.host, path: &path };
        let decision = self.decide_for(asked, Some(known), came.address, came.now)?;
        Ok(matches!(decision.outcome, GateOutcome::Pass | GateOutcome::Open))
    }
}

/// The application's host, if the request comes by a proxy that the operator named, by the portal's scheme, and a
/// rule names the host.
fn host(web: &Web, parts: &Parts) -> Option<Authority> {
    let server = &web.core.config.server;
    let secure = server.origin.is_secure();
    let said = asked::one(&parts.headers, "x-forwarded-proto").ok()?;
    if !visit::comes_from_proxy(web, parts) || said.is_some_and(|said| said != scheme(secure)) {
        return None;
    }
    let host = Authority::parse(asked::host(parts).ok()?, secure).ok()?;
    web.core.config.gate.web.rules.knows(&host).then_some(host)
}

/// The first value of a name in a query.
fn first<'a>(query: &'a [(String, String)], name: &str) -> &'a str {
    query.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
}

fn refused() -> Response {
    (StatusCode::FORBIDDEN, "No application is open here.\n").into_response()
}

fn unavailable(error: &ServerError) -> Response {
    tracing::error!(%error, "an application can't be opened");
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "5")], "Please try again in a moment.\n")
        .into_response()
}

/// The answer, with its cookies.
fn answered(web: &Web, mut response: Response, cookies: &SetCookies) -> Response {
    let headers = response.headers_mut();
    for line in cookies.take() {
        if let Ok(line) = HeaderValue::from_str(&line) {
            headers.append(header::SET_COOKIE, line);
        }
    }
    if web.core.config.server.origin.is_secure() {
        // what is below the application's host is not the portal's to speak for
        let alone = HeaderValue::from_static("max-age=63072000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, alone);
    }
    response
}
