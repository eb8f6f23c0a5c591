//! Who somebody is, as applications are told: four headers, always all four.
//!
//! A header that is missing would let the client's own stand (Caddy), so nobody's are there, too, and empty. What
//! is no printable ASCII, and `%` itself, is percent-encoded UTF-8 (RFC 3986 section 2.1): a name in Japanese is
//! read back by decoding, and no name ends a header.

use crate::session::store::SessionRow;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// Everything but printable ASCII is encoded by itself.
const ENCODED: &AsciiSet = &CONTROLS.add(b'%');

const NAMES: [HeaderName; 4] = [
    HeaderName::from_static("remote-user"),
    HeaderName::from_static("remote-groups"),
    HeaderName::from_static("remote-email"),
    HeaderName::from_static("remote-name"),
];

/// The values of the four headers.
#[derive(Debug, Clone)]
pub(super) struct Identity([HeaderValue; 4]);

impl Identity {
    /// Of the person whose session it is: user name (else address), role, address, name.
    pub(super) fn of(row: &SessionRow) -> Self {
        let user = row.username.as_deref().unwrap_or(&row.email);
        Self([user, &row.role, &row.email, &row.name].map(value))
    }

    /// Of nobody.
    pub(super) fn nobody() -> Self {
        Self([const { HeaderValue::from_static("") }; 4])
    }

    /// Writes the headers.
    pub(super) fn write(&self, headers: &mut HeaderMap) {
        for (name, value) in NAMES.iter().zip(&self.0) {
            headers.insert(name, value.clone());
        }
    }
}

fn value(text: &str) -> HeaderValue {
    let encoded = utf8_percent_encode(text.trim(), ENCODED).to_string();
    // nothing is left that a header can't hold
    HeaderValue::try_from(encoded).unwrap_or(HeaderValue::from_static(""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use percent_encoding::percent_decode_str;

    #[test]
    fn t26_a_name_is_one_value_of_printable_ascii_and_reads_back() {
        let check = |name: &str, expected: &str| {
            let value = value(name);
            let text = value.to_str().unwrap();
            assert_eq!(text, expected);
            assert_eq!(percent_decode_str(text).decode_utf8().unwrap(), name.trim());
        };
        check("Ada Example", "Ada Example");
        check("山田 太郎", "%E5%B1%B1%E7%94%B0 %E5%A4%AA%E9%83%8E");
        check("100% me", "100%25 me");
        check("a\r\nRemote-User: admin", "a%0D%0ARemote-User: admin");
        check("  Zoë\u{0}", "Zo%C3%AB%00");
        check("", "");
    }
}
