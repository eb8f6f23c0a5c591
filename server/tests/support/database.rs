//! A database of one's own: a new file, or a new database in the PostgreSQL of `SEKISHO_TEST_POSTGRES`.
#![allow(dead_code, reason = "each test takes of it what it needs")]

use sekisho::db::Db;
use sqlx::Connection;
use sqlx::postgres::PgConnection;
use std::fs::File;
use std::mem::ManuallyDrop;
use std::os::unix::fs::FileExt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

/// A new, migrated database.
pub(crate) struct Fresh {
    /// How to open it.
    pub(crate) url: String,
    folder: PathBuf,
    admin: Option<String>,
}

impl Fresh {
    /// In a file.
    pub(crate) async fn sqlite() -> Self {
        let folder = std::env::temp_dir().join(unique());
        std::fs::create_dir_all(&folder).expect("a folder");
        let url = format!("sqlite:{}", folder.join("test.db").display());
        Self { url, folder, admin: None }.migrated().await
    }

    /// In the PostgreSQL of the environment; `None` without one.
    pub(crate) async fn postgres() -> Option<Self> {
        let admin = std::env::var("SEKISHO_TEST_POSTGRES").ok()?;
        let name = unique().replace('-', "_");
        let (server, options) = admin.split_once('?').unwrap_or((&admin, ""));
        let server = server.rsplit_once('/').expect("postgres://host/database").0;
        let url = format!("{server}/{name}?{options}");
        let folder = std::env::temp_dir().join(&name);
        std::fs::create_dir_all(&folder).expect("a folder");
        run(&admin, format!("CREATE DATABASE {name}")).await;
        Some(Self { url, folder, admin: Some(admin) }.migrated().await)
    }

    async fn migrated(self) -> Self {
        let db = self.open().await;
        db.migrate().await.expect("migrations");
        db.close().await;
        self
    }

    /// Opens it; as often as there are instances.
    pub(crate) async fn open(&self) -> Db {
        Db::connect(&self.url).await.expect("the database opens")
    }

    /// Ends every connection to a database in PostgreSQL and lets nobody in (or, not `closed`, lets everybody in
    /// again).
    pub(crate) async fn close_doors(&self, closed: bool) {
        let admin = self.admin.as_ref().expect("a database in PostgreSQL");
        let name = self.folder.file_name().and_then(|name| name.to_str()).expect("the database's name");
        run(admin, format!("ALTER DATABASE {name} WITH ALLOW_CONNECTIONS {}", !closed)).await;
        if closed {
            let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname =";
            run(admin, format!("{end} '{name}'")).await;
        }
    }

    /// How many transactions that changed something were committed so far: in a file by anybody, as its WAL-index
    /// counts them; in a server by `db` alone.
    pub(crate) fn commits(&self, db: &Db) -> u64 {
        if let Db::Postgres { commits, .. } = db {
            return commits.count();
        }
        let path = format!("{}-shm", self.url.trim_start_matches("sqlite:"));
        // never closed: that would give up the locks that SQLite has on it in this process
        let index = ManuallyDrop::new(File::open(path).expect("a WAL-index"));
        let mut counter = [0; 4];
        index.read_exact_at(&mut counter, 8).expect("its change counter");
        u32::from_ne_bytes(counter).into()
    }

    /// A folder for other files of the test.
    pub(crate) fn folder(&self) -> &std::path::Path {
        &self.folder
    }

    /// Removes it.
    pub(crate) async fn remove(self) {
        if let Some(admin) = &self.admin {
            let name = self.folder.file_name().and_then(|name| name.to_str()).expect("the database's name");
            run(admin, format!("DROP DATABASE {name} WITH (FORCE)")).await;
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

async fn run(url: &str, sql: String) {
    let mut connection = PgConnection::connect(url).await.expect("PostgreSQL answers");
    sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await.expect("the statement");
    connection.close().await.expect("goodbye");
}

/// A name that no other test has, in this process or another.
fn unique() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    // a process's number comes back, and one that was killed has left its files
    let started = std::time::UNIX_EPOCH.elapsed().expect("a clock after 1970").as_nanos();
    format!("sekisho-test-{}-{started}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}
