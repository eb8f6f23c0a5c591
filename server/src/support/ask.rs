//! The public form. Whoever fills it in learns nothing: neither whether there is such an account, nor whether
//! it is locked, nor whether it has an open request already.

use super::store::{self, NewRequest};
use crate::account::store as accounts;
use crate::account::store::Account;
use crate::core::Core;
use crate::db::Tx;
use crate::error::Trouble;
use crate::history::{By, Scene, record};
use crate::mail::{EmailAddress, Letter};
use crate::notify::addresses;
use crate::session::throttled;
use crate::throttle::{self, Key, place};
use crate::typed;
use sekisho_app::error::{ApiResult, Problem};
use sekisho_app::id::RequestId;
use sekisho_app::support::{Asked, COMPANY_MAX, NAME_MAX, NUMBER_MAX, RequestState, SUMMARY_MAX, StepNote};
use sekisho_app::visit::Visit;
use sekisho_engine::history::Event;
use sekisho_engine::throttle::{Bucket, Charge, Limit};
use std::time::Duration;

/// Requests from one place.
const REQUESTS: Charge = Charge { bucket: Bucket::SupportRequest, limit: Limit::SUPPORT_REQUEST };
/// When a request is answered: later than the work takes.
const ANSWER: Duration = Duration::from_millis(150);
/// Open requests that name no account. More are not kept: nothing could come of them.
const MOST_WITHOUT_ACCOUNT: i64 = 200;

impl Core {
    /// Takes a request. The answer comes at the same time whatever becomes of it.
    pub(super) async fn answer_request(
        &self,
        visit: &Visit,
        asked: &Asked,
        acknowledged: bool,
    ) -> ApiResult<()> {
        let answer_at = tokio::time::Instant::now() + ANSWER;
        let taken = self.take_in(visit, asked, acknowledged).await;
        tokio::time::sleep_until(answer_at).await;
        Ok(taken?)
    }

    async fn take_in(&self, visit: &Visit, asked: &Asked, acknowledged: bool) -> Result<(), Trouble> {
        if !self.policy().support_requests.offered {
            return Err(Problem::NotFound.into());
        }
        let (asked, email) = checked(asked)?;
        if !acknowledged {
            return Err(Problem::NotAcknowledged.at("acknowledged").into());
        }
        let key = Key::of(&["support", &place(visit.address.known())]);
        if let Err(bar) = throttle::charge(&self.db, REQUESTS, key, visit.now).await? {
            return Err(throttled(bar));
        }
        let scene = Scene::of(visit);
        let mut tx = self.db.begin().await?;
        let account = accounts::find_by_email(&mut tx, &email).await?;
        if let Some(id) = keep(&mut tx, visit, &asked, &email, account.as_ref()).await? {
            let whose = account.as_ref().map(|account| account.id);
            let note = StepNote::Typed(String::new());
            store::step(&mut tx, id, visit.now, RequestState::Received, None, &note).await?;
            record(&mut tx, &scene, whose, By::Anonymous, &Event::SupportRequestReceived).await?;
            if let Some(account) = account {
                let addresses = addresses(&mut tx, &account).await?;
                let letter = Letter::SupportRequestReceived;
                self.post_to_each(&mut tx, &scene, &account, &addresses, &letter).await?;
            }
        }
        tx.commit().await?;
        self.outbox.wake();
        Ok(())
    }
}

/// Keeps the request, unless there is an open one to join it to. `None`: it isn't kept.
async fn keep(
    tx: &mut Tx,
    visit: &Visit,
    asked: &Asked,
    email: &EmailAddress,
    account: Option<&Account>,
) -> Result<Option<RequestId>, Trouble> {
    let (all, same) = store::open_without_account(tx, &email.lookup_form()).await?;
    if account.is_none() && (same > 0 || all >= MOST_WITHOUT_ACCOUNT) {
        return Ok(None);
    }
    let new = NewRequest {
        account: account.map(|account| account.id),
        asked,
        address: visit.address.known(),
        user_agent: &visit.user_agent,
    };
    Ok(store::insert(tx, &new, visit.now).await?)
}

/// What was typed, fit to be kept and shown.
fn checked(asked: &Asked) -> Result<(Asked, EmailAddress), Trouble> {
    if asked.email.trim().is_empty() {
        return Err(Problem::Missing.at("email").into());
    }
    let email: EmailAddress = asked.email.parse().map_err(|_| Problem::EmailMalformed.at("email"))?;
    let clean = Asked {
        email: email.as_str().to_owned(),
        name: needed("name", &asked.name, NAME_MAX)?,
        company: needed("company", &asked.company, COMPANY_MAX)?,
        phone: needed("phone", &asked.phone, NUMBER_MAX)?,
        case_number: short("case_number", typed::line(&asked.case_number), NUMBER_MAX)?,
        summary: short("summary", typed::lines(&asked.summary), SUMMARY_MAX)?,
    };
    Ok((clean, email))
}

fn needed(field: &str, text: &str, max: usize) -> Result<String, Trouble> {
    let line = typed::line(text);
    if line.is_empty() { Err(Problem::Missing.at(field).into()) } else { short(field, line, max) }
}

pub(super) fn short(field: &str, text: String, max: usize) -> Result<String, Trouble> {
    if text.chars().count() > max { Err(Problem::TooLong { max }.at(field).into()) } else { Ok(text) }
}
