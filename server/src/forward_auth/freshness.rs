//! Whether what was read from the database is still what it says.
//!
//! On SQLite every commit of anybody, in this process or another, changes the header of the WAL-index, which is read
//! for each request: a commit that was acknowledged before a request was sent is always seen. Where it can't be
//! read, nothing that was read before is believed. On PostgreSQL there is no such thing: this process' own commits
//! are counted, and what was read is believed for [`BELIEVED`], no longer than that.

use super::wal_index::{Header, WalIndex};
use crate::db::Db;
use sqlx::sqlite::SqlitePool;
use std::time::{Duration, Instant};
use tokio::sync::OnceCell;

/// How long what was read from PostgreSQL is believed, from before the reading began: another instance's commit
/// counts within a second.
pub(super) const BELIEVED: Duration = Duration::from_millis(900);

/// A moment at which the database was in a state.
#[derive(Debug, Clone, Copy)]
pub(super) enum Seen {
    /// Of a file.
    Sqlite(Header),
    /// Of a server: how many commits this process had made, and when.
    Postgres { commits: u64, at: Instant },
    /// What it was can't be told.
    Unknown,
}

impl Seen {
    /// Whether what was read after `self` was seen may be used for a request that saw `now`.
    pub(super) fn holds(&self, now: &Self) -> bool {
        match (self, now) {
            (Self::Sqlite(then), Self::Sqlite(now)) => then == now,
            (Self::Postgres { commits, at }, Self::Postgres { commits: later, at: now }) => {
                commits == later && now.saturating_duration_since(*at) < BELIEVED
            }
            _ => false,
        }
    }
}

/// Tells the state of the database.
#[derive(Debug, Default)]
pub(super) struct Freshness(OnceCell<Option<WalIndex>>);

impl Freshness {
    /// The state of the database, seen after this was called.
    pub(super) async fn look(&self, db: &Db) -> Seen {
        match db {
            Db::Postgres { commits, .. } => Seen::Postgres { commits: commits.count(), at: Instant::now() },
            Db::Sqlite { read, .. } => {
                let index = match self.0.get() {
                    Some(index) => index,
                    // once, and large: every request would carry its size
                    None => Box::pin(self.open(read)).await,
                };
                index.as_ref().and_then(WalIndex::read).map_or(Seen::Unknown, Seen::Sqlite)
            }
        }
    }

    async fn open(&self, file: &SqlitePool) -> &Option<WalIndex> {
        let open = async || {
            let index = WalIndex::open(&file.connect_options()).await;
            index.inspect_err(|error| tracing::warn!(%error, "the web gate reads each session anew")).ok()
        };
        self.0.get_or_init(open).await
    }
}
