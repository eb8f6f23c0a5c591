//! The outbox: mails that were promised, as rows, and those who carry them out.
//!
//! ```text
//!   enqueue ─▶ queued ─┬─▶ sent      the mail server took it
//!              ▲    │  ├─▶ failed    it refused it for good, or the hour's limit was reached
//!              └────┘  └─▶ expired   it was of no more use, or a newer one was asked for
//!           try again later
//! ```
//!
//! A mail is promised in the transaction of what it is about, so there is none without the other. It is sent
//! at least once: whoever sends it first claims the row for a while, and a claim that ran out is anybody's.
//! Every attempt carries the same Message-ID, by which mail programs drop a second copy. Its text is sealed
//! while it waits and erased with its end; what remains is what the history shows.
//!
//! Limits: of one person's hourly mails, and of everybody's, three quarters are for letters that somebody
//! asked for, perhaps a stranger; the rest is kept for notices. A letter over the limit is refused; a notice
//! never hinders what it tells of, and over the limit the history says that it was not sent.

mod carrier;
mod enqueue;
mod retry;
mod store;
mod transport;
mod words;

pub use carrier::{Round, run, send_due};
pub use enqueue::{Mail, enqueue};
pub use store::purge;
pub use transport::{Post, PostError};

use crate::db::Db;
use crate::error::ServerError;
use sekisho_engine::time::{Seconds, Timestamp};
use tokio::sync::Notify;

/// How long a mail may be due before nobody seems to be sending.
const STANDSTILL: Seconds = Seconds::minutes(2);

/// Wakes whoever sends the mails; call it when the transaction that promised one is committed. Without it
/// the mail leaves some seconds later.
#[derive(Debug, Default)]
pub struct Wake(Notify);

impl Wake {
    /// There is something to send.
    pub fn wake(&self) {
        self.0.notify_one();
    }

    async fn woken(&self) {
        self.0.notified().await;
    }
}

/// Whether somebody takes care of what is due. A mail server that is down doesn't stop the outbox: its mails
/// are tried and put off.
///
/// # Errors
/// `Database`.
pub async fn is_moving(db: &Db, now: Timestamp) -> Result<bool, ServerError> {
    let mut reader = db.read().await?;
    let since = now.minus(STANDSTILL);
    Ok(!store::is_overdue(&mut reader, since).await? || store::was_claimed(&mut reader, since).await?)
}
