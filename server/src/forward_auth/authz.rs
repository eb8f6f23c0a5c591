//! `/api/authz/…`: the questions of proxies. Only of those that the operator named: anybody else is refused.

use super::answer::{self, Convention};
use super::asked::{self, Original, Unclear};
use super::identity::Identity;
use super::judge::{Judged, Trouble};
use crate::web::{Web, visit};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::response::Response;
use sekisho_engine::gate::GateOutcome;
use std::any::Any;
use std::time::Duration;

/// How long a decision may take; proxies wait a little longer.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// nginx `auth_request`.
pub(super) async fn auth_request(State(web): State<Web>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let original = Original::of_auth_request(&parts.headers, is_secure(&web));
    answer(&web, &parts, original, Convention::AuthRequest).await
}

/// Caddy `forward_auth`, Traefik `ForwardAuth`.
pub(super) async fn forward_auth(State(web): State<Web>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let original = Original::of_forward_auth(&parts.headers, is_secure(&web));
    let page = asked::is_page(&parts.headers);
    answer(&web, &parts, original, Convention::HandedOn { page }).await
}

/// Envoy `ext_authz`.
pub(super) async fn ext_authz(State(web): State<Web>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let original = Original::of_ext_authz(&parts, is_secure(&web));
    let page = asked::is_page(&parts.headers);
    answer(&web, &parts, original, Convention::HandedOn { page }).await
}

/// Whatever went wrong, nobody passes.
pub(super) fn panicked(_: Box<dyn Any + Send>) -> Response {
    count_failed();
    answer::refused()
}

fn is_secure(web: &Web) -> bool {
    web.core.config.server.origin.is_secure()
}

async fn answer(
    web: &Web,
    parts: &Parts,
    original: Result<Original, Unclear>,
    convention: Convention,
) -> Response {
    let Ok(original) = original else { return unclear() };
    if !visit::comes_from_proxy(web, parts) {
        tracing::warn!("the web gate was asked by somebody who is none of server.trusted_proxies");
        return unclear();
    }
    let (core, now) = (&web.core, web.core.clock.now());
    let judging = core.judge(&original, &parts.headers, visit::address(web, parts), now);
    let judged = match tokio::time::timeout(PATIENCE, judging).await {
        Ok(Ok(judged)) => judged,
        Ok(Err(Trouble::Unclear)) => return unclear(),
        Ok(Err(Trouble::Failed(error))) => {
            tracing::error!(%error, "the web gate can't decide, and refuses");
            count_failed();
            return answer::refused();
        }
        Err(_) => {
            tracing::error!("the web gate took too long to decide, and refuses");
            count_failed();
            return answer::refused();
        }
    };
    tracing::debug!(host = original.host.as_str(), outcome = ?judged.outcome, "asked at the web gate");
    told(&judged, &original, convention, is_secure(web))
}

fn told(judged: &Judged, original: &Original, convention: Convention, secure: bool) -> Response {
    match (judged.outcome, &judged.known) {
        (GateOutcome::Pass, Some(known)) => {
            metrics::counter!("sekisho_gate_web_total", "outcome" => "pass").increment(1);
            answer::pass(&known.identity)
        }
        (GateOutcome::Open, _) => {
            metrics::counter!("sekisho_gate_web_total", "outcome" => "open").increment(1);
            answer::pass(&Identity::nobody())
        }
        (GateOutcome::SignIn, _) => {
            metrics::counter!("sekisho_gate_web_total", "outcome" => "sign_in").increment(1);
            answer::elsewhere(original, convention, secure)
        }
        (GateOutcome::StepUp, _) => {
            metrics::counter!("sekisho_gate_web_total", "outcome" => "step_up").increment(1);
            answer::elsewhere(original, convention, secure)
        }
        (GateOutcome::Refused(_), _) | (GateOutcome::Pass, None) => {
            metrics::counter!("sekisho_gate_web_total", "outcome" => "refused").increment(1);
            answer::refused()
        }
    }
}

fn unclear() -> Response {
    metrics::counter!("sekisho_gate_web_total", "outcome" => "unclear").increment(1);
    answer::refused()
}

fn count_failed() {
    metrics::counter!("sekisho_gate_web_total", "outcome" => "failed").increment(1);
}
