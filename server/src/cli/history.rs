//! `sekisho history`

use super::failure::Done;
use super::{open, output};
use crate::config::Sources;
use crate::history::{csv, query};
use clap::{Subcommand, ValueEnum};
use sekisho_app::history::{Actor, LogEntry};
use sekisho_app::i18n::{Language, Words};
use sekisho_app::id::EntryId;
use sekisho_engine::history::Event;
use sekisho_engine::time::Timestamp;
use serde::Serialize;
use std::io::{self, BufWriter, Write};

/// Entries that are read at a time: the history may be far longer than memory.
const PAGE: u32 = 1_000;

/// What happened.
#[derive(Debug, Subcommand)]
pub(super) enum History {
    /// Print the whole history, the oldest first
    Export {
        /// Only from this time on: 2026-01-31T09:00:00Z or 2026-01-31
        #[arg(long, value_name = "TIME", value_parser = output::time)]
        since: Option<Timestamp>,
        /// As one JSON array, or as CSV that is safe to open in a spreadsheet
        #[arg(long, value_enum)]
        format: Format,
    },
}

/// In which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Json,
    Csv,
}

/// An entry as JSON.
#[derive(Serialize)]
struct Exported<'a> {
    id: i64,
    time: String,
    /// The event's code and details.
    #[serde(flatten)]
    event: &'a Event,
    outcome: &'static str,
    by: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    by_name: Option<&'a str>,
    account: Option<&'a str>,
    address: Option<String>,
    user_agent: &'a str,
}

impl History {
    pub(super) async fn run(self, sources: &Sources) -> Done {
        let Self::Export { since, format } = self;
        let core = open::existing(sources).await?;
        let words = Words::new(Language::En, core.overrides.clone());
        let since = since.unwrap_or(Timestamp::from_unix(i64::MIN));
        let mut reader = core.db.read().await?;
        let mut stream = BufWriter::new(io::stdout().lock());
        let mut after = EntryId(0);
        let mut first = true;
        loop {
            let entries = query::since(&mut reader, since, after, PAGE).await?;
            let Some(last) = entries.last() else { break };
            after = last.id;
            let written = match format {
                Format::Json => write_json(&mut stream, &entries, first),
                Format::Csv => stream.write_all(&csv::write(&entries, &words, first)?),
            };
            written.map_err(output::unprinted)?;
            first = false;
        }
        let end = match (format, first) {
            (Format::Json, true) => b"[]\n".to_vec(),
            (Format::Json, false) => b"\n]\n".to_vec(),
            (Format::Csv, true) => csv::write(&[], &words, true)?,
            (Format::Csv, false) => Vec::new(),
        };
        stream.write_all(&end).and_then(|()| stream.flush()).map_err(output::unprinted)
    }
}

fn write_json(to: &mut impl Write, entries: &[LogEntry], first: bool) -> io::Result<()> {
    for (at, entry) in entries.iter().enumerate() {
        to.write_all(if first && at == 0 { b"[\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *to, &exported(entry))?;
    }
    Ok(())
}

fn exported(entry: &LogEntry) -> Exported<'_> {
    let (by, by_name) = match &entry.actor {
        Actor::Self_ => ("self", None),
        Actor::Person(name) => ("person", Some(name.as_str())),
        Actor::CommandLine => ("command_line", None),
        Actor::Portal => ("portal", None),
        Actor::Anonymous => ("anonymous", None),
    };
    Exported {
        id: entry.id.0,
        time: output::utc(entry.at),
        event: &entry.event,
        outcome: entry.outcome.as_str(),
        by,
        by_name,
        account: entry.account.as_ref().map(|(_, email)| email.as_str()),
        address: entry.address.map(|address| address.to_string()),
        user_agent: &entry.user_agent,
    }
}
