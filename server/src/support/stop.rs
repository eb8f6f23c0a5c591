//! Stopping an approved request: by the link that was mailed with the approval, or signed in.

use super::store::{self, Request};
use crate::core::Core;
use crate::db::Tx;
use crate::error::{ServerError, Trouble};
use crate::history::{By, Scene, record};
use crate::mail::Letter;
use crate::notify::addresses;
use crate::secret::Token;
use crate::web::cookie::Cookie;
use sekisho_app::error::Problem;
use sekisho_app::support::RequestState::{self, InReview, Received, Stopped};
use sekisho_app::support::{OwnRequest, StepNote, StopView};
use sekisho_app::visit::{SignedIn, Visit};
use sekisho_engine::history::Event;

impl Core {
    pub(super) fn keep_stop_link(visit: &Visit, token: &str) -> Result<(), Trouble> {
        let token = Token::parse(token).ok_or(Problem::LinkSpent)?;
        Cookie::Link.set(&visit.cookies, &token);
        Ok(())
    }

    /// The request whose link was opened, and what has become of it.
    pub(super) async fn opened_request(&self, visit: &Visit) -> Result<(Request, StopView), Trouble> {
        let token = visit.held.link.as_deref().and_then(Token::parse).ok_or(Problem::LinkSpent)?;
        let mut reader = self.db.read().await?;
        let request = store::by_link(&mut reader, &token.digest()).await?.ok_or(Problem::LinkSpent)?;
        let view = match (request.state, request.effect) {
            // what is due has taken effect, whether anybody has seen to it or not
            (RequestState::Approved, Some(effect)) if effect > visit.now => StopView::Waiting { effect },
            (Stopped, _) => StopView::Stopped,
            (RequestState::Refused, _) => StopView::Refused,
            _ => StopView::Done,
        };
        Ok((request, view))
    }

    pub(super) async fn stop_by_link(&self, visit: &Visit) -> Result<(), Trouble> {
        let (request, _) = self.opened_request(visit).await?;
        let mut tx = self.db.begin().await?;
        if store::stop_in_time(&mut tx, request.id, visit.now).await? {
            self.stopped(&mut tx, visit, &request).await?;
            tx.commit().await?;
            self.outbox.wake();
        }
        Ok(())
    }

    pub(super) async fn own_request(&self, person: &SignedIn) -> Result<Option<OwnRequest>, ServerError> {
        let mut reader = self.db.read().await?;
        let request = store::open_of(&mut reader, person.account).await?;
        Ok(request.map(|request| OwnRequest { effect: request.effect }))
    }

    pub(super) async fn stop_own_request(&self, visit: &Visit, person: &SignedIn) -> Result<(), Trouble> {
        let mut tx = self.db.begin().await?;
        let request = store::open_of(&mut tx, person.account).await?.ok_or(Problem::RequestChanged)?;
        let stopped = store::stop_in_time(&mut tx, request.id, visit.now).await?
            || store::advance(&mut tx, request.id, &[Received, InReview], Stopped).await?;
        if !stopped {
            return Err(Problem::RequestChanged.into());
        }
        self.stopped(&mut tx, visit, &request).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(())
    }

    /// Writes down and tells that the person has stopped a request.
    async fn stopped(&self, tx: &mut Tx, visit: &Visit, request: &Request) -> Result<(), Trouble> {
        let scene = Scene::of(visit);
        let note = StepNote::Typed(String::new());
        store::step(tx, request.id, visit.now, Stopped, None, &note).await?;
        record(tx, &scene, request.account, By::Oneself, &Event::SupportRequestStopped).await?;
        if let Some(account) = super::decide::account_of(tx, request).await? {
            let addresses = addresses(tx, &account).await?;
            let letter = Letter::SupportRequestStopped;
            self.post_to_each(tx, &scene, &account, &addresses, &letter).await?;
        }
        Ok(())
    }
}
