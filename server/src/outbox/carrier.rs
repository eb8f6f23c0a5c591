//! Those who carry the mails out: a few at a time in each instance, as many instances as there are.

use super::retry::next_attempt;
use super::store::{self, Claimed};
use super::transport::{Fault, Post};
use super::words::cleaned;
use crate::core::Core;
use crate::entropy::random;
use crate::error::ServerError;
use crate::history::store::{By, Scene, record};
use crate::mail::Parts;
use crate::secret::Use;
use sekisho_engine::history::{Event, Mail};
use sekisho_engine::time::Timestamp;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// Mails that one instance sends at the same time.
const CARRIERS: usize = 4;
/// The longest that a carrier sleeps: another instance may have left a mail behind.
const LONGEST_SLEEP: Duration = Duration::from_secs(5);
/// The shortest.
const SHORTEST_SLEEP: Duration = Duration::from_secs(1);
/// How long a carrier leaves a mail server alone that it could not reach.
const PAUSE: Duration = Duration::from_secs(10);

/// How a round of sending ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Round {
    /// Nothing more is due; when the next mail is, if one waits.
    Idle(Option<Timestamp>),
    /// The mail server can't be reached.
    Unreachable,
}

/// Sends mails until `stop`; those under way are finished then.
pub async fn run(core: Arc<Core>, post: Arc<Post>, stop: impl Future<Output = ()> + Send) {
    let (stopping, stopped) = watch::channel(false);
    let mut carriers = JoinSet::new();
    let carrier = || carry(core.clone(), post.clone(), stopped.clone());
    for _ in 0..CARRIERS {
        carriers.spawn(carrier());
    }
    let mut stop = std::pin::pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            Some(_) = carriers.join_next() => {
                tracing::error!("a carrier of mails ended before its time, another one takes over");
                carriers.spawn(carrier());
            }
        }
    }
    stopping.send_replace(true);
    while carriers.join_next().await.is_some() {}
}

async fn carry(core: Arc<Core>, post: Arc<Post>, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        let sleep = match send_due(&core, &post).await {
            Ok(Round::Idle(next)) => until(next, core.clock.now()),
            Ok(Round::Unreachable) => PAUSE,
            Err(error) => {
                tracing::error!(%error, "the outbox can't be worked on");
                PAUSE
            }
        };
        tokio::select! {
            () = tokio::time::sleep(sleep) => {}
            () = core.outbox.woken() => {}
            _ = stopped.changed() => {}
        }
    }
}

fn until(next: Option<Timestamp>, now: Timestamp) -> Duration {
    let wait = next.map_or(LONGEST_SLEEP, |next| {
        Duration::from_secs(u64::try_from(next.since(now).get()).unwrap_or_default())
    });
    wait.clamp(SHORTEST_SLEEP, LONGEST_SLEEP)
}

/// Sends what is due, one mail after the other, until nothing is or the mail server can't be reached.
///
/// # Errors
/// `Database`, `Entropy`. What was claimed is tried again when its claim runs out.
pub async fn send_due(core: &Core, post: &Post) -> Result<Round, ServerError> {
    loop {
        let now = core.clock.now();
        let (next, waiting) = store::next_due(&mut core.db.read().await?).await?;
        metrics::gauge!("sekisho_mails_waiting").set(f64::from(u32::try_from(waiting).unwrap_or(u32::MAX)));
        if next.is_none_or(|next| next > now) {
            return Ok(Round::Idle(next));
        }
        let mut tx = core.db.begin().await?;
        let claimed = store::claim(&mut tx, now, now.plus(post.longest_delivery())).await?;
        tx.commit().await?;
        // none: another carrier was faster
        if let Some(mail) = claimed
            && !carry_one(core, post, &mail, now).await?
        {
            return Ok(Round::Unreachable);
        }
    }
}

/// Sends one mail and writes down how it went. `false` when the mail server can't be reached.
async fn carry_one(core: &Core, post: &Post, mail: &Claimed, now: Timestamp) -> Result<bool, ServerError> {
    if mail.is_expired(now) {
        end(core, mail, Ending::Expired).await?;
        return Ok(true);
    }
    let Some(text) = open(core, mail) else {
        end(core, mail, Ending::Failed("its text can't be read any more")).await?;
        return Ok(true);
    };
    let fault = deliver(core, post, mail, &text).await;
    match fault {
        Ok(()) => end(core, mail, Ending::Sent).await?,
        Err(Fault::Refused(words)) => end(core, mail, Ending::Failed(&cleaned(&words, &text))).await?,
        Err(Fault::NotNow(words)) => put_off(core, mail, &cleaned(&words, &text)).await?,
        Err(Fault::Unreachable(words)) => {
            put_off(core, mail, words).await?;
            return Ok(false);
        }
    }
    Ok(true)
}

fn open(core: &Core, mail: &Claimed) -> Option<String> {
    let sealed = mail.sealed_body.as_deref()?;
    match core.keys.open(Use::MailBody, &mail.message_id, sealed) {
        Ok(text) => String::from_utf8(text.to_vec()).ok(),
        Err(error) => {
            tracing::error!(%error, mail = mail.id, "a mail can't be sent");
            None
        }
    }
}

async fn deliver(core: &Core, post: &Post, mail: &Claimed, text: &str) -> Result<(), Fault> {
    let to = mail.recipient.parse().map_err(|_| Fault::Refused("the address can't be used".to_owned()))?;
    let in_the_name_of = match &mail.sender {
        Some(sender) => {
            let unusable = |_| Fault::Refused("the sender's address can't be used".to_owned());
            Some(sender.parse().map_err(unusable)?)
        }
        None => None,
    };
    let parts = Parts {
        from: &core.config.mail.from,
        in_the_name_of: in_the_name_of.as_ref(),
        to: &to,
        subject: &mail.subject,
        text,
        message_id: &mail.message_id,
        date: mail.created(),
    };
    post.deliver(&parts).await
}

/// How a mail ended.
enum Ending<'a> {
    Sent,
    Failed(&'a str),
    Expired,
}

impl Ending<'_> {
    const fn outcome(&self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Failed(_) => "failed",
            Self::Expired => "expired",
        }
    }

    const fn event(&self, mail: Mail) -> Event {
        match self {
            Self::Sent => Event::MailSent { mail },
            Self::Failed(_) => Event::MailFailed { mail },
            Self::Expired => Event::MailExpired { mail },
        }
    }
}

async fn end(core: &Core, mail: &Claimed, ending: Ending<'_>) -> Result<(), ServerError> {
    let now = core.clock.now();
    let mut tx = core.db.begin().await?;
    let ended = match ending {
        Ending::Sent => store::sent(&mut tx, mail.id, now).await?,
        Ending::Failed(reason) => store::fail(&mut tx, mail.id, now, reason).await?,
        Ending::Expired => store::expire(&mut tx, mail.id, now).await?,
    };
    if ended {
        let event = ending.event(mail.kind()?);
        record(&mut tx, &Scene::outside(now), mail.account(), By::Portal, &event).await?;
    }
    tx.commit().await?;
    metrics::counter!("sekisho_mails_total", "outcome" => ending.outcome()).increment(1);
    Ok(())
}

async fn put_off(core: &Core, mail: &Claimed, reason: &str) -> Result<(), ServerError> {
    let now = core.clock.now();
    let at = next_attempt(now, mail.attempts, u32::from_le_bytes(random()?));
    let mut tx = core.db.begin().await?;
    store::put_off(&mut tx, mail, now, at, reason).await?;
    tx.commit().await?;
    tracing::warn!(mail = mail.id, attempts = mail.attempts, next = at.since(now).get(), "a mail is put off");
    metrics::counter!("sekisho_mails_total", "outcome" => "put_off").increment(1);
    Ok(())
}
