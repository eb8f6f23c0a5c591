//! What a command prints on the standard output stream.

use super::failure::{Done, Failure};
use jiff::Timestamp as Instant;
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

/// A point in time as RFC 3339 in UTC.
pub(super) fn utc(time: Timestamp) -> String {
    Instant::from_second(time.as_unix()).map(|instant| instant.to_string()).unwrap_or_default()
}

/// Reads a point in time from the command line: RFC 3339, or a day (its first second in UTC).
pub(super) fn time(text: &str) -> Result<Timestamp, String> {
    let instant: Result<Instant, _> = text.parse().or_else(|_| format!("{text}T00:00:00Z").parse());
    let seconds = instant.map(Instant::as_second);
    seconds.map(Timestamp::from_unix).map_err(|_| {
        "a time is written as 2026-01-31T09:00:00Z, 2026-01-31T18:00:00+09:00 or 2026-01-31".to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_reads_in_any_zone_or_as_a_day_and_nothing_else_does() {
        let check = |text: &str, expected: Option<i64>| {
            assert_eq!(time(text).ok(), expected.map(Timestamp::from_unix), "{text}");
        };
        check("2026-01-31T09:00:00Z", Some(1_769_850_000));
        check("2026-01-31T18:00:00+09:00", Some(1_769_850_000));
        check("2026-01-31", Some(1_769_817_600));
        check("2026-02-30", None);
        check("yesterday", None);
        check("1769850000", None);
        check("", None);
    }

    #[test]
    fn a_time_is_written_as_it_reads() {
        let now = Timestamp::from_unix(1_769_850_000);
        assert_eq!(utc(now), "2026-01-31T09:00:00Z");
        assert_eq!(time(&utc(now)), Ok(now));
    }
}
