//! Reading requests for support: the queue, and one request beside the account's record.

use super::decide::account_of;
use super::{standing, store};
use crate::account::store::Account;
use crate::admin::store as people;
use crate::core::Core;
use crate::db::Reader;
use crate::decision;
use crate::error::{ServerError, Trouble};
use crate::history::query;
use crate::session::places;
use sekisho_app::error::Problem;
use sekisho_app::history::LogFilter;
use sekisho_app::id::RequestId;
use sekisho_app::support::{Doubt, QueueFilter, QueueView, RequestView, Requester, same_name};
use sekisho_app::visit::{Supporter, Visit};
use sekisho_engine::history::Group;
use sekisho_engine::policy::AccountState;

/// Entries of the log beside a request.
const RECENT: u32 = 8;

impl Core {
    pub(super) async fn queue_view(&self, filter: QueueFilter) -> Result<QueueView, ServerError> {
        let mut reader = self.db.read().await?;
        let (open, done) = store::counts(&mut reader).await?;
        let requests = store::list(&mut reader, filter.done, filter.page).await?;
        let offered = self.policy().support_requests.offered;
        Ok(QueueView { requests, open, done, page: filter.page, offered })
    }

    pub(super) async fn request_view(
        &self,
        visit: &Visit,
        by: &Supporter,
        id: RequestId,
    ) -> Result<RequestView, Trouble> {
        let mut reader = self.db.read().await?;
        let request = store::find(&mut reader, id).await?.ok_or(Problem::NotFound)?;
        let account = account_of(&mut reader, &request).await?;
        let (requester, doubts) = match &account {
            None => (None, vec![Doubt::NoAccount]),
            Some(account) => {
                let (requester, doubts) = compare(&mut reader, visit, &request, account).await?;
                (Some(requester), doubts)
            }
        };
        Ok(RequestView {
            id,
            state: request.state,
            received: request.received,
            address: request.address,
            user_agent: request.user_agent,
            effect: request.effect,
            steps: store::steps(&mut reader, id).await?,
            requester,
            doubts,
            standing: standing(by, account.as_ref()),
            needs_another: self.needs_another(&mut reader, by, id).await?,
            approvable: account.is_some_and(|account| account.state == AccountState::Active),
            wait: self.support_wait(),
            asked: request.asked,
        })
    }
}

/// The account's record, and what of the request doesn't fit it.
async fn compare(
    reader: &mut Reader,
    visit: &Visit,
    request: &store::Request,
    account: &Account,
) -> Result<(Requester, Vec<Doubt>), ServerError> {
    let row = people::one(reader, account.id).await?.ok_or(ServerError::Stored("account"))?;
    let factors = decision::factors(reader, account.id).await?;
    let filter = LogFilter { group: Some(Group::SignIn.as_str().to_owned()), ..LogFilter::default() };
    let recent = query::log(reader, Some(account.id), &filter, RECENT).await?.entries;
    let known_place = match request.address {
        Some(address) => places::has_signed_in(reader, account.id, address, visit.now).await?,
        None => false,
    };
    let doubts = [
        (!same_name(&request.asked.name, &account.name), Doubt::NameDiffers),
        (account.state == AccountState::Locked, Doubt::AccountLocked),
        (!factors.any() && request.state.is_open(), Doubt::NothingToRemove),
        (!known_place, Doubt::UnknownPlace),
    ];
    let doubts = doubts.into_iter().filter(|(there, _)| *there).map(|(_, doubt)| doubt).collect();
    let left = factors.recovery_left;
    Ok((Requester { row, since: account.created_at, recovery_left: left, recent }, doubts))
}
