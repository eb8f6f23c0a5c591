//! Metrics, in the text format of Prometheus.

use metrics_exporter_prometheus::{BuildError, PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;
use std::time::Duration;

/// The name of the histogram of how long requests took, in seconds.
pub(super) const REQUEST_SECONDS: &str = "sekisho_http_request_seconds";
/// The name of the counter of requests.
pub(super) const REQUESTS: &str = "sekisho_http_requests_total";

/// From what a page takes to what a hash that waited its turn takes.
const BUCKETS: &[f64] = &[0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];
/// How often what was measured is sorted into its buckets.
const UPKEEP: Duration = Duration::from_secs(5);

/// Counting is the whole process's, so there is one of it.
static STARTED: OnceLock<Metrics> = OnceLock::new();

/// Everything that is counted in this process.
#[derive(Debug, Clone)]
pub struct Metrics(PrometheusHandle);

/// Metrics can't be kept.
#[derive(Debug, thiserror::Error)]
#[error("metrics can't be kept: {0}")]
pub struct MetricsError(#[from] BuildError);

impl Metrics {
    /// Starts counting, for the whole process; once. Needs a Tokio runtime, in which it keeps itself up.
    ///
    /// # Errors
    /// When something in this process counts already.
    pub fn start() -> Result<(), MetricsError> {
        let handle = PrometheusBuilder::new().set_buckets(BUCKETS)?.install_recorder()?;
        describe();
        let upkeep = handle.clone();
        tokio::spawn(async move {
            let mut tick = tokio::time::interval(UPKEEP);
            loop {
                tick.tick().await;
                upkeep.run_upkeep();
            }
        });
        let _ = STARTED.set(Self(handle));
        Ok(())
    }

    /// The metrics, if counting was [started](Self::start).
    #[must_use]
    pub fn started() -> Option<Self> {
        STARTED.get().cloned()
    }

    /// What was counted, in the text format of Prometheus.
    #[must_use]
    pub fn render(&self) -> String {
        self.0.render()
    }
}

fn describe() {
    metrics::describe_counter!(REQUESTS, "requests answered, by method and status");
    metrics::describe_histogram!(
        REQUEST_SECONDS,
        metrics::Unit::Seconds,
        "time until a request was answered"
    );
    metrics::describe_counter!("sekisho_events_total", "entries of the history, by event");
    metrics::describe_counter!(
        "sekisho_gate_web_total",
        "questions of web servers, by what they were answered"
    );
    metrics::describe_counter!("sekisho_hashing_shed_total", "requests told to come back: no turn to hash");
    metrics::describe_counter!("sekisho_unavailable_total", "requests that the database could not serve");
    metrics::describe_counter!("sekisho_internal_failures_total", "failures that are nobody's input");
    metrics::describe_gauge!("sekisho_hashing_permits", "passwords that can be hashed at the same time");
    metrics::describe_gauge!("sekisho_hashing_permits_free", "of these, free now");
    metrics::describe_gauge!("sekisho_build_info", "1, with the version");
    metrics::gauge!("sekisho_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
}
