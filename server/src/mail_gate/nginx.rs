//! `GET /api/mail/nginx`: nginx's mail proxy (`auth_http`).
//!
//! nginx ignores the status of the answer and looks at `Auth-Status` alone: "OK" is said in one place, to somebody
//! whose password and address were judged, and nowhere else. What it says otherwise reaches the client.

use super::{Asked, Denial, guarded, one_header, protocol_of, secret};
use crate::config::MailGate;
use crate::core::Core;
use crate::web::visit::request_id;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use sekisho_engine::history::MailProtocol;
use std::net::SocketAddr;
use std::sync::Arc;
use zeroize::Zeroizing;

/// The door's name in logs and metrics.
const DOOR: &str = "nginx";

/// Answers nginx.
pub(super) async fn answer(State(core): State<Arc<Core>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    match guarded(DOOR, decide(&core, &parts)).await {
        Ok(server) => let_in(server),
        Err(denial) => turn_away(&denial),
    }
}

fn let_in(server: SocketAddr) -> Response {
    let lines = [("auth-status", "OK".to_owned()), ("auth-server", server.ip().to_string())];
    headers(lines.into_iter().chain([("auth-port", server.port().to_string())])).into_response()
}

/// The same words for a wrong password and a wrong place; SMTP has codes of its own for what passes and what
/// doesn't (RFC 4954 section 6).
fn turn_away(denial: &Denial) -> Response {
    let (words, code) = if denial.is_temporary() {
        ("Temporary failure, try again later", "454 4.7.0")
    } else {
        ("Authentication failed", "535 5.7.8")
    };
    headers([("auth-status", words.to_owned()), ("auth-error-code", code.to_owned())]).into_response()
}

fn headers(lines: impl IntoIterator<Item = (&'static str, String)>) -> HeaderMap {
    let value = |text: String| HeaderValue::try_from(text).ok();
    lines.into_iter().filter_map(|(name, text)| Some((HeaderName::from_static(name), value(text)?))).collect()
}

async fn decide(core: &Core, parts: &Parts) -> Result<SocketAddr, Denial> {
    let gate = &core.config.gate.mail;
    if !secret::carries(&parts.headers, gate) {
        return Err(Denial::Secret);
    }
    if one_header(parts, "auth-method") != Some(b"plain") {
        return Err(Denial::Malformed("Auth-Method"));
    }
    let protocol = text(parts, "auth-protocol").map(|name| protocol_of(&name));
    let protocol = protocol.ok_or(Denial::Malformed("Auth-Protocol"))?;
    let asked = Asked {
        login: text(parts, "auth-user").ok_or(Denial::Malformed("Auth-User"))?.to_string(),
        master: None,
        // the address of the connection; others that nginx sends along are the client's own words
        address: text(parts, "client-ip")
            .and_then(|text| text.parse().ok())
            .ok_or(Denial::Malformed("Client-IP"))?,
        protocol,
        request_id: request_id(parts),
    };
    let password = text(parts, "auth-pass").ok_or(Denial::Malformed("Auth-Pass"))?;
    core.judge_mail_password(&asked, &password).await?;
    server_for(protocol, gate).ok_or(Denial::Failing("no server is configured for the protocol"))
}

/// Where somebody who may pass is sent.
const fn server_for(protocol: MailProtocol, gate: &MailGate) -> Option<SocketAddr> {
    match protocol {
        MailProtocol::Imap => gate.imap,
        MailProtocol::Pop3 => gate.pop3,
        MailProtocol::Submission => gate.smtp,
        MailProtocol::Sieve | MailProtocol::Other => None,
    }
}

/// The text of a header that is there once.
fn text(parts: &Parts, name: &str) -> Option<Zeroizing<String>> {
    let bytes = Zeroizing::new(decoded(one_header(parts, name)?)?);
    std::str::from_utf8(&bytes).ok().map(|text| Zeroizing::new(text.to_owned()))
}

/// The bytes that nginx has encoded: space, `%` and control characters are `%XX`, everything else is itself, `+` and
/// UTF-8, too. A `%` that begins nothing was not written by nginx.
fn decoded(value: &[u8]) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut bytes = value.iter().copied();
    let mut decoded = Vec::with_capacity(value.len());
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => digit(bytes.next()?)? << 4 | digit(bytes.next()?)?,
            other => other,
        });
    }
    Some(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_decoded_as_nginx_encodes_it() {
        let check = |value: &[u8], expected: Option<&str>| {
            assert_eq!(decoded(value).as_deref(), expected.map(str::as_bytes), "{value:?}");
        };
        check(b"plain", Some("plain"));
        check(b"a%20b%25c+d&e", Some("a b%c+d&e"));
        check("日本".as_bytes(), Some("日本"));
        check(b"%0d%0A", Some("\r\n"));
        check(b"", Some(""));
        check(b"50%", None);
        check(b"%2", None);
        check(b"%zz", None);
        check(b"%+1", None);
    }

    #[test]
    fn t25_no_denial_says_ok() {
        for denial in
            [Denial::Secret, Denial::Malformed("x"), Denial::Refused, Denial::Busy, Denial::Failing("x")]
        {
            let status = turn_away(&denial).headers()["auth-status"].clone();
            assert!(!status.to_str().unwrap().to_ascii_lowercase().contains("ok"), "{status:?}");
        }
    }
}
