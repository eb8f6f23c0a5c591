//! `sekisho migrate`

use super::failure::Done;
use super::{open, output};
use crate::config::{Config, Sources};

/// Brings the database up to date; makes it where there is none.
pub(super) async fn run(sources: &Sources) -> Done {
    let (config, _) = Config::load(sources)?;
    open::migrated_database(&config).await?.close().await;
    output::line(&format!("{:?} is up to date", config.database.url))
}
