//! What an operator sees of the running server: logs on the standard error stream, metrics for Prometheus.
//!
//! A failure is logged once, where it crosses into an answer. No log line and no metric holds an address, a
//! code, a token or a password: what happened to whom is in the history, under the number of the request.

mod logs;
mod metrics;
mod request;

pub use logs::{start, subscriber};
pub use metrics::{Metrics, MetricsError};
pub use request::trace;
