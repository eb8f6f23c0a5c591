//! Lists on trial: in force for a time, confirmed from an address that they cover, or gone by themselves.
//!
//! Whether one runs follows from the time alone ([`Lists`](super::Lists) asks for it), so nothing that fails keeps
//! one. What is written down here is only what happened.

pub mod store;

use super::edit::Author;
use super::store as rules;
use super::store::Owner;
use crate::core::Core;
use crate::db::Tx;
use crate::error::{ServerError, Trouble};
use crate::history::{By, Scene, record};
use crate::session::require_fresh;
use sekisho_app::allowlist::Draft;
use sekisho_app::error::Problem;
use sekisho_engine::allowlist::{ConfirmError, Document, RuleSet, Trial, holding};
use sekisho_engine::history::{Event, List};
use sekisho_engine::session::CLOCK_TOLERANCE;
use sekisho_engine::time::Timestamp;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

/// How often trials that are over are looked for, to be written down.
const PERIOD: Duration = Duration::from_secs(10);

/// A trial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The tried list.
    pub document: Document,
    /// Since when it counts: a little before it was applied.
    pub from: Timestamp,
    /// The first moment at which the list from before is in force again.
    pub until: Timestamp,
}

impl Stored {
    /// Whether it runs at `now`.
    #[must_use]
    pub fn runs(&self, now: Timestamp) -> bool {
        self.from <= now && now < self.until
    }

    /// As the engine judges it at `now`.
    #[must_use]
    pub fn judged(&self, now: Timestamp) -> Trial {
        let tried: RuleSet = holding(&self.document.entries, now).rules;
        Trial { tried, from: self.from, until: self.until }
    }
}

/// Whose list it is.
#[must_use]
pub const fn list_of(owner: Owner) -> List {
    if owner.is_some() { List::Account } else { List::Portal }
}

/// Writes down that a trial is over, if there is one and it is; answers the one that runs.
///
/// # Errors
/// `Database`, `Stored`.
pub async fn settle(tx: &mut Tx, owner: Owner, now: Timestamp) -> Result<Option<Stored>, ServerError> {
    let Some(trial) = store::find(tx, owner).await? else { return Ok(None) };
    if trial.runs(now) {
        return Ok(Some(trial));
    }
    store::remove(tx, owner).await?;
    let event = Event::TrialLapsed { list: list_of(owner) };
    record(tx, &Scene::outside(trial.until.min(now)), owner, By::Portal, &event).await?;
    Ok(None)
}

/// Ends a trial that runs; answers whether one did.
///
/// # Errors
/// `Database`, `Stored`.
pub async fn end(tx: &mut Tx, scene: &Scene<'_>, owner: Owner, by: By) -> Result<bool, ServerError> {
    if settle(tx, owner, scene.now).await?.is_none() {
        return Ok(false);
    }
    store::remove(tx, owner).await?;
    record(tx, scene, owner, by, &Event::TrialUndone { list: list_of(owner) }).await?;
    Ok(true)
}

impl Core {
    /// Puts a whole list on trial.
    ///
    /// # Errors
    /// As [`AllowlistPort::begin_trial`](sekisho_app::allowlist::port::AllowlistPort::begin_trial).
    pub async fn begin_trial(&self, author: &Author<'_>, draft: Draft<'_>) -> Result<(), Trouble> {
        let mut edit = self.begin_edit(author, draft).await?;
        let now = author.visit.now;
        let until = now.plus(self.policy().allowlist.trial());
        // the clocks of two instances differ a little, and a request that has waited for its turn knows an earlier
        // time: neither may take what has just begun for something that a clock that was set back has ended
        let trial = Stored { document: edit.document, from: now.minus(CLOCK_TOLERANCE), until };
        store::insert(&mut edit.tx, author.owner, &trial).await?;
        let (list, ends) = (author.list(), trial.until);
        let event =
            Event::TrialBegan { list, ends, added: edit.changes.added, removed: edit.changes.removed };
        record(&mut edit.tx, &author.scene(), author.owner, author.by(), &event).await?;
        edit.tx.commit().await?;
        Ok(())
    }

    /// Makes the tried list the list, for somebody at an address that it covers.
    ///
    /// # Errors
    /// As [`AllowlistPort::confirm_trial`](sekisho_app::allowlist::port::AllowlistPort::confirm_trial).
    pub async fn confirm_trial(&self, author: &Author<'_>) -> Result<(), Trouble> {
        require_fresh(author.visit, author.person)?;
        let now = author.visit.now;
        let mut tx = self.db.begin().await?;
        rules::changed(&mut tx, author.owner).await?;
        let Some(trial) = settle(&mut tx, author.owner, now).await? else {
            // that it is over is written down all the same
            tx.commit().await?;
            return Err(Problem::TrialOver.into());
        };
        let judged = trial.judged(now);
        match author.visit.address.known() {
            Some(address) => {
                judged.confirm(address, now).map_err(|error| match error {
                    ConfirmError::Over => Problem::TrialOver,
                    ConfirmError::NotCovered => Problem::TrialNotCovered { address },
                })?;
            }
            None if judged.tried.is_unrestricted() => {}
            None => return Err(Problem::AddressUnknown.into()),
        }
        let before = rules::list(&mut tx, author.owner).await?;
        rules::replace(&mut tx, author.owner, &before, &trial.document, now).await?;
        store::remove(&mut tx, author.owner).await?;
        let event = Event::TrialConfirmed { list: author.list() };
        record(&mut tx, &author.scene(), author.owner, author.by(), &event).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Ends a trial now.
    ///
    /// # Errors
    /// As [`AllowlistPort::undo_trial`](sekisho_app::allowlist::port::AllowlistPort::undo_trial).
    pub async fn undo_trial(&self, author: &Author<'_>) -> Result<(), Trouble> {
        let mut tx = self.db.begin().await?;
        rules::changed(&mut tx, author.owner).await?;
        let ran = end(&mut tx, &author.scene(), author.owner, author.by()).await?;
        // that it is over is written down all the same
        tx.commit().await?;
        if ran { Ok(()) } else { Err(Problem::TrialOver.into()) }
    }

    /// Writes down which trials are over by now; answers how many.
    ///
    /// # Errors
    /// `Database`, `Stored`.
    pub async fn settle_trials(&self) -> Result<usize, ServerError> {
        let now = self.clock.now();
        let mut reader = self.db.read().await?;
        let due = store::due(&mut reader, now).await?;
        drop(reader);
        for owner in &due {
            let mut tx = self.db.begin().await?;
            // somebody else may write it down at this moment
            rules::changed(&mut tx, *owner).await?;
            settle(&mut tx, *owner, now).await?;
            tx.commit().await?;
        }
        Ok(due.len())
    }
}

/// Writes down which trials are over, now and then, until `stop`.
pub async fn run(core: Arc<Core>, stop: impl Future<Output = ()> + Send) {
    let mut stop = std::pin::pin!(stop);
    let mut tick = tokio::time::interval(PERIOD);
    loop {
        tokio::select! {
            () = &mut stop => return,
            _ = tick.tick() => {}
        }
        if let Err(error) = core.settle_trials().await {
            tracing::error!(%error, "trials that are over can't be written down");
        }
    }
}
