//! The mail gate: mail servers ask whether somebody may read and send mail from where they are.
//!
//! | door | who asks | what is shown |
//! |---|---|---|
//! | `POST /api/mail/dovecot` | Dovecot's auth policy, after the password | person and address |
//! | `POST /api/mail/token` | Dovecot's oauth2 passdb, by the password grant (RFC 6749 section 4.3) | person and password |
//! | `GET /api/mail/nginx` | nginx's `auth_http` | person, password and address |
//!
//! Each answers in its own form, within two seconds, and **fails closed**: whatever goes wrong (no secret, a
//! database that is locked or gone, a panic, too long a wait) is a denial in that form. The decision is the
//! engine's, by [`Way::Mail`](sekisho_engine::sign_in::Way::Mail); what is refused is in the person's history.
//!
//! Mail servers ask by address, so these doors stand outside the check of `Host`, as the health checks do.

mod denial;
mod dovecot;
mod judge;
pub mod kick;
mod nginx;
mod secret;
mod token;

use crate::core::Core;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::{get, post};
use denial::Denial;
use futures_util::FutureExt;
use sekisho_engine::address::Address;
use sekisho_engine::history::MailProtocol;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

/// The longest that a door takes to answer: mail servers wait for two seconds and more.
const LONGEST: Duration = Duration::from_millis(1_800);
/// How long a password waits to be hashed: what is left is time enough for the hash.
const PATIENCE: Duration = Duration::from_millis(1_000);
/// The largest body that is read, in bytes: a password and what belongs to it.
const MAX_BODY: usize = 16 * 1024;

/// The three doors.
pub fn router(core: Arc<Core>) -> Router {
    Router::new()
        .route("/api/mail/dovecot", post(dovecot::answer))
        .route("/api/mail/token", post(token::answer))
        .route("/api/mail/nginx", get(nginx::answer))
        .layer(map_response(closing))
        .with_state(core)
}

/// Each answer ends its connection, and says so. A kept one is closed by the portal some time, and a question that
/// is on its way at that moment would be taken for refused: Dovecot asks no second time.
async fn closing(mut response: Response) -> Response {
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

/// What a mail server asks.
#[derive(Debug, Clone)]
struct Asked {
    /// The name that was signed in with, as the mail server sends it.
    login: String,
    /// Who really signed in, by a master login.
    master: Option<String>,
    /// Where the mail software is.
    address: Address,
    /// What it speaks.
    protocol: MailProtocol,
    /// The request's number.
    request_id: String,
}

impl Asked {
    /// The person whose second factor counts: the master of a master login, else who signed in.
    fn person(&self) -> &str {
        self.master.as_deref().unwrap_or(&self.login)
    }
}

/// Does a door's work, within its time. What panics or takes too long is a denial.
async fn guarded<T>(door: &'static str, work: impl Future<Output = Result<T, Denial>>) -> Result<T, Denial> {
    let answer = within(LONGEST, work).await;
    let outcome = match &answer {
        Ok(_) => "allowed",
        Err(denial) => denial.name(),
    };
    metrics::counter!("sekisho_mail_gate_total", "door" => door, "answer" => outcome).increment(1);
    match &answer {
        Err(Denial::Failing(what)) => {
            tracing::error!(door, what, "the mail gate could not decide, and denied");
        }
        Err(Denial::Secret) => tracing::warn!(door, "a mail server showed no secret, or a wrong one"),
        Err(Denial::Malformed(what)) => tracing::warn!(door, what, "a mail server's question can't be read"),
        Err(Denial::Refused | Denial::Busy) | Ok(_) => {}
    }
    answer
}

async fn within<T>(time: Duration, work: impl Future<Output = Result<T, Denial>>) -> Result<T, Denial> {
    match tokio::time::timeout(time, AssertUnwindSafe(work).catch_unwind()).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(_)) => Err(Denial::Failing("panicked")),
        Err(_) => Err(Denial::Failing("took too long")),
    }
}

/// The body of a request.
async fn body(body: Body) -> Result<bytes::Bytes, Denial> {
    to_bytes(body, MAX_BODY).await.map_err(|_| Denial::Malformed("body"))
}

/// The protocol of this name, as Dovecot and nginx have it.
fn protocol_of(name: &str) -> MailProtocol {
    match name.to_ascii_lowercase().as_str() {
        "imap" => MailProtocol::Imap,
        "pop3" => MailProtocol::Pop3,
        // Postfix asks for SASL as "smtp"
        "submission" | "smtp" => MailProtocol::Submission,
        "sieve" | "managesieve" => MailProtocol::Sieve,
        _ => MailProtocol::Other,
    }
}

/// The one value of a header, as its bytes; `None` without it or with more than one.
fn one_header<'a>(parts: &'a Parts, name: &str) -> Option<&'a [u8]> {
    let mut values = parts.headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => Some(value.as_bytes()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn t25_what_panics_is_a_denial() {
        let panics = async { panic!("on purpose") };
        let answer: Result<(), Denial> = guarded("test", panics).await;
        assert!(matches!(answer, Err(Denial::Failing("panicked"))));
        assert!(guarded("test", async { Ok(()) }).await.is_ok());
    }

    #[tokio::test]
    async fn t25_what_takes_too_long_is_a_denial() {
        let answer: Result<(), Denial> = within(Duration::from_millis(1), std::future::pending()).await;
        assert!(matches!(answer, Err(Denial::Failing("took too long"))));
        assert!(LONGEST < Duration::from_secs(2), "mail servers wait no longer");
        assert!(PATIENCE < LONGEST, "a password that can't be hashed in time is not charged");
    }

    #[test]
    fn a_protocol_goes_by_the_names_that_dovecot_and_nginx_have_for_it() {
        assert_eq!(protocol_of("imap"), MailProtocol::Imap);
        assert_eq!(protocol_of("smtp"), MailProtocol::Submission);
        assert_eq!(protocol_of("Submission"), MailProtocol::Submission);
        assert_eq!(protocol_of("managesieve"), MailProtocol::Sieve);
        assert_eq!(protocol_of(""), MailProtocol::Other);
    }
}
