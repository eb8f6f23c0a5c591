//! Whether what was read from the database is still what it says.
//!
//! On SQLite `PRAGMA data_version`, on a connection of its own that never writes, changes with every commit of
//! anybody, in this process or another. One reading serves every request that arrived before it began: whoever
//! arrives while one is under way waits for the next, so that a commit that was acknowledged before a request was
//! sent is always seen. On PostgreSQL there is no such thing: this process' own commits are counted, and what was
//! read is believed for [`BELIEVED`], no longer than that.

use crate::db::Db;
use crate::error::ServerError;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};

/// How long what was read from PostgreSQL is believed, from before the reading began: another instance's commit
/// counts within a second.
pub(super) const BELIEVED: Duration = Duration::from_millis(900);

/// How many requests one reading serves at most.
const AT_ONCE: usize = 1_024;

/// A state of the database. Two equal ones are the same state, as far as can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Of a file: which connection read it, and what it read.
    Sqlite { connection: u64, version: i64 },
    /// Of a server: how many commits this process had made.
    Postgres { commits: u64 },
}

/// A moment at which the database was in a state.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub(super) state: State,
    at: Instant,
}

impl Seen {
    /// Whether what was read after `self` was seen may be used for a request that saw `now`.
    pub(super) fn holds(&self, now: &Self) -> bool {
        self.state == now.state
            && match self.state {
                State::Sqlite { .. } => true,
                State::Postgres { .. } => now.at.saturating_duration_since(self.at) < BELIEVED,
            }
    }
}

type Reply = oneshot::Sender<Option<State>>;

/// Tells the state of the database.
#[derive(Debug, Default)]
pub(super) struct Freshness(Mutex<Option<mpsc::UnboundedSender<Reply>>>);

impl Freshness {
    /// The state of the database, seen after this was called.
    ///
    /// # Errors
    /// `Cut` when it can't be told.
    pub(super) async fn look(&self, db: &Db) -> Result<Seen, ServerError> {
        let at = Instant::now();
        let state = match db {
            Db::Sqlite { read, .. } => {
                let (reply, told) = oneshot::channel();
                self.ask(reply, || read.connect_options());
                told.await.ok().flatten().ok_or(ServerError::Cut)?
            }
            Db::Postgres { commits, .. } => State::Postgres { commits: commits.count() },
        };
        Ok(Seen { state, at })
    }

    /// Hands a question to whoever reads; to somebody new where nobody does (yet, or any more).
    fn ask(&self, reply: Reply, options: impl FnOnce() -> Arc<SqliteConnectOptions>) {
        let Ok(mut reader) = self.0.lock() else { return };
        let reply = match reader.as_ref() {
            Some(reader) => match reader.send(reply) {
                Ok(()) => return,
                Err(unsent) => unsent.0,
            },
            None => reply,
        };
        let (questions, asked) = mpsc::unbounded_channel();
        tokio::spawn(read(options(), asked));
        // it was made just now, so it is there
        let _ = questions.send(reply);
        *reader = Some(questions);
    }
}

/// Reads for whoever asks, until nobody can ask any more.
async fn read(options: Arc<SqliteConnectOptions>, mut asked: mpsc::UnboundedReceiver<Reply>) {
    let mut link: Option<SqliteConnection> = None;
    let mut number = 0;
    let mut waiting = Vec::new();
    while asked.recv_many(&mut waiting, AT_ONCE).await > 0 {
        // from here on whoever asks waits for the next reading
        if link.is_none() {
            // another connection counts from another number
            number += 1;
            link = options.connect().await.ok();
        }
        let version = match &mut link {
            Some(link) => sqlx::query_scalar::<_, i64>("PRAGMA data_version").fetch_one(link).await.ok(),
            None => None,
        };
        if version.is_none()
            && let Some(broken) = link.take()
        {
            tracing::error!("the database does not tell whether it has changed");
            let _ = broken.close_hard().await;
        }
        let state = version.map(|version| State::Sqlite { connection: number, version });
        for reply in waiting.drain(..) {
            // whoever doesn't wait any more was cut off
            let _ = reply.send(state);
        }
    }
}
