//! `sekisho secret`: replacing the secret key, in two steps with a restart between them.
//!
//! A server knows the keys that were in the file when it started. Were everything sealed again at once, a
//! server that still runs could open none of it. So `rotate` puts a new key on top of the file; each server
//! is started again, and knows both; then `reseal` seals with the new one what has to last: the keys of
//! authenticator apps. What else is sealed (mails that wait, codes) is of no more use within a day.

use super::failure::Done;
use super::{open, output};
use crate::config::{Config, Sources};
use crate::secret::add_key;
use clap::Subcommand;
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
            Self::Rotate { json } => rotate(sources, json),
            Self::Reseal { json } => reseal(sources, json).await,
        }
    }
}

fn rotate(sources: &Sources, json: bool) -> Done {
    let (config, _) = Config::load(sources)?;
    open::existing_keys(&config)?;
    let path = &config.secret.file;
    let keys = add_key(path)?;
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
