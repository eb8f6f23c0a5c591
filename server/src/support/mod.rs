//! Requests to support to remove second factors: the public form, the queue, the decisions, and how an approved
//! request takes effect or is stopped. A request's states are in [`sekisho_app::support`].

mod ask;
mod decide;
mod effect;
mod stop;
pub mod store;
mod view;

pub use effect::run;

use crate::account::store::Account;
use crate::core::Core;
use async_trait::async_trait;
use sekisho_app::error::ApiResult;
use sekisho_app::id::RequestId;
use sekisho_app::support::port::SupportPort;
use sekisho_app::support::{Asked, OwnRequest, QueueFilter, QueueView, RequestView, Standing, StopView};
use sekisho_app::visit::{SignedIn, Supporter, Visit};
use sekisho_engine::policy::Role;
use sekisho_engine::time::Seconds;

impl Core {
    /// How long an approval waits before it takes effect.
    #[must_use]
    pub const fn support_wait(&self) -> Seconds {
        Seconds::hours(self.policy().support_requests.wait_hours.get())
    }
}

/// Whether somebody may decide about a request for `account`: nobody about their own, and about an
/// administrator's only another administrator.
fn standing(by: &Supporter, account: Option<&Account>) -> Standing {
    match account {
        Some(account) if account.id == by.person().account => Standing::Own,
        Some(account) if !may_touch(by.person().role, account) => Standing::AdministratorsOnly,
        _ => Standing::MayDecide,
    }
}

/// Whether somebody in `role` may have second factors of `account` removed.
fn may_touch(role: Role, account: &Account) -> bool {
    match role {
        Role::Admin => true,
        Role::Support => account.role != Role::Admin,
        Role::General => false,
    }
}

#[async_trait]
impl SupportPort for Core {
    async fn ask(&self, visit: &Visit, asked: &Asked, acknowledged: bool) -> ApiResult<()> {
        self.answer_request(visit, asked, acknowledged).await
    }

    async fn queue(&self, _: &Visit, _: &Supporter, filter: QueueFilter) -> ApiResult<QueueView> {
        Ok(self.queue_view(filter).await?)
    }

    async fn request(&self, visit: &Visit, by: &Supporter, id: RequestId) -> ApiResult<RequestView> {
        Ok(self.request_view(visit, by, id).await?)
    }

    async fn take(&self, visit: &Visit, by: &Supporter, id: RequestId) -> ApiResult<()> {
        Ok(self.take_request(visit, by, id).await?)
    }

    async fn approve(&self, visit: &Visit, by: &Supporter, id: RequestId, note: &str) -> ApiResult<bool> {
        Ok(self.approve_request(visit, by, id, note).await?)
    }

    async fn refuse(&self, visit: &Visit, by: &Supporter, id: RequestId, note: &str) -> ApiResult<()> {
        Ok(self.refuse_request(visit, by, id, note).await?)
    }

    async fn open_stop_link(&self, visit: &Visit, token: &str) -> ApiResult<()> {
        Ok(Self::keep_stop_link(visit, token)?)
    }

    async fn stop_view(&self, visit: &Visit) -> ApiResult<StopView> {
        Ok(self.opened_request(visit).await?.1)
    }

    async fn stop(&self, visit: &Visit) -> ApiResult<()> {
        Ok(self.stop_by_link(visit).await?)
    }

    async fn own(&self, _: &Visit, person: &SignedIn) -> ApiResult<Option<OwnRequest>> {
        Ok(self.own_request(person).await?)
    }

    async fn stop_own(&self, visit: &Visit, person: &SignedIn) -> ApiResult<()> {
        Ok(self.stop_own_request(visit, person).await?)
    }
}
