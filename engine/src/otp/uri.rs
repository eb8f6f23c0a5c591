//! The `otpauth` URI: what an authenticator reads from a QR code.
//!
//! `otpauth://totp/Issuer:account?secret=…&issuer=Issuer&algorithm=SHA1&digits=6&period=30`. There is no
//! standard; this is the form that authenticator applications agree on. Issuer and account are percent-encoded
//! as UTF-8 (RFC 3986 section 2.1), the colon between them is not, and a space is `%20`, never `+`.
//!
//! Most authenticators decode the label before they look for its colon. So an issuer that has a colon itself is
//! left out of the label and stands in its own parameter only, where all of them read it.

use std::fmt;
use std::str::FromStr;

use super::{Algorithm, Digits, Key, Params, Period};

const START: &str = "otpauth://totp/";

/// What an authenticator is told when it is set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// Whose portal it is; not empty.
    pub issuer: String,
    /// Whose account it is: mostly an e-mail address; not empty.
    pub account: String,
    /// The shared key.
    pub key: Key,
    /// What else authenticator and verifier agree on.
    pub params: Params,
}

impl Enrolment {
    /// The label that an authenticator shows: `Issuer (account)`.
    #[must_use]
    pub fn label(&self) -> String {
        format!("{} ({})", self.issuer, self.account)
    }

    /// The URI. It holds the key: show it once, to the person only, and log it never.
    ///
    /// ```
    /// use sekisho_engine::otp::{Key, Params, uri::Enrolment};
    /// let enrolment = Enrolment {
    ///     issuer: "関所 & Co".into(),
    ///     account: "alice@example.org".into(),
    ///     key: Key::new(b"12345678901234567890".to_vec())?,
    ///     params: Params::default(),
    /// };
    /// let uri = enrolment.to_uri();
    /// assert_eq!(
    ///     uri,
    ///     "otpauth://totp/%E9%96%A2%E6%89%80%20%26%20Co:alice%40example.org\
    ///      ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E9%96%A2%E6%89%80%20%26%20Co\
    ///      &algorithm=SHA1&digits=6&period=30"
    /// );
    /// assert_eq!(uri.parse(), Ok(enrolment));
    /// # Ok::<(), sekisho_engine::otp::KeyError>(())
    /// ```
    #[must_use]
    pub fn to_uri(&self) -> String {
        let (issuer, account) = (encode(&self.issuer), encode(&self.account));
        let prefix = if self.issuer.contains(':') { String::new() } else { format!("{issuer}:") };
        let Params { algorithm, digits, period } = self.params;
        format!(
            "{START}{prefix}{account}?secret={secret}&issuer={issuer}&algorithm={algorithm}&digits={digits}\
             &period={period}",
            secret = self.key.to_base32(),
            algorithm = algorithm.as_str(),
            digits = digits.get(),
            period = period.get(),
        )
    }
}

impl FromStr for Enrolment {
    type Err = UriError;

    /// Reads a URI back. Parameters that are missing have the usual values; unknown ones are passed over.
    fn from_str(uri: &str) -> Result<Self, UriError> {
        let rest = match uri.get(..START.len()) {
            Some(start) if start.eq_ignore_ascii_case(START) => &uri[START.len()..],
            _ => return Err(UriError::NotTotp),
        };
        let (label, query) = rest.split_once('?').ok_or(UriError::Secret)?;
        let (label_issuer, account) = match label.split_once(':') {
            Some((issuer, account)) => (Some(decode(issuer)?), decode(account)?),
            None => (None, decode(label)?),
        };
        let query = Query::read(query)?;
        Ok(Self {
            issuer: query
                .issuer
                .or(label_issuer)
                .filter(|issuer| !issuer.is_empty())
                .ok_or(UriError::Label)?,
            account: Some(account).filter(|account| !account.is_empty()).ok_or(UriError::Label)?,
            key: query.key.ok_or(UriError::Secret)?,
            params: query.params,
        })
    }
}

#[derive(Default)]
struct Query {
    key: Option<Key>,
    issuer: Option<String>,
    params: Params,
}

impl Query {
    fn read(query: &str) -> Result<Self, UriError> {
        let mut read = Self::default();
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            let value = decode(value)?;
            match name {
                "secret" => read.key = Some(Key::from_base32(&value).map_err(|_| UriError::Secret)?),
                "issuer" => read.issuer = Some(value),
                "algorithm" => {
                    read.params.algorithm = Algorithm::from_name(&value).ok_or(UriError::Algorithm)?;
                }
                "digits" => {
                    let digits = value.parse::<u8>().ok().and_then(|digits| Digits::try_from(digits).ok());
                    read.params.digits = digits.ok_or(UriError::Digits)?;
                }
                "period" => {
                    let period = value.parse::<u16>().ok().and_then(|period| Period::try_from(period).ok());
                    read.params.period = period.ok_or(UriError::Period)?;
                }
                _ => {}
            }
        }
        Ok(read)
    }
}

/// Percent-encodes everything but the unreserved characters of RFC 3986 section 2.3.
fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

fn decode(text: &str) -> Result<String, UriError> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        if first == b'%' {
            let (hex, after) = after.split_at_checked(2).ok_or(UriError::Encoding)?;
            let digits = std::str::from_utf8(hex).ok().filter(|hex| !hex.contains(['+', '-']));
            let byte = digits.and_then(|hex| u8::from_str_radix(hex, 16).ok()).ok_or(UriError::Encoding)?;
            bytes.push(byte);
            rest = after;
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    String::from_utf8(bytes).map_err(|_| UriError::Encoding)
}

/// Why a text is not an `otpauth` URI for TOTP. The message holds nothing of the URI, which holds the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UriError {
    /// It doesn't begin with `otpauth://totp/`.
    NotTotp,
    /// A percent sign without two hexadecimal digits, or bytes that aren't UTF-8.
    Encoding,
    /// Issuer or account is missing.
    Label,
    /// The key is missing or not a key.
    Secret,
    /// An unknown algorithm.
    Algorithm,
    /// Not 6 to 8 digits.
    Digits,
    /// Not a period from 1 to 3,600 seconds.
    Period,
}

impl fmt::Display for UriError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotTotp => "the URI doesn't begin with otpauth://totp/",
            Self::Encoding => "the URI's percent-encoding is broken",
            Self::Label => "the URI names no issuer or no account",
            Self::Secret => "the URI has no key",
            Self::Algorithm => "the URI names an unknown algorithm",
            Self::Digits => "the URI asks for other than 6 to 8 digits",
            Self::Period => "the URI's period is not 1 to 3600 seconds",
        })
    }
}

impl std::error::Error for UriError {}
