//! `/healthz`, `/readyz` and `/metrics`: for the machines that look after the portal.
//!
//! They are asked by address, by load balancers and Prometheus, so they stand outside the check of `Host`.
//! They tell nothing about anybody.

use crate::config::Hidden;
use crate::core::Core;
use crate::outbox;
use crate::telemetry::Metrics;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use subtle::ConstantTimeEq;

/// How long the database is given to answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// Whether the portal can do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Readiness {
    /// The database answers.
    pub database: bool,
    /// Its tables are up to date.
    pub migrations: bool,
    /// Somebody takes care of the mails that are due.
    pub outbox: bool,
}

impl Readiness {
    /// Asks.
    pub async fn of(core: &Core) -> Self {
        let migrations = in_time(core.db.is_migrated()).await;
        let outbox = in_time(outbox::is_moving(&core.db, core.clock.now())).await;
        Self {
            database: migrations.is_some(),
            migrations: migrations.unwrap_or(false),
            outbox: outbox.unwrap_or(false),
        }
    }

    /// Whether it can.
    #[must_use]
    pub const fn is_ready(self) -> bool {
        self.database && self.migrations && self.outbox
    }
}

/// The answer, if there is one in time.
async fn in_time<T, E>(asked: impl Future<Output = Result<T, E>>) -> Option<T> {
    tokio::time::timeout(PATIENCE, asked).await.ok()?.ok()
}

/// `/healthz` and `/readyz`; and `/metrics`, if counting was started and a secret is set.
pub fn router(core: Arc<Core>) -> Router {
    let secret = core.config.telemetry.metrics_secret.clone();
    let health = Router::new()
        .route("/healthz", get(|| async { "alive\n" }))
        .route("/readyz", get(ready))
        .with_state(core.clone());
    match (Metrics::started(), secret) {
        (Some(metrics), Some(secret)) => health.merge(metrics_router(core, metrics, Some(secret))),
        _ => health,
    }
}

/// `/metrics`, for a listener of its own too. With a secret, only for whoever has it.
pub fn metrics_router(core: Arc<Core>, metrics: Metrics, secret: Option<Hidden>) -> Router {
    let scraped = Scraped { core, metrics, secret };
    Router::new().route("/metrics", get(scrape)).with_state(Arc::new(scraped))
}

struct Scraped {
    core: Arc<Core>,
    metrics: Metrics,
    secret: Option<Hidden>,
}

async fn ready(State(core): State<Arc<Core>>) -> Response {
    let readiness = Readiness::of(&core).await;
    let status = if readiness.is_ready() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(readiness)).into_response()
}

async fn scrape(State(scraped): State<Arc<Scraped>>, headers: HeaderMap) -> Response {
    if let Some(secret) = &scraped.secret
        && !bears(&headers, secret)
    {
        return (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, "Bearer")]).into_response();
    }
    let (free, size) = scraped.core.hasher.free();
    metrics::gauge!("sekisho_hashing_permits").set(whole(size));
    metrics::gauge!("sekisho_hashing_permits_free").set(whole(free));
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], scraped.metrics.render())
        .into_response()
}

fn whole(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::MAX, f64::from)
}

/// Whether the request carries the secret (RFC 6750 section 2.1).
fn bears(headers: &HeaderMap, secret: &Hidden) -> bool {
    let given = headers.get(header::AUTHORIZATION).map(HeaderValue::as_bytes).unwrap_or_default();
    match given.split_at_checked(b"Bearer ".len()) {
        Some((scheme, token)) => {
            scheme.eq_ignore_ascii_case(b"Bearer ") && bool::from(token.ct_eq(secret.reveal().as_bytes()))
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_secret_itself_opens_the_metrics() {
        let secret = Hidden::from("0123456789abcdef".to_owned());
        let check = |value: Option<&str>, expected: bool| {
            let lines = value.map(|value| (header::AUTHORIZATION, value.parse().unwrap()));
            assert_eq!(bears(&lines.into_iter().collect(), &secret), expected, "{value:?}");
        };
        check(Some("Bearer 0123456789abcdef"), true);
        check(Some("bearer 0123456789abcdef"), true);
        check(Some("Bearer 0123456789abcde"), false);
        check(Some("Bearer 0123456789abcdef0"), false);
        check(Some("Basic 0123456789abcdef"), false);
        check(Some("Bearer "), false);
        check(Some(""), false);
        check(None, false);
    }
}
