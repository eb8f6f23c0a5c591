//! `/enter`: the portal lets somebody into an application, once they are signed in and have shown what it needs.

use super::asked::scheme;
use super::cache::Known;
use super::entry::Entry;
use super::store;
use crate::core::Core;
use crate::error::Trouble;
use crate::history::{By, Scene, fold};
use crate::secret::Token;
use crate::session;
use crate::web::page::{self, error_page, see_other, sign_in_for, with_cookies};
use crate::web::{Web, form, visit};
use axum::extract::{Request, State};
use axum::response::Response;
use data_encoding::BASE64URL_NOPAD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sekisho_app::error::Problem;
use sekisho_app::visit::{Caller, SignedIn, Visit};
use sekisho_engine::gate::{Asked, AskedPath, GateOutcome, GateRefusal};
use sekisho_engine::history::Event;
use sekisho_engine::time::Seconds;

/// How long a ticket counts: a browser goes on by itself.
const TICKET: Seconds = Seconds::MINUTE;

/// Lets in, or leads to where what is missing can be shown.
pub(super) async fn enter(State(web): State<Web>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let visit = match visit::read(&web, &parts).await {
        Ok(visit) => visit,
        Err(error) => return form::json(&error.into()),
    };
    let core = &web.core;
    let secure = core.config.server.origin.is_secure();
    let entry = Entry::read(&page::query(parts.uri.query()), &core.keys, secure)
        .filter(|entry| core.config.gate.web.rules.knows(&entry.host));
    let there = match (&entry, &visit.caller) {
        (None, _) => Err(Problem::ApplicationNotOpened.into()),
        // it begins anew, from the application
        (Some(entry), _) if entry.is_over(visit.now) => Ok(application(entry, secure)),
        (Some(entry), Caller::SignedIn(person)) => core.let_into(&visit, person, entry, secure).await,
        (Some(_), _) => {
            let asked = parts.uri.path_and_query().map_or("/", |asked| asked.as_str());
            Ok(sign_in_for(asked))
        }
    };
    let answer = match there {
        Ok(there) => see_other(&there),
        Err(trouble) => error_page(&web, &parts, &visit, trouble.into()),
    };
    with_cookies(&visit, answer)
}

/// The page asked for.
fn application(entry: &Entry, secure: bool) -> String {
    format!("{}://{}{}", scheme(secure), entry.host, Core::target(&entry.to))
}

impl Core {
    /// Where somebody signed in goes on: to the application with a ticket, or to show a second factor.
    async fn let_into(
        &self,
        visit: &Visit,
        person: &SignedIn,
        entry: &Entry,
        secure: bool,
    ) -> Result<String, Trouble> {
        let to = Self::target(&entry.to);
        let path = to.split('?').next().unwrap_or_default();
        let path = AskedPath::parse(path).map_err(|_| Problem::ApplicationNotOpened)?;
        let mut reader = self.db.read().await?;
        let row = session::store::find_by_id(&mut reader, person.session).await?;
        drop(reader);
        let known = Known::new(self.standing(row.ok_or(Problem::SignInRequired)?, visit.now).await?);
        let asked = Asked { host: &entry.host, path: &path };
        match self.decide_for(asked, Some(&known), visit.address, visit.now)?.outcome {
            GateOutcome::Pass if !self.is_own(&entry.host) => {
                let ticket = self.issue_ticket(visit, person, entry).await?;
                let to = utf8_percent_encode(to, NON_ALPHANUMERIC);
                let finish = super::FINISH;
                Ok(format!("{}://{}{finish}?ticket={}&to={to}", scheme(secure), entry.host, ticket.reveal()))
            }
            GateOutcome::Pass | GateOutcome::Open => Ok(application(entry, secure)),
            GateOutcome::SignIn => Err(Problem::SignInRequired.into()),
            GateOutcome::StepUp => {
                let back = utf8_percent_encode(&entry.clone().path(&self.keys), NON_ALPHANUMERIC).to_string();
                Ok(format!("/sign-in/step-up?next={back}"))
            }
            GateOutcome::Refused(GateRefusal::AddressUnknown) => Err(Problem::AddressUnknown.into()),
            GateOutcome::Refused(_) => {
                self.note_refused(visit, person, entry).await?;
                Err(Problem::ApplicationNotAllowed { host: entry.host.to_string() }.into())
            }
        }
    }

    async fn issue_ticket(&self, visit: &Visit, person: &SignedIn, entry: &Entry) -> Result<Token, Trouble> {
        let browser = BASE64URL_NOPAD.decode(entry.browser.as_bytes());
        let browser = browser.map_err(|_| Problem::ApplicationNotOpened)?;
        let ticket = Token::new()?;
        let mut tx = self.db.begin().await?;
        let (host, ends) = (entry.host.as_str(), visit.now.plus(TICKET));
        store::insert_ticket(&mut tx, &ticket.digest(), person.session, host, &browser, ends).await?;
        tx.commit().await?;
        Ok(ticket)
    }

    async fn note_refused(&self, visit: &Visit, person: &SignedIn, entry: &Entry) -> Result<(), Trouble> {
        let mut tx = self.db.begin().await?;
        let event = Event::ApplicationRefused { host: entry.host.to_string() };
        fold(&mut tx, &Scene::of(visit), Some(person.account), By::Oneself, &event).await?;
        tx.commit().await?;
        Ok(())
    }
}
