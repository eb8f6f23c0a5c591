//! A database of one's own: a new file, or a new database in the PostgreSQL of `SEKISHO_TEST_POSTGRES`.
//!
//! It is a copy of one that was migrated once, by whichever test came first; its name tells of which migrations.
//! Migrating for each test would be a fifth of the time of many.
#![allow(dead_code, reason = "each test takes of it what it needs")]

use sekisho::db::Db;
use sha2::{Digest, Sha256};
use sqlx::Connection;
use sqlx::migrate::Migrator;
use sqlx::postgres::PgConnection;
use std::fs::File;
use std::mem::ManuallyDrop;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
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
        let file = folder.join("test.db");
        std::fs::copy(migrated_file(&folder).await, &file).expect("a copy");
        Self { url: format!("sqlite:{}", file.display()), folder, admin: None }
    }

    /// In the PostgreSQL of the environment; `None` without one.
    pub(crate) async fn postgres() -> Option<Self> {
        let admin = std::env::var("SEKISHO_TEST_POSTGRES").ok()?;
        let name = unique().replace('-', "_");
        let folder = std::env::temp_dir().join(&name);
        std::fs::create_dir_all(&folder).expect("a folder");
        let template = migrated_database(&admin).await;
        run(&admin, format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        Some(Self { url: address(&admin, &name), folder, admin: Some(admin) })
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
    pub(crate) fn folder(&self) -> &Path {
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

/// The file that others are copied from; made in `folder` if it isn't there yet.
async fn migrated_file(folder: &Path) -> PathBuf {
    let name = template(&sqlx::migrate!("migrations/sqlite"));
    let file = std::env::temp_dir().join(format!("{name}.db"));
    if !file.exists() {
        let new = folder.join("template.db");
        migrate(&format!("sqlite:{}", new.display())).await;
        assert!(!folder.join("template.db-wal").exists(), "what was written is in the file");
        // at once, so that no other test finds half of it
        std::fs::rename(&new, &file).expect("another name");
    }
    file
}

/// The database that others are copied from; made if it isn't there yet.
async fn migrated_database(admin: &str) -> String {
    let name = template(&sqlx::migrate!("migrations/postgres")).replace('-', "_");
    let mut connection = PgConnection::connect(admin).await.expect("PostgreSQL answers");
    let sql = "SELECT 1 FROM pg_database WHERE datname = $1";
    let find = async |connection: &mut PgConnection| {
        sqlx::query(sql).bind(&name).fetch_optional(connection).await.expect("an answer").is_some()
    };
    if !find(&mut connection).await {
        // held until this connection ends
        let lock = sqlx::query("SELECT pg_advisory_lock(1952804204)");
        lock.execute(&mut connection).await.expect("a lock");
        if !find(&mut connection).await {
            let new = unique().replace('-', "_");
            run(admin, format!("CREATE DATABASE {new}")).await;
            migrate(&address(admin, &new)).await;
            run(admin, format!("ALTER DATABASE {new} RENAME TO {name}")).await;
        }
    }
    connection.close().await.expect("goodbye");
    name
}

async fn migrate(url: &str) {
    let db = Db::connect(url).await.expect("the database opens");
    db.migrate().await.expect("migrations");
    db.close().await;
}

/// A name for what these migrations make.
fn template(migrations: &Migrator) -> String {
    let mut all = Sha256::new();
    migrations.iter().for_each(|migration| all.update(&migration.checksum));
    format!("sekisho-test-template-{}", data_encoding::HEXLOWER.encode(&all.finalize()[..8]))
}

/// Another database of the same server.
fn address(admin: &str, name: &str) -> String {
    let (server, options) = admin.split_once('?').unwrap_or((admin, ""));
    let server = server.rsplit_once('/').expect("postgres://host/database").0;
    format!("{server}/{name}?{options}")
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
