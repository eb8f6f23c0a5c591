//! The state of a database in a file, as cheaply as it can be told: the header of SQLite's WAL-index
//! (<https://www.sqlite.org/walformat.html>, section 2.1), which every commit of anybody writes anew before it is
//! acknowledged, in this process or another.
//!
//! ```text
//! FILE-shm   0 ─ header: version, change counter, …, last frame, its checksum, salts, checksum ─ 48
//!           48 ─ the same again, written first                                                 ─ 96
//! ```
//! SQLite itself begins each reading by comparing these 48 bytes with those of its last one. They are read here with
//! one system call, where SQLite's own `PRAGMA data_version` would wake a thread for each request.

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Row};
use std::fs::File;
use std::io::{Error, ErrorKind};
use std::mem::ManuallyDrop;
use std::path::PathBuf;
use std::sync::Mutex;

/// The length of one of the two headers.
const LENGTH: usize = 48;

/// The only version of the format that there has been.
const VERSION: u32 = 3_007_000;

/// How often a header is read that somebody is just writing.
const TRIES: usize = 4;

/// A state of the database: equal only while nobody has committed anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header([u8; LENGTH]);

/// A WAL-index that stays where it is.
#[derive(Debug)]
pub(super) struct WalIndex {
    /// Never closed: closing any handle of a file gives up all the locks that this process has on it (POSIX), and
    /// SQLite's are on this one.
    file: ManuallyDrop<File>,
    /// As long as this connection is open, nobody removes the file or makes it another one.
    _open: Mutex<SqliteConnection>,
}

impl WalIndex {
    /// Opens the WAL-index of a database.
    ///
    /// # Errors
    /// When it can't be opened or isn't what is expected; then the state can't be told in this way.
    pub(super) async fn open(options: &SqliteConnectOptions) -> Result<Self, sqlx::Error> {
        let mut open = options.connect().await?;
        // a first reading, by which SQLite opens the WAL
        let mode: String = sqlx::query("PRAGMA journal_mode").fetch_one(&mut open).await?.try_get(0)?;
        sqlx::query("SELECT COUNT(*) FROM sqlite_schema").execute(&mut open).await?;
        if mode != "wal" {
            return Err(Error::from(ErrorKind::Unsupported).into());
        }
        let file = ManuallyDrop::new(File::open(beside(options)?)?);
        let index = Self { file, _open: Mutex::new(open) };
        index.read().ok_or_else(|| Error::from(ErrorKind::InvalidData))?;
        Ok(index)
    }

    /// The state that the last acknowledged commit left behind, or a later one; `None` if it can't be told.
    pub(super) fn read(&self) -> Option<Header> {
        (0..TRIES).find_map(|_| {
            let mut both = [0; 2 * LENGTH];
            read_start(&self.file, &mut both).ok()?;
            let (header, again) = both.split_first_chunk::<LENGTH>()?;
            (header == again && is_whole(header)).then_some(Header(*header))
        })
    }
}

#[cfg(target_os = "linux")]
fn read_start(file: &File, into: &mut [u8]) -> Result<(), Error> {
    std::os::unix::fs::FileExt::read_exact_at(file, into, 0)
}

/// Elsewhere what is written to mapped memory needn't be what is read from the file.
#[cfg(not(target_os = "linux"))]
fn read_start(_: &File, _: &mut [u8]) -> Result<(), Error> {
    Err(ErrorKind::Unsupported.into())
}

/// The path of the WAL-index: SQLite follows links to the database before it looks beside it.
fn beside(options: &SqliteConnectOptions) -> Result<PathBuf, Error> {
    let mut path = options.get_filename().canonicalize()?.into_os_string();
    path.push("-shm");
    Ok(path.into())
}

/// Whether it is a header that was written to its end: the version, that it is in use, and the checksum.
fn is_whole(header: &[u8; LENGTH]) -> bool {
    let (words, _) = header.as_chunks::<4>();
    let word = |at: usize| u32::from_ne_bytes(words[at]);
    let (sum, _) = words[..10].as_chunks::<2>();
    let (first, second) = sum.iter().fold((0_u32, 0_u32), |(first, second), [one, other]| {
        let first = first.wrapping_add(u32::from_ne_bytes(*one)).wrapping_add(second);
        (first, second.wrapping_add(u32::from_ne_bytes(*other)).wrapping_add(first))
    });
    word(0) == VERSION && header[12] == 1 && (word(10), word(11)) == (first, second)
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::Connection;
    use sqlx::sqlite::SqliteJournalMode;
    use std::path::Path;

    async fn database(name: &str) -> (PathBuf, SqliteConnectOptions) {
        let folder = std::env::temp_dir().join(format!("sekisho-wal-index-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let options = options(&folder.join("a.db"));
        let mut link = options.clone().create_if_missing(true).connect().await.unwrap();
        sqlx::query("CREATE TABLE numbers (number INTEGER)").execute(&mut link).await.unwrap();
        link.close().await.unwrap();
        (folder, options)
    }

    fn options(path: &Path) -> SqliteConnectOptions {
        SqliteConnectOptions::new().filename(path).journal_mode(SqliteJournalMode::Wal)
    }

    async fn run(link: &mut SqliteConnection, sql: &'static str) {
        sqlx::query(sql).execute(link).await.unwrap();
    }

    #[tokio::test]
    async fn t23_it_changes_with_every_commit_and_with_nothing_else() {
        let (folder, options) = database("commits").await;
        let index = WalIndex::open(&options).await.unwrap();
        let mut other = options.connect().await.unwrap();
        let mut seen = vec![index.read().unwrap()];
        for _ in 0..2_000 {
            run(&mut other, "INSERT INTO numbers VALUES (1)").await;
            let now = index.read().unwrap();
            assert!(!seen.contains(&now), "after {} commits", seen.len());
            seen.push(now);
        }
        let last = seen.last().copied();
        run(&mut other, "SELECT * FROM numbers").await;
        run(&mut other, "BEGIN IMMEDIATE").await;
        run(&mut other, "INSERT INTO numbers VALUES (2)").await;
        assert_eq!(index.read(), last, "nothing is committed yet");
        run(&mut other, "ROLLBACK").await;
        assert_eq!(index.read(), last);
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[tokio::test]
    async fn t23_it_stays_where_it_is_when_everybody_else_goes_and_the_wal_is_emptied() {
        let (folder, options) = database("stays").await;
        let index = WalIndex::open(&options).await.unwrap();
        for round in 0..3 {
            let before = index.read().unwrap();
            let mut other = options.connect().await.unwrap();
            run(&mut other, "INSERT INTO numbers VALUES (1)").await;
            run(&mut other, "PRAGMA wal_checkpoint(TRUNCATE)").await;
            other.close().await.unwrap();
            assert_ne!(index.read().unwrap(), before, "round {round}");
        }
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[tokio::test]
    async fn t23_it_is_found_where_the_database_is_a_link() {
        let (folder, options) = database("link").await;
        let link = folder.join("link.db");
        std::os::unix::fs::symlink(options.get_filename(), &link).unwrap();
        let index = WalIndex::open(&self::options(&link)).await.unwrap();
        let before = index.read().unwrap();
        run(&mut options.connect().await.unwrap(), "INSERT INTO numbers VALUES (1)").await;
        assert_ne!(index.read().unwrap(), before);
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[tokio::test]
    async fn a_header_that_is_half_written_is_none() {
        let (folder, options) = database("half").await;
        let header = WalIndex::open(&options).await.unwrap().read().unwrap().0;
        assert!(is_whole(&header));
        for at in 0..LENGTH {
            let mut torn = header;
            torn[at] ^= 1;
            assert!(!is_whole(&torn), "byte {at}");
        }
        std::fs::remove_dir_all(folder).unwrap();
    }
}
