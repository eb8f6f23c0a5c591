//! What support and administrators do with a request. Each step is one statement that says from which state it
//! comes, so that of two who act at once one is told that the other was first.

use super::store::{self, Request};
use super::{ask, standing};
use crate::account::store as accounts;
use crate::account::store::Account;
use crate::core::Core;
use crate::db::{Queryable, Tx};
use crate::error::{ServerError, Trouble};
use crate::history::{By, Scene, record};
use crate::mail::Letter;
use crate::notify::addresses;
use crate::secret::Token;
use crate::session::require_fresh;
use crate::typed;
use sekisho_app::error::Problem;
use sekisho_app::id::RequestId;
use sekisho_app::support::RequestState::{Approved, InReview, Received, Refused};
use sekisho_app::support::{NOTE_MAX, Standing, StepNote};
use sekisho_app::visit::{Supporter, Visit};
use sekisho_engine::history::Event;
use sekisho_engine::policy::AccountState;
use sekisho_engine::time::Seconds;

/// The account that a request is about, if there is one.
///
/// # Errors
/// `Database`, `Stored`.
pub(super) async fn account_of(
    on: &mut impl Queryable,
    request: &Request,
) -> Result<Option<Account>, ServerError> {
    match request.account {
        Some(id) => accounts::find(on, id).await,
        None => Ok(None),
    }
}

/// A request that somebody may decide about, and the account that it is about.
async fn decidable(
    tx: &mut Tx,
    visit: &Visit,
    by: &Supporter,
    id: RequestId,
) -> Result<(Request, Option<Account>), Trouble> {
    require_fresh(visit, by.person())?;
    let request = store::find(tx, id).await?.ok_or(Problem::NotFound)?;
    let account = account_of(tx, &request).await?;
    match standing(by, account.as_ref()) {
        Standing::MayDecide => Ok((request, account)),
        Standing::Own => Err(Problem::OwnAccount.into()),
        Standing::AdministratorsOnly => Err(Problem::NotAllowed.into()),
    }
}

fn noted(text: &str) -> Result<StepNote, Trouble> {
    Ok(StepNote::Typed(ask::short("note", typed::lines(text), NOTE_MAX)?))
}

impl Core {
    /// Whether `by` took the request into review, so that somebody else has to approve it.
    ///
    /// # Errors
    /// `Database`.
    pub(super) async fn needs_another(
        &self,
        on: &mut impl Queryable,
        by: &Supporter,
        id: RequestId,
    ) -> Result<bool, ServerError> {
        let alone = store::reviewer(on, id).await? == Some(by.person().account);
        Ok(alone && self.policy().support_requests.two_people)
    }

    pub(super) async fn take_request(
        &self,
        visit: &Visit,
        by: &Supporter,
        id: RequestId,
    ) -> Result<(), Trouble> {
        let actor = by.person().account;
        let mut tx = self.db.begin().await?;
        let (request, _) = decidable(&mut tx, visit, by, id).await?;
        if !store::advance(&mut tx, id, &[Received], InReview).await? {
            return Err(Problem::RequestChanged.into());
        }
        let note = StepNote::Typed(String::new());
        store::step(&mut tx, id, visit.now, InReview, Some(actor), &note).await?;
        let event = Event::SupportRequestTaken;
        record(&mut tx, &Scene::of(visit), request.account, By::Person(actor), &event).await?;
        tx.commit().await?;
        Ok(())
    }

    pub(super) async fn approve_request(
        &self,
        visit: &Visit,
        by: &Supporter,
        id: RequestId,
        note: &str,
    ) -> Result<bool, Trouble> {
        let note = noted(note)?;
        let actor = by.person().account;
        let (scene, wait) = (Scene::of(visit), self.support_wait());
        let (effect, token) = (visit.now.plus(wait), Token::new()?);
        let mut tx = self.db.begin().await?;
        let (_, account) = decidable(&mut tx, visit, by, id).await?;
        if self.needs_another(&mut tx, by, id).await? {
            return Err(Problem::AnotherApproves.into());
        }
        // a request that names no account, or one that is locked, can only be refused
        let account = account.filter(|account| account.state == AccountState::Active);
        let account = account.ok_or(Problem::RequestChanged)?;
        if !store::approve(&mut tx, id, effect, &token.digest()).await? {
            return Err(Problem::RequestChanged.into());
        }
        store::step(&mut tx, id, visit.now, Approved, Some(actor), &note).await?;
        let event = Event::SupportRequestApproved { effect };
        record(&mut tx, &scene, Some(account.id), By::Person(actor), &event).await?;
        let at_once = wait == Seconds::ZERO;
        if at_once {
            self.carry_out(&mut tx, &scene, id, By::Person(actor)).await?;
        } else {
            let link = self.config.server.origin.url(&format!("/support/stop?token={}", token.reveal()));
            let addresses = addresses(&mut tx, &account).await?;
            let letter = Letter::SupportRequestApproved { link: &link, effect };
            self.post_to_each(&mut tx, &scene, &account, &addresses, &letter).await?;
        }
        tx.commit().await?;
        self.outbox.wake();
        Ok(at_once)
    }

    pub(super) async fn refuse_request(
        &self,
        visit: &Visit,
        by: &Supporter,
        id: RequestId,
        note: &str,
    ) -> Result<(), Trouble> {
        let note = noted(note)?;
        let actor = by.person().account;
        let scene = Scene::of(visit);
        // what is due has taken effect, whether anybody has seen to it or not
        self.take_effect(id, visit.now).await?;
        let mut tx = self.db.begin().await?;
        let (request, account) = decidable(&mut tx, visit, by, id).await?;
        if !store::advance(&mut tx, id, &[Received, InReview, Approved], Refused).await? {
            return Err(Problem::RequestChanged.into());
        }
        store::step(&mut tx, id, visit.now, Refused, Some(actor), &note).await?;
        let event = Event::SupportRequestRefused;
        record(&mut tx, &scene, request.account, By::Person(actor), &event).await?;
        if let Some(account) = account {
            let addresses = addresses(&mut tx, &account).await?;
            let letter = Letter::SupportRequestRefused;
            self.post_to_each(&mut tx, &scene, &account, &addresses, &letter).await?;
        }
        tx.commit().await?;
        self.outbox.wake();
        Ok(())
    }
}
