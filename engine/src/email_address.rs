//! E-mail addresses.

use std::fmt;
use std::str::FromStr;

use crate::error::InputError;

/// An e-mail address that a mail can be sent to: `local@domain`, in ASCII (RFC 5321 section 4.1.2, dot-string
/// only). The domain is kept in lower case, the local part as it was typed.
///
/// Quoted local parts, comments and address literals are refused: nobody's account has one, and they are how
/// a field smuggles in a second recipient.
///
/// ```
/// use sekisho_engine::email_address::EmailAddress;
/// let address: EmailAddress = "Alice@Example.ORG".parse()?;
/// assert_eq!(address.as_str(), "Alice@example.org");
/// assert_eq!(address.lookup_form(), "alice@example.org");
/// assert_eq!(address.masked(), "A•••@example.org");
/// # Ok::<(), sekisho_engine::error::InputError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "String", into = "String")
)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// The most characters (RFC 5321 section 4.5.3.1.3, less the angle brackets).
    pub const MOST: usize = 254;

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the `@`.
    #[must_use]
    pub fn local_part(&self) -> &str {
        self.split().0
    }

    /// The part after the `@`, in lower case.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.split().1
    }

    /// The form by which accounts are looked up: all of it in lower case, because people don't keep apart
    /// what a mail server might.
    #[must_use]
    pub fn lookup_form(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// The address for somebody who has shown a password only: its first character and its domain.
    #[must_use]
    pub fn masked(&self) -> String {
        let (local, domain) = self.split();
        let first = local.chars().next().unwrap_or('•');
        format!("{first}•••@{domain}")
    }

    fn split(&self) -> (&str, &str) {
        self.0.split_once('@').unwrap_or((&self.0, ""))
    }
}

impl FromStr for EmailAddress {
    type Err = InputError;

    fn from_str(text: &str) -> Result<Self, InputError> {
        let text = text.trim_matches([' ', '\u{3000}']);
        if text.is_empty() {
            return Err(InputError::Missing);
        }
        if text.chars().any(char::is_control) {
            return Err(InputError::ControlCharacter);
        }
        if text.chars().count() > Self::MOST {
            return Err(InputError::TooLong { most: Self::MOST });
        }
        let (local, domain) = text.split_once('@').ok_or(InputError::Malformed)?;
        if is_local_part(local) && is_domain(domain) {
            Ok(Self(format!("{local}@{}", domain.to_ascii_lowercase())))
        } else {
            Err(InputError::Malformed)
        }
    }
}

/// A dot-string of RFC 5321: atoms with single dots between them, 64 octets at most.
fn is_local_part(text: &str) -> bool {
    let is_atext = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
    text.len() <= 64 && text.split('.').all(|atom| !atom.is_empty() && atom.bytes().all(is_atext))
}

/// At least two labels of letters, digits and inner hyphens; the last one isn't a number.
fn is_domain(text: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let last = text.rsplit('.').next().unwrap_or_default();
    text.contains('.') && text.split('.').all(is_label) && !last.bytes().all(|byte| byte.is_ascii_digit())
}

impl TryFrom<String> for EmailAddress {
    type Error = InputError;

    fn try_from(text: String) -> Result<Self, InputError> {
        text.parse()
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests;
