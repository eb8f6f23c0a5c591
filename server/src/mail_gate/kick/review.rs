//! The review of everybody's live sessions: after a change that concerns all, and every now and then for what changes
//! by time alone, or by a configuration that was edited.

use super::stay::Stay;
use super::{Doveadm, Live, store};
use crate::core::Core;
use crate::error::ServerError;
use sekisho_engine::address::{Address, Prefix};
use sekisho_engine::time::{Seconds, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// How often.
const PERIOD: Seconds = Seconds::minutes(10);
/// When again, if doveadm doesn't answer.
const AGAIN: Seconds = Seconds::new(10);

/// Looks through the live sessions of everybody, if it is time; those that have to end are due then. Who has no
/// account here can't be judged, and is left alone.
///
/// # Errors
/// `Database`, `Stored`.
pub(super) async fn review_due(core: &Core, doveadm: &Doveadm) -> Result<(), ServerError> {
    let now = core.clock.now();
    if !store::is_review_due(&mut core.db.read().await?, now, PERIOD).await? {
        return Ok(());
    }
    let mut tx = core.db.begin().await?;
    let ours = store::claim_review(&mut tx, now, PERIOD).await?;
    tx.commit().await?;
    if !ours {
        return Ok(());
    }
    let outcome = match doveadm.everybody().await {
        Ok(live) => judge(core, live, now).await,
        Err(error) => {
            tracing::warn!(%error, "live mail sessions can't be looked through yet");
            again(core, now).await
        }
    };
    if outcome.is_err() {
        // the change that asked for it is not forgotten
        again(core, now).await?;
    }
    outcome
}

async fn again(core: &Core, now: Timestamp) -> Result<(), ServerError> {
    let mut tx = core.db.begin().await?;
    store::review_again(&mut tx, now.plus(AGAIN)).await?;
    Ok(tx.commit().await?)
}

async fn judge(core: &Core, live: Vec<Live>, now: Timestamp) -> Result<(), ServerError> {
    let mut people: BTreeMap<String, BTreeSet<Address>> = BTreeMap::new();
    for session in live {
        people.entry(session.name).or_default().insert(session.address);
    }
    for (name, addresses) in people {
        let Some(account) = core.named(&name).await? else { continue };
        let stay = Stay::of(core, account, now).await?;
        for address in addresses {
            if stay.refusal(core, address).await?.is_some() {
                let mut tx = core.db.begin().await?;
                store::queue_now(&mut tx, stay.account.id, Prefix::host(address)).await?;
                tx.commit().await?;
            }
        }
    }
    Ok(())
}
