//! `sekisho backup`

use super::failure::{Done, Failure};
use super::open::private_file;
use super::{open, output};
use crate::config::{Config, Sources};
use crate::db::Db;
use clap::Args;
use std::fs;
use std::path::PathBuf;

/// Copies the database.
#[derive(Debug, Args)]
pub(super) struct Backup {
    /// The file to write; it must not be there yet
    file: PathBuf,
}

impl Backup {
    pub(super) async fn run(self, sources: &Sources) -> Done {
        let (config, _) = Config::load(sources)?;
        let db = open::existing_database(&config).await?;
        if let Db::Postgres { .. } = db {
            return Err(Failure::new(format!(
                "PostgreSQL is backed up by its own program: pg_dump --format=custom --file={} {:?}",
                self.file.display(),
                config.database.url.shown()
            )));
        }
        let file = self.file.display();
        let failed = |why: String| Failure::new(format!("{file}: {why}"));
        // made first, so that the copy of everybody's hashes is never anybody's to read
        private_file(&self.file).map_err(|error| failed(error.to_string()))?;
        if let Err(error) = db.copy_to(&self.file).await {
            let _ = fs::remove_file(&self.file);
            return Err(failed(error.to_string()));
        }
        db.close().await;
        let key = config.secret.file.display();
        output::line(&format!("The database is in {file}. Back up the secret key too, apart from it: {key}"))
    }
}
