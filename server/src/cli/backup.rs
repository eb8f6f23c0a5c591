//! `sekisho backup`

use super::failure::{Done, Failure};
use super::{open, output};
use crate::config::{Config, Sources};
use crate::db::Db;
use clap::Args;
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
        if let Db::Postgres(_) = db {
            return Err(Failure::new(format!(
                "PostgreSQL is backed up by its own program: pg_dump --format=custom --file={} {:?}",
                self.file.display(),
                config.database.url.shown()
            )));
        }
        let file = self.file.display();
        db.copy_to(&self.file).await.map_err(|error| Failure::new(format!("{file}: {error}")))?;
        db.close().await;
        output::line(&format!("The database is in {file}. Keep the secret key apart from it: {}", config.secret.file.display()))
    }
}
