//! Ending live sessions of mail software when a second factor no longer counts at their address.
//!
//! ```text
//! grant written ─▶ due at its end ─┬─▶ still let in there: due at the end of what lets them in, or forgotten
//! grant ended   ─▶ due now ────────┴─▶ doveadm kick ─┬─▶ done; the history says how many
//!                                        ▲           └─▶ doveadm doesn't answer: again later, for some hours
//!                                        └──────────────────┘
//! ```
//!
//! A locked account's sessions end everywhere, at once.
//!
//! A row is written in the transaction that writes or removes the grant ([`store::queue`], called by the grant's
//! own store), so that no grant ends without it. Any instance claims what is due, for a while. Refusing new
//! connections does not depend on any of this: the gate judges each by itself.

mod doveadm;
pub mod store;

pub use doveadm::{Doveadm, DoveadmError};

use crate::account::store::{self as accounts, Account};
use crate::core::Core;
use crate::error::ServerError;
use crate::history::{By, Scene, record};
use sekisho_app::id::AccountId;
use sekisho_engine::address::{Address, ClientAddress};
use sekisho_engine::history::Event;
use sekisho_engine::sign_in::{Outcome, Refusal, Shown, Way};
use sekisho_engine::time::{Seconds, Timestamp};
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

/// Ends the mail sessions that are due, one after the other, until none is.
///
/// # Errors
/// `Database`, `Stored`. What was claimed is tried again when its claim runs out.
pub async fn work_due(core: &Core, doveadm: &Doveadm) -> Result<(), ServerError> {
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

/// What there is to do about a claimed row.
enum Todo {
    /// The person may be there until then, or for good.
    LetIn(Option<Timestamp>),
    /// They may not, for that reason.
    Kick(Account, Option<Refusal>),
    /// There is no such person any more.
    Nothing,
}

async fn work(core: &Core, doveadm: &Doveadm, kick: &Claimed, now: Timestamp) -> Result<(), ServerError> {
    match todo(core, kick, now).await? {
        Todo::LetIn(Some(until)) => put_off(core, kick, until, 0).await,
        Todo::LetIn(None) | Todo::Nothing => done(core, kick, now, 0, None).await,
        Todo::Kick(account, refusal) => match doveadm.kick(&names(&account), &kick.source).await {
            Ok(count) => done(core, kick, now, count, refusal).await,
            Err(error) if kick.attempts >= MOST_ATTEMPTS => {
                tracing::error!(%error, account = account.id.0, "live mail sessions can't be ended, given up");
                done(core, kick, now, 0, refusal).await
            }
            Err(error) => {
                tracing::warn!(%error, account = account.id.0, "live mail sessions can't be ended yet");
                put_off(core, kick, now.plus(wait_after(kick.attempts)), kick.attempts).await
            }
        },
    }
}

async fn todo(core: &Core, kick: &Claimed, now: Timestamp) -> Result<Todo, ServerError> {
    let account = accounts::find(&mut core.db.read().await?, AccountId(kick.account_id)).await?;
    let Some(account) = account else { return Ok(Todo::Nothing) };
    let address = Address::from(kick.place()?.first());
    let gathered = core.gather(Some(account.clone()), now).await?;
    let decision = core.decide(&gathered, ClientAddress::Known(address), Way::Mail, Shown::Password, now);
    match decision.outcome {
        Outcome::Allowed { .. } => {}
        Outcome::Refused(refusal) => return Ok(Todo::Kick(account, Some(refusal))),
        _ => return Ok(Todo::Kick(account, None)),
    }
    let there = gathered.grants.iter().filter(|grant| grant.in_force(address, now));
    Ok(Todo::LetIn(there.map(|grant| grant.ends).max()))
}

/// The names under which a mail server may know somebody. One with a wildcard would end the sessions of others.
fn names(account: &Account) -> Vec<String> {
    let mut names = vec![account.email.lookup_form()];
    names.extend(account.username.as_deref().map(str::to_lowercase));
    names.retain(|name| {
        let plain = !name.contains(['*', '?']);
        if !plain {
            tracing::warn!(account = account.id.0, "a name with * or ? can't be handed to doveadm");
        }
        plain
    });
    names
}

/// Twice as long each time.
fn wait_after(attempts: i64) -> Seconds {
    Seconds::new((FIRST_WAIT << attempts.clamp(1, 8).saturating_sub(1)).min(LONGEST_WAIT))
}

async fn put_off(core: &Core, kick: &Claimed, due: Timestamp, attempts: i64) -> Result<(), ServerError> {
    let mut tx = core.db.begin().await?;
    store::put_off(&mut tx, kick, due, attempts).await?;
    Ok(tx.commit().await?)
}

async fn done(
    core: &Core,
    kick: &Claimed,
    now: Timestamp,
    count: u32,
    refusal: Option<Refusal>,
) -> Result<(), ServerError> {
    let mut tx = core.db.begin().await?;
    store::remove(&mut tx, kick).await?;
    if count > 0 {
        let place = kick.place()?;
        let host = place.length() == place.family().bits();
        let address = host.then(|| Address::from(place.first()));
        let scene = Scene { address, ..Scene::outside(now) };
        let event = Event::MailSessionsEnded { count, refusal };
        record(&mut tx, &scene, Some(AccountId(kick.account_id)), By::Portal, &event).await?;
    }
    Ok(tx.commit().await?)
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
