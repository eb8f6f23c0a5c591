//! Ending live sessions of mail software that nothing lets in any more.
//!
//! ```text
//! grant written ─▶ due at its end ──┐
//! grant ended, rules changed, MFA … ┴─▶ looked at: doveadm who ─▶ for each address: still let in?
//!                                                      ▲              ├─ yes: it goes on
//! password changed, account locked ─▶ all of them ─────┼──────────────┴─ no:  doveadm kick; the history says how many
//!                                                      └── doveadm doesn't answer: again later, for some hours
//!
//! networks, portal rules changed ─┬─▶ doveadm who, of everybody ─▶ whoever isn't let in any more: due now
//! every ten minutes ──────────────┘
//! ```
//!
//! A row is written in the transaction of the change ([`store`], called by the grants', rules' and networks' own
//! stores and by whatever ends sessions), so that none is forgotten. Any instance claims what is due, for a while. What
//! ends by time alone (a rule's end, a trial) is found by the review. Refusing new connections does not depend on any
//! of this: the gate judges each by itself.

mod doveadm;
pub mod masters;
mod review;
mod stay;
pub mod store;

pub use doveadm::{Doveadm, DoveadmError, Live};

use crate::account::store as accounts;
use crate::core::Core;
use crate::error::ServerError;
use crate::history::{By, Scene, record};
use review::review_due;
use sekisho_app::id::AccountId;
use sekisho_engine::address::{Address, Prefix};
use sekisho_engine::history::Event;
use sekisho_engine::policy::AccountState;
use sekisho_engine::sign_in::Refusal;
use sekisho_engine::time::{Seconds, Timestamp};
use stay::{Stay, names};
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use store::Claimed;
use tokio::sync::Notify;

/// The longest sleep: another instance, or the command line, may have ended a grant.
const LONGEST_SLEEP: Duration = Duration::from_secs(2);
/// How long a claim holds.
const LEASE: Seconds = Seconds::new(30);
/// How often doveadm is tried before it is given up: some hours.
const MOST_ATTEMPTS: i64 = 24;
/// The wait after the first failure.
const FIRST_WAIT: i64 = 5;
/// The longest wait.
const LONGEST_WAIT: i64 = 600;

/// Wakes whoever ends mail sessions; call it when the transaction that ended a grant is committed. Without it they
/// end two seconds later.
#[derive(Debug, Default)]
pub struct Wake(Notify);

impl Wake {
    /// A grant was ended.
    pub fn wake(&self) {
        self.0.notify_one();
    }
}

/// Ends mail sessions until `stop`; where no doveadm is configured, none.
pub async fn run(core: Arc<Core>, stop: impl Future<Output = ()> + Send) {
    let mut stop = std::pin::pin!(stop);
    let Some(doveadm) = Doveadm::of(&core.config.gate.mail) else { return stop.await };
    loop {
        if let Err(error) = work_due(&core, &doveadm).await {
            tracing::error!(%error, "ending mail sessions can't be worked on");
        }
        tokio::select! {
            () = &mut stop => return,
            () = tokio::time::sleep(LONGEST_SLEEP) => {}
            () = core.kicks.0.notified() => {}
        }
    }
}

/// Ends the mail sessions that are due, one row after the other, until none is.
///
/// # Errors
/// `Database`, `Stored`. What was claimed is tried again when its claim runs out.
pub async fn work_due(core: &Core, doveadm: &Doveadm) -> Result<(), ServerError> {
    review_due(core, doveadm).await?;
    loop {
        let now = core.clock.now();
        if !store::is_due(&mut core.db.read().await?, now, LEASE).await? {
            return Ok(());
        }
        let mut tx = core.db.begin().await?;
        let claimed = store::claim(&mut tx, now, LEASE).await?;
        tx.commit().await?;
        // none: another instance was faster
        if let Some(kick) = claimed {
            work(core, doveadm, &kick, now).await?;
        }
    }
}

/// Sessions that were ended at one address, or at any, and why.
struct Ended {
    account: AccountId,
    address: Option<Address>,
    count: u32,
    refusal: Refusal,
}

/// Why not all were ended that have to.
enum Trouble {
    Doveadm(DoveadmError),
    Server(ServerError),
}

impl From<DoveadmError> for Trouble {
    fn from(error: DoveadmError) -> Self {
        Self::Doveadm(error)
    }
}

impl From<ServerError> for Trouble {
    fn from(error: ServerError) -> Self {
        Self::Server(error)
    }
}

async fn work(core: &Core, doveadm: &Doveadm, kick: &Claimed, now: Timestamp) -> Result<(), ServerError> {
    let mut ended = Vec::new();
    let done = end(core, doveadm, kick, now, &mut ended).await;
    let mut tx = core.db.begin().await?;
    for Ended { account, address, count, refusal } in ended {
        let scene = Scene { address, ..Scene::outside(now) };
        let event = Event::MailSessionsEnded { count, refusal: Some(refusal) };
        record(&mut tx, &scene, Some(account), By::Portal, &event).await?;
    }
    match done {
        Ok(Some(until)) => store::put_off(&mut tx, kick, until, 0).await?,
        Ok(None) => store::remove(&mut tx, kick).await?,
        Err(Trouble::Doveadm(error)) if kick.attempts >= MOST_ATTEMPTS => {
            tracing::error!(%error, account = kick.account_id, "live mail sessions can't be ended, given up");
            store::remove(&mut tx, kick).await?;
        }
        Err(Trouble::Doveadm(error)) => {
            tracing::warn!(%error, account = kick.account_id, "live mail sessions can't be ended yet");
            store::put_off(&mut tx, kick, now.plus(wait_after(kick.attempts)), kick.attempts).await?;
        }
        // its claim runs out, and it is tried again
        Err(Trouble::Server(error)) => {
            tx.commit().await?;
            return Err(error);
        }
    }
    Ok(tx.commit().await?)
}

/// Ends what has to end of a claimed row, and answers when the place is to be looked at again, if it is.
async fn end(
    core: &Core,
    doveadm: &Doveadm,
    kick: &Claimed,
    now: Timestamp,
    ended: &mut Vec<Ended>,
) -> Result<Option<Timestamp>, Trouble> {
    let id = AccountId(kick.account_id);
    let account = accounts::find(&mut reader(core).await?, id).await?;
    let Some(account) = account else { return Ok(None) };
    let place = kick.place()?;
    if kick.is_forced() {
        let count = doveadm.kick(&names(&account), &kick.source).await?;
        let locked = account.state == AccountState::Locked;
        let refusal = if locked { Refusal::AccountLocked } else { Refusal::WrongPassword };
        push(ended, Ended { account: id, address: only(place), count, refusal });
    }
    let stay = Stay::of(core, account, now).await?;
    end_refused(core, doveadm, &stay, &kick.source, ended).await?;
    // in whose mail they are as a master, they are by what lets them in themselves
    for (owner, source) in masters::reached_by(&mut reader(core).await?, id).await? {
        let owner = accounts::find(&mut reader(core).await?, owner).await?;
        if let Some(owner) = owner.filter(|_| place.contains(source)) {
            let stay = Stay::of(core, owner, now).await?;
            end_refused(core, doveadm, &stay, &source.to_string(), ended).await?;
        }
    }
    Ok(stay.grant_ends(Address::from(place.first())))
}

async fn reader(core: &Core) -> Result<crate::db::Reader, ServerError> {
    Ok(core.db.read().await?)
}

/// Ends the sessions of a person within `source` that nothing lets in any more.
async fn end_refused(
    core: &Core,
    doveadm: &Doveadm,
    stay: &Stay,
    source: &str,
    ended: &mut Vec<Ended>,
) -> Result<(), Trouble> {
    let mut live = doveadm.live(&names(&stay.account), source).await?;
    live.sort_unstable_by(|one, other| one.ip.cmp(&other.ip));
    live.dedup_by(|one, other| one.ip == other.ip);
    for session in live {
        if let Some(refusal) = stay.refusal(core, session.address).await? {
            let count = doveadm.kick(&names(&stay.account), &session.ip).await?;
            let (account, address) = (stay.account.id, Some(session.address));
            push(ended, Ended { account, address, count, refusal });
        }
    }
    Ok(())
}

fn push(ended: &mut Vec<Ended>, some: Ended) {
    if some.count > 0 {
        ended.push(some);
    }
}

/// The address of a place that is a single one.
fn only(place: Prefix) -> Option<Address> {
    (place.length() == place.family().bits()).then(|| Address::from(place.first()))
}

/// Twice as long each time.
fn wait_after(attempts: i64) -> Seconds {
    Seconds::new((FIRST_WAIT << attempts.clamp(1, 8).saturating_sub(1)).min(LONGEST_WAIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_ten_minutes_and_all_of_them_are_some_hours() {
        let waits: Vec<i64> = (1..=9).map(|attempts| wait_after(attempts).get()).collect();
        assert_eq!(waits, [5, 10, 20, 40, 80, 160, 320, 600, 600]);
        let all: i64 = (1..MOST_ATTEMPTS).map(|attempts| wait_after(attempts).get()).sum();
        assert!((2 * 3_600..6 * 3_600).contains(&all), "{all}");
    }
}
