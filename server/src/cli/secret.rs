//! `sekisho secret`: replacing the secret key, in two steps with a restart between them.
//!
//! A server knows the keys that were in the file when it started. Were everything sealed again at once, a
//! server that still runs could open none of it. So `rotate` puts a new key on top of the file; each server
//! is started again, and knows both; then `reseal` seals with the new one what has to last: the keys of
//! authenticator apps. What else is sealed (mails that wait, codes) is of no more use within a day.

use super::failure::Done;
use super::{open, output};
use crate::config::Sources;
use crate::history::{By, Scene, record};
use crate::secret::add_key;
use clap::Subcommand;
use sekisho_engine::history::Event;
use serde::Serialize;

/// The secret key.
#[derive(Debug, Subcommand)]
pub(super) enum Secret {
    /// Put a new key on top of the key file; restart every server afterwards, then run `secret reseal`
    Rotate {
        /// Print one JSON value
        #[arg(long)]
        json: bool,
    },
    /// Seal the keys of authenticator apps again, with the newest key
    Reseal {
        /// Print one JSON value
        #[arg(long)]
        json: bool,
    },
}

#[derive(Serialize)]
struct Rotated {
    keys: usize,
}

#[derive(Serialize)]
struct Resealed {
    resealed: u64,
    unreadable: u64,
}

impl Secret {
    pub(super) async fn run(self, sources: &Sources) -> Done {
        match self {
            Self::Rotate { json } => rotate(sources, json).await,
            Self::Reseal { json } => reseal(sources, json).await,
        }
    }
}

async fn rotate(sources: &Sources, json: bool) -> Done {
    let core = open::existing(sources).await?;
    let path = &core.config.secret.file;
    // the database answers before the file is replaced, and no entry stays where that fails
    let mut tx = core.db.begin().await?;
    let keys = add_key(path)?;
    let event = Event::SecretKeyAdded { keys: u32::try_from(keys).unwrap_or(u32::MAX) };
    record(&mut tx, &Scene::outside(core.clock.now()), None, By::CommandLine, &event).await?;
    tx.commit().await?;
    if json {
        return output::json(&Rotated { keys });
    }
    output::line(&format!(
        "{} has a new key on top ({keys} in all). Restart every server, then run `sekisho secret reseal`.",
        path.display()
    ))
}

async fn reseal(sources: &Sources, json: bool) -> Done {
    let core = open::existing(sources).await?;
    let (resealed, unreadable) = core.reseal_totp_keys().await?;
    if json {
        output::json(&Resealed { resealed, unreadable })?;
    } else {
        output::line(&format!(
            "{resealed} sealed again. A day from now the older lines of {} can be removed.",
            core.config.secret.file.display()
        ))?;
    }
    if unreadable == 0 {
        return Ok(());
    }
    Err(super::Failure::new(format!("{unreadable} authenticators open with no key of the file")))
}
