//! `POST /api/mail/token`: a password, as Dovecot's oauth2 passdb shows it (RFC 6749 section 4.3).
//!
//! The answer says that the password is right and nothing more. The token in it is good for nothing: no door of the
//! portal takes it. Whether the person may come from there, Dovecot asks at the other door.

use super::{Asked, Denial, body, guarded, one_header, protocol_of, secret};
use crate::core::Core;
use crate::secret::Token;
use crate::web::visit::request_id;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use sekisho_engine::address::Address;
use serde_json::json;
use std::net::SocketAddr;
use std::sync::Arc;
use zeroize::Zeroizing;

/// The door's name in logs and metrics.
const DOOR: &str = "token";

/// The form that Dovecot sends.
struct Grant {
    grant_type: String,
    username: String,
    password: Zeroizing<String>,
    client_secret: Zeroizing<String>,
}

impl Grant {
    /// Reads it; every field once.
    fn read(form: &Bytes) -> Option<Self> {
        let field = |name: &str| {
            let mut values =
                form_urlencoded::parse(form).filter(|(key, _)| key == name).map(|(_, value)| value);
            match (values.next(), values.next()) {
                // what isn't UTF-8 would be another password than the one that was typed
                (Some(value), None) if !value.contains('\u{fffd}') => Some(value.into_owned()),
                _ => None,
            }
        };
        Some(Self {
            grant_type: field("grant_type")?,
            username: field("username")?,
            password: Zeroizing::new(field("password")?),
            client_secret: Zeroizing::new(field("client_secret").unwrap_or_default()),
        })
    }
}

/// Answers Dovecot: 200 with the user for a right password, 400 for a wrong one; what else Dovecot gets, it takes
/// for a failure that passes.
pub(super) async fn answer(State(core): State<Arc<Core>>, request: Request) -> Response {
    match guarded(DOOR, check(&core, request)).await {
        Ok((username, token)) => {
            Json(json!({ "access_token": token, "token_type": "Bearer", "username": username }))
                .into_response()
        }
        Err(denial) => {
            let (status, error) = refusal(&denial);
            (status, Json(json!({ "error": error }))).into_response()
        }
    }
}

/// RFC 6749 section 5.2.
const fn refusal(denial: &Denial) -> (StatusCode, &'static str) {
    match denial {
        Denial::Secret => (StatusCode::UNAUTHORIZED, "invalid_client"),
        Denial::Malformed(_) => (StatusCode::BAD_REQUEST, "invalid_request"),
        Denial::Refused => (StatusCode::BAD_REQUEST, "invalid_grant"),
        Denial::Busy | Denial::Failing(_) => (StatusCode::SERVICE_UNAVAILABLE, "temporarily_unavailable"),
    }
}

async fn check(core: &Core, request: Request) -> Result<(String, String), Denial> {
    let (parts, sent) = request.into_parts();
    let gate = &core.config.gate.mail;
    let by_header = secret::carries(&parts.headers, gate);
    let sent = body(sent).await?;
    let grant = Grant::read(&sent);
    let by_form = secret::is(grant.as_ref().map_or(&[][..], |grant| grant.client_secret.as_bytes()), gate);
    if !(by_header || by_form) {
        return Err(Denial::Secret);
    }
    let grant = grant.ok_or(Denial::Malformed("form"))?;
    if grant.grant_type != "password" {
        return Err(Denial::Malformed("grant_type"));
    }
    let asked = Asked {
        login: grant.username,
        master: None,
        address: remote(&parts).ok_or(Denial::Malformed("X-Dovecot-Auth-Remote"))?,
        protocol: protocol_of(&String::from_utf8_lossy(
            one_header(&parts, "x-dovecot-auth-service").unwrap_or_default(),
        )),
        request_id: request_id(&parts),
    };
    core.check_mail_password(&asked, &grant.password).await?;
    let token = Token::new().map_err(|_| Denial::Failing("entropy"))?.reveal();
    // the name as it was sent: Dovecot lets in nobody under another one
    Ok((asked.login, token))
}

/// The client's address: `address:port`, of IPv6 `[address]:port`.
fn remote(parts: &Parts) -> Option<Address> {
    let text = std::str::from_utf8(one_header(parts, "x-dovecot-auth-remote")?).ok()?;
    match text.parse::<SocketAddr>() {
        Ok(SocketAddr::V6(socket)) if socket.scope_id() != 0 => None,
        Ok(socket) => Some(Address::from(socket.ip())),
        Err(_) => text.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    #[test]
    fn the_form_is_read_as_dovecot_writes_it() {
        let form = "grant_type=password&username=alice@example.test&password=pw%20%2b%20%25%26%22%20%e6%97%a5&\
                    client_id=dovecot&client_secret=s";
        let grant = Grant::read(&Bytes::from(form)).unwrap();
        assert_eq!(
            (grant.username.as_str(), grant.password.as_str()),
            ("alice@example.test", "pw + %&\" 日")
        );
        for wrong in [
            "",
            "grant_type=password&username=a",
            "grant_type=password&username=a&username=b&password=x",
            "grant_type=password&username=a&password=%ff",
        ] {
            assert!(Grant::read(&Bytes::from(wrong)).is_none(), "{wrong}");
        }
    }

    #[test]
    fn the_address_is_canonical_with_or_without_its_port() {
        let check = |value: &str, expected: Option<&str>| {
            let (parts, ()) =
                Request::builder().header("x-dovecot-auth-remote", value).body(()).unwrap().into_parts();
            assert_eq!(remote(&parts).map(|address| address.to_string()).as_deref(), expected, "{value}");
        };
        check("192.0.2.7:4711", Some("192.0.2.7"));
        check("192.0.2.7", Some("192.0.2.7"));
        check("[2001:db8::8]:4711", Some("2001:db8::8"));
        check("[::ffff:192.0.2.7]:4711", Some("192.0.2.7"));
        check("2001:db8::8", Some("2001:db8::8"));
        check("[fe80::1%2]:4711", None);
        check("192.0.2.07:1", None);
        check("unix:/run/socket", None);
        check("", None);
    }
}
