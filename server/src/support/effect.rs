//! How an approved request takes effect: by time alone. Whoever comes by when its time has come sees to it (a
//! task that looks every minute, the person who signs in, whoever wants to stop it too late), and a claim lets
//! it happen once.

use super::decide::account_of;
use super::{may_touch, store};
use crate::account::store as accounts;
use crate::account::store::Account;
use crate::core::Core;
use crate::db::Tx;
use crate::error::{ServerError, Trouble};
use crate::history::{By, Scene, record};
use crate::mail::Letter;
use crate::notify::addresses;
use sekisho_app::id::{AccountId, RequestId};
use sekisho_app::support::{RequestState, StepNote};
use sekisho_engine::history::Event;
use sekisho_engine::policy::{AccountState, Role};
use sekisho_engine::time::Timestamp;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

/// How often somebody looks.
const PERIOD: Duration = Duration::from_secs(60);

/// Lets requests take effect whose time has come, now and every minute, until `stop`.
pub async fn run(core: Arc<Core>, stop: impl Future<Output = ()> + Send) {
    let mut stop = std::pin::pin!(stop);
    let mut tick = tokio::time::interval(PERIOD);
    loop {
        tokio::select! {
            () = &mut stop => return,
            _ = tick.tick() => {}
        }
        match core.settle_requests(None, core.clock.now()).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "requests to support took effect"),
            Err(error) => tracing::error!(%error, "requests to support can't take effect"),
        }
    }
}

impl Core {
    /// Lets approved requests take effect whose time has come: those of one account, or all. Answers how many.
    ///
    /// # Errors
    /// `Database`; what took effect before stays so.
    pub async fn settle_requests(
        &self,
        account: Option<AccountId>,
        now: Timestamp,
    ) -> Result<u32, ServerError> {
        let mut reader = self.db.read().await?;
        let due = store::due(&mut reader, account, now).await?;
        drop(reader);
        let mut count = 0;
        for id in due {
            count += u32::from(self.take_effect(id, now).await?);
        }
        Ok(count)
    }

    /// The account of somebody who signs in, after a request about it has taken effect whose time has come. For
    /// an account that doesn't exist the same question is asked.
    ///
    /// # Errors
    /// `Database`, `Stored`.
    pub async fn settled(
        &self,
        account: Option<Account>,
        now: Timestamp,
    ) -> Result<Option<Account>, ServerError> {
        let id = account.as_ref().map_or(AccountId(0), |account| account.id);
        if self.settle_requests(Some(id), now).await? == 0 {
            return Ok(account);
        }
        let mut reader = self.db.read().await?;
        accounts::find(&mut reader, id).await
    }

    /// Lets one request take effect if it is approved and its time has come. `true` exactly once.
    pub(super) async fn take_effect(&self, id: RequestId, now: Timestamp) -> Result<bool, ServerError> {
        let scene = Scene::outside(now);
        let mut tx = self.db.begin().await?;
        if !self.carry_out(&mut tx, &scene, id, By::Portal).await.map_err(failed)? {
            return Ok(false);
        }
        tx.commit().await?;
        self.outbox.wake();
        Ok(true)
    }

    /// The same in the transaction of the caller, who commits it if the answer is `true`.
    pub(super) async fn carry_out(
        &self,
        tx: &mut Tx,
        scene: &Scene<'_>,
        id: RequestId,
        by: By,
    ) -> Result<bool, Trouble> {
        if !store::claim(tx, id, scene.now).await? {
            return Ok(false);
        }
        let request = store::find(tx, id).await?.ok_or(ServerError::Stored("request"))?;
        let account = account_of(tx, &request).await?.ok_or(ServerError::Stored("request's account"))?;
        let addresses = addresses(tx, &account).await?;
        let letter = match obstacle(&account, store::approver(tx, id).await?) {
            None => {
                let note = StepNote::Typed(String::new());
                store::step(tx, id, scene.now, RequestState::Done, None, &note).await?;
                record(tx, scene, Some(account.id), by, &Event::SupportRequestDone).await?;
                Self::take_factors(tx, scene, account.id, by).await?;
                Letter::SupportRequestDone
            }
            Some(note) => {
                store::advance(tx, id, &[RequestState::Done], RequestState::Refused).await?;
                store::step(tx, id, scene.now, RequestState::Refused, None, &note).await?;
                record(tx, scene, Some(account.id), By::Portal, &Event::SupportRequestRefused).await?;
                Letter::SupportRequestRefused
            }
        };
        self.post_to_each(tx, scene, &account, &addresses, &letter).await?;
        Ok(true)
    }
}

/// What has come in the way since the approval.
fn obstacle(account: &Account, approver: Option<Role>) -> Option<StepNote> {
    if account.state == AccountState::Locked {
        Some(StepNote::AccountLocked)
    } else if approver.is_none_or(|role| !may_touch(role, account)) {
        Some(StepNote::AdministratorsAccount)
    } else {
        None
    }
}

/// Nothing here is anybody's input: what is told to nobody is a failure.
fn failed(trouble: Trouble) -> ServerError {
    match trouble {
        Trouble::Failed(error) => error,
        Trouble::Told(_) => ServerError::Stored("request"),
    }
}
