//! Section `telemetry`: logs and metrics.

use super::hidden::Hidden;
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;

/// Logs and metrics.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Telemetry {
    /// The form of a line of the log, on the standard error stream.
    pub log_format: LogFormat,
    /// The least important events that are logged.
    pub log_level: LogLevel,
    /// A listener of its own for `/metrics`.
    pub metrics_listen: Option<SocketAddr>,
    /// The bearer secret that opens `/metrics` on the main listener, and on its own one if there is one.
    pub metrics_secret: Option<Hidden>,
}

/// The form of a line of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LogFormat {
    /// One JSON value a line.
    #[default]
    Json,
    /// For people.
    Text,
}

/// How important an event must be to be logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LogLevel {
    /// What failed and needs somebody.
    Error,
    /// And what is odd.
    Warn,
    /// And what happened.
    #[default]
    Info,
    /// And each request.
    Debug,
}
