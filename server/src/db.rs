//! The database: SQLite in a file, or PostgreSQL, behind one type.
//!
//! Every query is written once, with `$1`, and run by [`exec!`], [`rows!`] or [`row!`] on whichever it is.
//! Reading takes a [`Reader`]; changing takes a [`Tx`], which is all or nothing. SQLite has one writer at a
//! time, so its transactions begin by taking that place (`BEGIN IMMEDIATE`) and never fail half-way for it.

use crate::error::ServerError;
use crate::rows;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{Postgres, Sqlite, Transaction};
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// How long a request waits for the database before it is told to come back later.
const PATIENCE: Duration = Duration::from_secs(5);

/// A database.
#[derive(Debug, Clone)]
pub enum Db {
    /// A file.
    Sqlite {
        /// Connections that read.
        read: SqlitePool,
        /// The one connection that writes.
        write: SqlitePool,
    },
    /// A PostgreSQL server.
    Postgres {
        /// Connections.
        pool: PgPool,
        /// Counts what this process committed.
        commits: Commits,
    },
}

/// Counts the transactions that this process has committed: what was read before the last one may be out of date.
#[derive(Debug, Clone, Default)]
pub struct Commits(Arc<AtomicU64>);

impl Commits {
    /// How many so far.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// Counts when it goes away, so that a commit counts whose answer nobody waits for any more.
struct Counting(Commits);

impl Drop for Counting {
    fn drop(&mut self) {
        self.0.0.fetch_add(1, Ordering::SeqCst);
    }
}

/// A connection for reading.
#[derive(Debug)]
pub enum Reader {
    /// To a file.
    Sqlite(PoolConnection<Sqlite>),
    /// To a server.
    Postgres(PoolConnection<Postgres>),
}

/// A transaction: everything in it happens at [`commit`](Tx::commit), or nothing does.
#[derive(Debug)]
pub enum Tx {
    /// In a file.
    Sqlite(Transaction<'static, Sqlite>),
    /// In a server, and what counts it once it is done.
    Postgres(Transaction<'static, Postgres>, Commits),
}

/// The connection inside a [`Reader`] or [`Tx`].
#[derive(Debug)]
pub enum Link<'a> {
    /// To a file.
    Sqlite(&'a mut SqliteConnection),
    /// To a server.
    Postgres(&'a mut PgConnection),
}

/// What a query can run on.
pub trait Queryable: Send {
    /// The connection.
    fn link(&mut self) -> Link<'_>;
}

impl Queryable for Reader {
    fn link(&mut self) -> Link<'_> {
        match self {
            Self::Sqlite(connection) => Link::Sqlite(connection),
            Self::Postgres(connection) => Link::Postgres(connection),
        }
    }
}

impl Queryable for Tx {
    fn link(&mut self) -> Link<'_> {
        match self {
            Self::Sqlite(transaction) => Link::Sqlite(transaction),
            Self::Postgres(transaction, _) => Link::Postgres(transaction),
        }
    }
}

impl Db {
    /// Opens the database at `url`: `sqlite:PATH`, made if it isn't there, or `postgres://…`.
    ///
    /// # Errors
    /// `DatabaseUrl` for another kind, `Database` when it can't be opened.
    pub async fn connect(url: &str) -> Result<Self, ServerError> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            Self::open_file(Path::new(path.trim_start_matches("//"))).await
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(url)?.application_name("sekisho");
            let pool = PgPoolOptions::new().max_connections(16).acquire_timeout(PATIENCE);
            Ok(Self::Postgres { pool: pool.connect_with(options).await?, commits: Commits::default() })
        } else {
            let scheme = url.split(':').next().unwrap_or_default();
            Err(ServerError::DatabaseUrl(scheme.to_owned()))
        }
    }

    async fn open_file(path: &Path) -> Result<Self, ServerError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // an acknowledged change survives a power cut, not only a crash
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(PATIENCE);
        let pool = || SqlitePoolOptions::new().acquire_timeout(PATIENCE);
        let write = pool().max_connections(1).connect_with(options.clone()).await?;
        let read = pool().max_connections(8).connect_with(options.create_if_missing(false)).await?;
        Ok(Self::Sqlite { read, write })
    }

    /// Brings the tables up to date.
    ///
    /// # Errors
    /// `Migration`.
    pub async fn migrate(&self) -> Result<(), ServerError> {
        match self {
            Self::Sqlite { write, .. } => sqlx::migrate!("migrations/sqlite").run(write).await?,
            Self::Postgres { pool, .. } => sqlx::migrate!("migrations/postgres").run(pool).await?,
        }
        Ok(())
    }

    /// Whether its tables are up to date. A database that was never migrated isn't.
    ///
    /// # Errors
    /// `Database` when it can't be reached.
    pub async fn is_migrated(&self) -> Result<bool, ServerError> {
        let known = match self {
            Self::Sqlite { .. } => sqlx::migrate!("migrations/sqlite"),
            Self::Postgres { .. } => sqlx::migrate!("migrations/postgres"),
        };
        let mut reader = self.read().await?;
        let done = rows!(&mut reader, (i64,), "SELECT version FROM _sqlx_migrations WHERE success");
        match done {
            Ok(done) => Ok(known.iter().all(|migration| done.contains(&(migration.version,)))),
            // there is no such table yet
            Err(sqlx::Error::Database(_)) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// A connection for reading.
    ///
    /// # Errors
    /// `Database`.
    pub async fn read(&self) -> Result<Reader, sqlx::Error> {
        Ok(match self {
            Self::Sqlite { read, .. } => Reader::Sqlite(read.acquire().await?),
            Self::Postgres { pool, .. } => Reader::Postgres(pool.acquire().await?),
        })
    }

    /// Begins a transaction that changes something.
    ///
    /// # Errors
    /// `Database`.
    pub async fn begin(&self) -> Result<Tx, sqlx::Error> {
        Ok(match self {
            Self::Sqlite { write, .. } => Tx::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres { pool, commits } => Tx::Postgres(pool.begin().await?, commits.clone()),
        })
    }

    /// Copies a database that is a file to the file at `path`, which must be empty, while others read and
    /// write.
    ///
    /// # Errors
    /// When there is something in it, it can't be written, or the database is a server.
    pub async fn copy_to(&self, path: &Path) -> Result<(), ServerError> {
        let Self::Sqlite { read, .. } = self else {
            return Err(ServerError::DatabaseUrl("postgres".to_owned()));
        };
        let text = path.to_string_lossy().into_owned();
        sqlx::query("VACUUM INTO $1").bind(text).execute(read).await?;
        Ok(())
    }

    /// What is wrong with the database's file, if it is one and is damaged.
    ///
    /// # Errors
    /// `Database` when it can't be reached.
    pub async fn damage(&self) -> Result<Option<String>, ServerError> {
        let Self::Sqlite { read, .. } = self else { return Ok(None) };
        let (found,): (String,) = sqlx::query_as("PRAGMA quick_check(1)").fetch_one(read).await?;
        Ok((found != "ok").then_some(found))
    }

    /// Which of the two it is, for logs and `doctor`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "sqlite",
            Self::Postgres { .. } => "postgres",
        }
    }

    /// Closes every connection; what is under way is finished first.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres { pool, .. } => pool.close().await,
        }
    }
}

impl Tx {
    /// Makes it happen.
    ///
    /// # Errors
    /// `Database`; nothing has happened then.
    pub async fn commit(self) -> Result<(), sqlx::Error> {
        match self {
            Self::Sqlite(transaction) => transaction.commit().await,
            Self::Postgres(transaction, commits) => {
                let _counting = Counting(commits);
                transaction.commit().await
            }
        }
    }
}

/// Runs a statement; answers how many rows it changed.
#[macro_export]
macro_rules! exec {
    ($on:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        match $crate::db::Queryable::link(&mut *$on) {
            $crate::db::Link::Sqlite(link) =>
                sqlx::query($sql)$(.bind($value))*.execute(link).await.map(|done| done.rows_affected()),
            $crate::db::Link::Postgres(link) =>
                sqlx::query($sql)$(.bind($value))*.execute(link).await.map(|done| done.rows_affected()),
        }
    };
}

/// Runs a query; answers all its rows as `$row`, which derives `sqlx::FromRow` or is a tuple.
#[macro_export]
macro_rules! rows {
    ($on:expr, $row:ty, $sql:expr $(, $value:expr)* $(,)?) => {
        match $crate::db::Queryable::link(&mut *$on) {
            $crate::db::Link::Sqlite(link) =>
                sqlx::query_as::<_, $row>($sql)$(.bind($value))*.fetch_all(link).await,
            $crate::db::Link::Postgres(link) =>
                sqlx::query_as::<_, $row>($sql)$(.bind($value))*.fetch_all(link).await,
        }
    };
}

/// Runs a query; answers its first row, if there is one.
#[macro_export]
macro_rules! row {
    ($on:expr, $row:ty, $sql:expr $(, $value:expr)* $(,)?) => {
        match $crate::db::Queryable::link(&mut *$on) {
            $crate::db::Link::Sqlite(link) =>
                sqlx::query_as::<_, $row>($sql)$(.bind($value))*.fetch_optional(link).await,
            $crate::db::Link::Postgres(link) =>
                sqlx::query_as::<_, $row>($sql)$(.bind($value))*.fetch_optional(link).await,
        }
    };
}
