//! The log as CSV (RFC 4180), safe to open in a spreadsheet: a cell that a spreadsheet would take for a
//! formula is quoted with an apostrophe (OWASP ASVS 5.0, 1.2.10).

use crate::error::ServerError;
use jiff::Timestamp as Instant;
use sekisho_app::history::tell::tell;
use sekisho_app::history::{Actor, LogEntry};
use sekisho_app::i18n::Words;

/// The columns.
const HEAD: [&str; 11] = [
    "time",
    "event",
    "outcome",
    "what",
    "detail",
    "by",
    "account",
    "address",
    "browser",
    "repeated",
    "last_time",
];

/// The entries as CSV, with a line of headings if `headed`.
///
/// # Errors
/// `Stored` when an entry can't be written.
pub fn write(entries: &[LogEntry], words: &Words, headed: bool) -> Result<Vec<u8>, ServerError> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    let failed = |_| ServerError::Stored("history");
    if headed {
        writer.write_record(HEAD).map_err(failed)?;
    }
    for entry in entries {
        let told = tell(words, &entry.event);
        let cells = [
            utc(entry.at.as_unix()),
            entry.event.code().to_owned(),
            entry.outcome.as_str().to_owned(),
            told.title,
            told.detail.unwrap_or_default(),
            actor(&entry.actor),
            entry.account.as_ref().map(|(_, email)| email.clone()).unwrap_or_default(),
            entry.address.map(|address| address.to_string()).unwrap_or_default(),
            entry.user_agent.clone(),
            entry.repeated.map_or_else(|| "0".to_owned(), |repeated| repeated.times.to_string()),
            utc(entry.repeated.map_or(entry.at, |repeated| repeated.last).as_unix()),
        ];
        writer.write_record(cells.iter().map(|cell| safe(cell))).map_err(failed)?;
    }
    writer.into_inner().map_err(|_| ServerError::Stored("history"))
}

fn actor(actor: &Actor) -> String {
    match actor {
        Actor::Self_ => "self".to_owned(),
        Actor::Person(name) => name.clone(),
        Actor::CommandLine => "command line".to_owned(),
        Actor::Portal => "portal".to_owned(),
        Actor::Anonymous => "anonymous".to_owned(),
    }
}

/// A point in time as RFC 3339 in UTC.
#[must_use]
pub fn utc(seconds: i64) -> String {
    Instant::from_second(seconds).map(|instant| instant.to_string()).unwrap_or_default()
}

/// What begins a formula, also after spaces, and also at the full width of Japanese keyboards.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

fn safe(cell: &str) -> String {
    if cell.trim_start_matches(' ').starts_with(FORMULA) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_looks_like_a_formula_is_made_text() {
        for formula in
            ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＋1", "－1", "＠SUM(A1)"]
        {
            assert_eq!(safe(formula), format!("'{formula}"));
        }
        assert_eq!(safe("plain"), "plain");
    }

    #[test]
    fn time_is_written_in_utc() {
        assert_eq!(utc(0), "1970-01-01T00:00:00Z");
    }
}
