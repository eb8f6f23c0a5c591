//! Logs: one event a line, as JSON or for people, on the standard error stream.

use crate::config::{LogFormat, LogLevel, Telemetry};
use std::borrow::Cow;
use std::io::{self, Write};
use std::panic;
use tracing::Subscriber;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::Registry;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt;
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

/// Starts logging, for the whole process. A second call changes nothing.
pub fn start(telemetry: &Telemetry) {
    if subscriber(telemetry, io::stderr).try_init().is_ok() {
        panic::set_hook(Box::new(|panic| {
            // words made at run time may hold anything; those of the source code can't
            let words = panic.payload().downcast_ref::<&'static str>().copied();
            let at = panic.location().map(ToString::to_string);
            tracing::error!(at, words, "a task was cut off");
        }));
    }
}

/// Whoever takes the events, writing to what `stream` gives.
pub fn subscriber<W: Write + 'static>(
    telemetry: &Telemetry,
    stream: impl Fn() -> W + Send + Sync + 'static,
) -> impl Subscriber + Send + Sync {
    let layer = fmt::layer::<Registry>()
        .with_ansi(false)
        .log_internal_errors(false)
        .with_writer(move || OneLine(stream()));
    let layer = match telemetry.log_format {
        LogFormat::Json => layer.json().flatten_event(true).with_span_list(false).boxed(),
        LogFormat::Text => layer.boxed(),
    };
    tracing_subscriber::registry().with(layer.with_filter(filter(telemetry.log_level)))
}

/// Our own events down to `level`; of the libraries, only what is odd: what they say below that may hold
/// what goes through them.
fn filter(level: LogLevel) -> Targets {
    let ours = match level {
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
    };
    Targets::new()
        .with_default(ours.min(LevelFilter::WARN))
        .with_targets(["sekisho", "sekisho_app", "sekisho_engine"].map(|target| (target, ours)))
}

/// Writes each event as one line, whatever an event's text holds.
struct OneLine<W>(W);

impl<W: Write> Write for OneLine<W> {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        self.0.write_all(one_line(event).as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// The event with every control character and line separator escaped, which is right inside JSON too, but
/// for the line break at its end.
fn one_line(event: &[u8]) -> Cow<'_, str> {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let text = String::from_utf8_lossy(event);
    let (body, end) = match text.strip_suffix('\n') {
        Some(body) => (body, "\n"),
        None => (&*text, ""),
    };
    if !body.contains(breaks) {
        return text;
    }
    let mut line = String::with_capacity(body.len() + 16);
    for c in body.chars() {
        if breaks(c) {
            line.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            line.push(c);
        }
    }
    line.push_str(end);
    Cow::Owned(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    #[derive(Clone, Default)]
    struct Captured(Arc<Mutex<Vec<u8>>>);

    impl Write for Captured {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn logged(log_format: LogFormat, log_level: LogLevel, events: impl FnOnce()) -> String {
        let captured = Captured::default();
        let stream = captured.clone();
        let telemetry = Telemetry { log_format, log_level, ..Telemetry::default() };
        tracing::subscriber::with_default(subscriber(&telemetry, move || stream.clone()), events);
        let bytes = captured.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    const NASTY: &str = "a\r\nb\u{1b}[2J\u{9b}2J\u{7f}\0\u{85}\u{2028}\"}\\ 関所";

    #[test]
    fn each_event_is_one_valid_json_line_without_control_bytes() {
        let text = logged(LogFormat::Json, LogLevel::Info, || {
            let span = tracing::info_span!(target: "sekisho", "request", request_id = NASTY);
            let _in = span.enter();
            tracing::info!(target: "sekisho", field = NASTY, other = ?NASTY, "{NASTY}");
            tracing::error!(target: "sekisho", "two");
        });
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 2, "{text}");
        assert!(!text.trim_end().replace('\n', "").contains(char::is_control), "{text:?}");
        let event: serde_json::Value = serde_json::from_str(lines[0]).unwrap();
        assert_eq!(event["message"], NASTY);
        assert_eq!(event["field"], NASTY);
        assert_eq!(event["span"]["request_id"], NASTY);
        assert_eq!(event["level"], "INFO");
        assert_eq!(serde_json::from_str::<serde_json::Value>(lines[1]).unwrap()["message"], "two");
    }

    #[test]
    fn a_line_for_people_is_one_line_too() {
        let text = logged(
            LogFormat::Text,
            LogLevel::Info,
            || tracing::warn!(target: "sekisho", field = NASTY, "{NASTY}"),
        );
        assert_eq!(text.lines().count(), 1, "{text:?}");
        assert!(text.ends_with('\n') && !text.trim_end().contains(char::is_control), "{text:?}");
    }

    #[test]
    fn libraries_say_only_what_is_odd_and_we_say_what_was_asked_for() {
        let events = || {
            tracing::info!(target: "sekisho::x", "ours");
            tracing::debug!(target: "sekisho::x", "ours in detail");
            tracing::info!(target: "lettre", "theirs");
            tracing::warn!(target: "sqlx", "odd");
        };
        let check = |level, expected: &[&str]| {
            let text = logged(LogFormat::Json, level, events);
            let messages: Vec<String> = text
                .lines()
                .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["message"].to_string())
                .collect();
            let expected: Vec<String> = expected.iter().map(|message| format!("{message:?}")).collect();
            assert_eq!(messages, expected);
        };
        check(LogLevel::Error, &[]);
        check(LogLevel::Info, &["ours", "odd"]);
        check(LogLevel::Debug, &["ours", "ours in detail", "odd"]);
    }
}
