//! What a command prints on the standard output stream.

use super::failure::{Done, Failure};
use sekisho_engine::time::Timestamp;
use serde::Serialize;
use std::io::{self, Write};

/// Prints `text` and a line break.
pub(super) fn line(text: &str) -> Done {
    let mut stream = io::stdout().lock();
    writeln!(stream, "{text}").and_then(|()| stream.flush()).map_err(unprinted)
}

/// Prints one JSON value.
pub(super) fn json(value: &impl Serialize) -> Done {
    line(&serde_json::to_string_pretty(value)?)
}

/// Prints rows in columns; `none` where there are none.
pub(super) fn table(rows: &[Vec<String>], none: &str) -> Done {
    if rows.is_empty() {
        return line(none);
    }
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or_default()).collect();
    let lines = rows.iter().map(|row| {
        let cells = row.iter().zip(&widths).map(|(cell, &width)| format!("{cell:width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    });
    line(&lines.collect::<Vec<_>>().join("\n"))
}

/// Why nothing was printed.
pub(super) fn unprinted(error: io::Error) -> Failure {
    Failure::new(format!("the standard output stream can't be written to: {error}"))
}

pub(super) use crate::typed::utc;

/// Reads a point in time from the command line: RFC 3339, or a day with or without a time of day, in UTC.
pub(super) fn time(text: &str) -> Result<Timestamp, String> {
    crate::typed::time(text).ok_or_else(|| {
        "a time is written as 2026-01-31T09:00:00Z, 2026-01-31T18:00:00+09:00, 2026-01-31T09:00 or 2026-01-31"
            .to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_as_it_reads() {
        let now = Timestamp::from_unix(1_769_850_000);
        assert_eq!(utc(now), "2026-01-31T09:00:00Z");
        assert_eq!(time(&utc(now)), Ok(now));
    }
}
