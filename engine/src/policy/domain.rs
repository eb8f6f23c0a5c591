//! Domains of mail addresses, as an operator forbids them.

use crate::email_address::EmailAddress;
use std::fmt;
use std::str::FromStr;

/// A domain, in lower case: it stands for itself and for all below it.
///
/// ```
/// use sekisho_engine::policy::Domain;
/// let own: Domain = "Example.test".parse()?;
/// assert!(own.holds(&"a@mail.EXAMPLE.test".parse()?) && own.holds(&"a@example.test".parse()?));
/// assert!(!own.holds(&"a@notexample.test".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "String", into = "String")
)]
pub struct Domain(String);

/// What is no domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DomainError;

impl fmt::Display for DomainError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a domain such as example.org, of letters, digits and hyphens, without @ and *")
    }
}

impl std::error::Error for DomainError {}

impl Domain {
    /// The domain's text, in lower case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `address` is in it or below it.
    #[must_use]
    pub fn holds(&self, address: &EmailAddress) -> bool {
        let lookup = address.lookup_form();
        let Some((_, of)) = lookup.rsplit_once('@') else { return false };
        // a trailing dot names the same domain
        let of = of.strip_suffix('.').unwrap_or(of);
        of.strip_suffix(self.0.as_str()).is_some_and(|below| below.is_empty() || below.ends_with('.'))
    }
}

impl FromStr for Domain {
    type Err = DomainError;

    fn from_str(text: &str) -> Result<Self, DomainError> {
        let domain = text.trim().to_ascii_lowercase();
        let label = |label: &str| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        };
        if domain.len() <= 253 && domain.split('.').all(label) { Ok(Self(domain)) } else { Err(DomainError) }
    }
}

impl TryFrom<String> for Domain {
    type Error = DomainError;

    fn try_from(text: String) -> Result<Self, DomainError> {
        text.parse()
    }
}

impl From<Domain> for String {
    fn from(domain: Domain) -> Self {
        domain.0
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_holds_itself_and_what_is_below_it_in_any_case() {
        let domain: Domain = "KIT.example".parse().unwrap();
        let check = |address: &str, expected: bool| {
            assert_eq!(domain.holds(&address.parse().unwrap()), expected, "{address}");
        };
        check("a@kit.example", true);
        check("a@KIT.Example", true);
        check("a@edu.Kit.example", true);
        check("a@notkit.example", false);
        check("a@kit.example.org", false);
        check("kit.example@example.org", false);
    }

    #[test]
    fn what_is_no_domain_is_refused() {
        for text in
            ["", ".", "a..b", "*.example.org", "@example.org", "exa mple.org", "-a.org", "a-.org", "例.jp"]
        {
            assert_eq!(text.parse::<Domain>(), Err(DomainError), "{text}");
        }
        assert_eq!(" Example.ORG ".parse::<Domain>().unwrap().as_str(), "example.org");
    }
}
