//! `sekisho preset`: what presets there are, what they say, and every message that can be worded anew.

use super::failure::{Done, Failure};
use super::output;
use crate::config::{PRESETS, Preset as Known};
use clap::Subcommand;
use sekisho_app::i18n::all_messages;
use serde::Serialize;

/// Presets: a policy with its own words.
#[derive(Debug, Subcommand)]
pub(super) enum Preset {
    /// List them
    List {
        /// Print one JSON value
        #[arg(long)]
        json: bool,
    },
    /// Print one as a configuration file, or its words
    Show {
        /// Its name
        name: String,
        /// Print its words, as a file for the key portal.wording
        #[arg(long)]
        wording: bool,
    },
    /// List every message with its built-in texts
    Messages {
        /// Print one JSON value
        #[arg(long)]
        json: bool,
    },
}

#[derive(Serialize)]
struct Listed {
    name: &'static str,
    summary: &'static str,
}

#[derive(Serialize)]
struct Message {
    key: &'static str,
    en: &'static str,
    ja: &'static str,
}

impl Preset {
    pub(super) fn run(self) -> Done {
        match self {
            Self::List { json } => list(json),
            Self::Show { name, wording } => show(&name, wording),
            Self::Messages { json } => messages(json),
        }
    }
}

fn list(json: bool) -> Done {
    if json {
        let listed = PRESETS.iter().map(|preset| Listed { name: preset.name, summary: preset.summary });
        return output::json(&listed.collect::<Vec<_>>());
    }
    let row = |preset: &Known| vec![preset.name.to_owned(), preset.summary.to_owned()];
    output::table(&PRESETS.iter().map(row).collect::<Vec<_>>(), "")
}

fn show(name: &str, wording: bool) -> Done {
    let preset = Known::named(name).ok_or_else(|| {
        let names: Vec<&str> = PRESETS.iter().map(|preset| preset.name).collect();
        Failure::new(format!("there is no preset {name:?}; there are {}", names.join(", ")))
    })?;
    output::line(if wording { preset.wording } else { preset.configuration }.trim_end())
}

/// As a file of words that changes nothing: a key, and both texts.
fn messages(json: bool) -> Done {
    let all = all_messages();
    if json {
        let all = all.iter().map(|message| Message { key: message.key, en: message.en, ja: message.ja });
        return output::json(&all.collect::<Vec<_>>());
    }
    for message in &all {
        output::line(message.key)?;
        output::line(&format!("  en  {}", message.en))?;
        output::line(&format!("  ja  {}", message.ja))?;
    }
    Ok(())
}
