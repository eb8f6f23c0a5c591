//! `POST /api/mail/dovecot?command=allow|report`: Dovecot's auth policy.
//!
//! The status is a number: 0 lets in, -1 doesn't. Anything else Dovecot would take for its own failure, or, where it
//! is positive, for "yes, after a while"; so nothing else is ever said.

use super::{Asked, Denial, body, guarded, protocol_of, secret};
use crate::core::Core;
use crate::web::visit::request_id;
use axum::Json;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The door's name in logs and metrics.
const DOOR: &str = "dovecot";

/// What Dovecot asks: the attributes of `deploy/dovecot/sekisho.conf`.
#[derive(Debug, Deserialize)]
struct Question {
    login: String,
    #[serde(default)]
    master: String,
    remote: String,
    #[serde(default)]
    protocol: String,
}

/// What it is answered.
#[derive(Debug, Serialize)]
struct Verdict {
    status: i8,
    #[serde(skip_serializing_if = "Option::is_none")]
    msg: Option<String>,
}

/// What Dovecot wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Command {
    Allow,
    Report,
}

impl Command {
    /// The command of a request's query.
    fn of(query: &str) -> Option<Self> {
        let mut commands = form_urlencoded::parse(query.as_bytes())
            .filter(|(name, _)| name == "command")
            .map(|(_, value)| value);
        match (commands.next().as_deref(), commands.next()) {
            (Some("allow"), None) => Some(Self::Allow),
            (Some("report"), None) => Some(Self::Report),
            _ => None,
        }
    }
}

/// Answers Dovecot, always with 200.
pub(super) async fn answer(State(core): State<Arc<Core>>, request: Request) -> Response {
    let verdict = match guarded(DOOR, decide(&core, request)).await {
        Ok(()) => Verdict { status: 0, msg: None },
        Err(denial) => Verdict { status: -1, msg: Some(words(&core, &denial)) },
    };
    Json(verdict).into_response()
}

async fn decide(core: &Core, request: Request) -> Result<(), Denial> {
    let (parts, sent) = request.into_parts();
    if !secret::carries(&parts.headers, &core.config.gate.mail) {
        return Err(Denial::Secret);
    }
    let command = Command::of(parts.uri.query().unwrap_or_default()).ok_or(Denial::Malformed("command"))?;
    let sent = body(sent).await?;
    if command == Command::Report {
        // what Dovecot found out is its own affair: its answer is ignored, and nothing is counted by it
        return Ok(());
    }
    let question: Question = serde_json::from_slice(&sent).map_err(|_| Denial::Malformed("question"))?;
    let asked = Asked {
        address: question.remote.parse().map_err(|_| Denial::Malformed("remote"))?,
        login: question.login,
        master: Some(question.master).filter(|master| !master.is_empty()),
        protocol: protocol_of(&question.protocol),
        request_id: request_id(&parts),
    };
    core.judge_mail(&asked).await
}

/// What mail software shows, if it shows anything: one line of ASCII, and the same for everybody who is refused,
/// so that nobody learns from it which accounts there are.
fn words(core: &Core, denial: &Denial) -> String {
    if denial.is_temporary() {
        "Sign-in can't be checked at the moment. Try again later.".to_owned()
    } else {
        let origin = &core.config.server.origin;
        format!(
            "Refused from this address. Sign in at {origin} from here with a second factor, then try again."
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_one_of_two_and_given_once() {
        assert_eq!(Command::of("command=allow"), Some(Command::Allow));
        assert_eq!(Command::of("command=report"), Some(Command::Report));
        for query in ["", "command=", "command=ALLOW", "command=allow&command=report", "allow"] {
            assert_eq!(Command::of(query), None, "{query}");
        }
    }

    #[test]
    fn what_is_not_a_text_is_no_question() {
        let read = |text: &str| serde_json::from_str::<Question>(text);
        assert!(read(r#"{"login":"a","remote":"192.0.2.1","tls":false,"more":{"x":1}}"#).is_ok());
        for wrong in [r#"{"login":1,"remote":"192.0.2.1"}"#, r#"{"login":"a"}"#, "{}", "[]", "null", ""] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
