//! The secret by which the portal knows its mail servers.

use crate::config::{Hidden, MailGate};
use crate::secret::sha256;
use axum::http::{HeaderMap, HeaderValue, header};
use subtle::{Choice, ConstantTimeEq};

/// The header in which nginx sends it.
const X_AUTH_KEY: &str = "x-auth-key";

/// Whether the request carries the secret, as `Authorization: Bearer …` (RFC 6750 section 2.1) or in
/// `X-Auth-Key`.
pub(super) fn carries(headers: &HeaderMap, gate: &MailGate) -> bool {
    let bearer = headers.get(header::AUTHORIZATION).map(HeaderValue::as_bytes).and_then(|value| {
        let (scheme, token) = value.split_at_checked(b"Bearer ".len())?;
        scheme.eq_ignore_ascii_case(b"Bearer ").then_some(token)
    });
    let key = headers.get(X_AUTH_KEY).map(HeaderValue::as_bytes);
    is(bearer.or(key).unwrap_or_default(), gate)
}

/// Whether this is the secret, or the former one. It takes as long whatever is given and configured: digests are
/// compared, and a missing secret by one that nothing has.
pub(super) fn is(given: &[u8], gate: &MailGate) -> bool {
    let given = sha256(given);
    let same = |secret: &Option<Hidden>| -> Choice {
        let digest = sha256(secret.as_ref().map_or(&[][..], |secret| secret.reveal().as_bytes()));
        let set = Choice::from(u8::from(secret.is_some()));
        digest.ct_eq(&given) & set
    };
    bool::from(same(&gate.secret) | same(&gate.former_secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gate(secret: Option<&str>, former: Option<&str>) -> MailGate {
        let hidden = |text: &str| Hidden::from(text.to_owned());
        MailGate { secret: secret.map(hidden), former_secret: former.map(hidden), ..MailGate::default() }
    }

    #[test]
    fn t25_only_the_secrets_themselves_open_the_gate() {
        let both = gate(Some("0123456789abcdef"), Some("fedcba9876543210"));
        let check = |name: &'static str, value: &str, expected: bool| {
            let headers: HeaderMap = [(name.parse().unwrap(), value.parse().unwrap())].into_iter().collect();
            assert_eq!(carries(&headers, &both), expected, "{name}: {value}");
        };
        check("authorization", "Bearer 0123456789abcdef", true);
        check("authorization", "bearer fedcba9876543210", true);
        check("x-auth-key", "0123456789abcdef", true);
        check("authorization", "Basic 0123456789abcdef", false);
        check("authorization", "0123456789abcdef", false);
        check("authorization", "Bearer 0123456789abcdef0", false);
        check("authorization", "Bearer ", false);
        check("x-auth-key", "", false);
        check("x-auth-key", "0123456789abcde", false);
        check("cookie", "0123456789abcdef", false);
        assert!(!carries(&HeaderMap::new(), &both));
    }

    #[test]
    fn t25_without_a_secret_nothing_opens_it() {
        let none = gate(None, None);
        for given in ["", "0123456789abcdef"] {
            assert!(!is(given.as_bytes(), &none), "{given:?}");
        }
        assert!(!carries(&HeaderMap::new(), &none));
        assert!(!is(b"", &gate(Some("0123456789abcdef"), None)));
    }
}
